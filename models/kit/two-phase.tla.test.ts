// SPDX-License-Identifier: MIT
// The kit against TLC on a specification of its own: counts, and the state graph edge by edge.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { twoPhase, twoPhaseProperties } from '../../cli/bench/two-phase.ts';
import { readDot } from '../../tla/runner/dot.ts';
import { runTlc } from '../../tla/runner/run.ts';
import { explore } from './explore.ts';
import { walkGraph } from './graph.ts';

const N = 3;
const folder = folderOfFile();

it('has the states, the edges and the counts that TLC has', async () => {
  const dump = join(folder, 'graph.dot');
  const run = await runTlc({
    spec: inRoot('tla', 'kit', 'TwoPhase.tla'),
    configText: `SPECIFICATION Spec\nCONSTANT N = ${N}\nINVARIANTS TypeOK Consistent`,
    dump,
  });
  const found = explore(twoPhase(N), { properties: twoPhaseProperties });
  const { verdict, distinct, generated, depth } = run;
  expect({ verdict, distinct, generated, depth }).toEqual({
    verdict: 'holds',
    distinct: found.distinct,
    generated: found.generated,
    depth: found.depth,
  });

  const theirs = await readDot(dump);
  const ours = walkGraph(twoPhase(N));
  const text = (name: string) =>
    ours.variables.map((variable) => theirs.states.get(name)?.[variable]).join('\n');
  const lines = ours.states.map((state) => state.join('\n'));
  expect(ours.initial.map((state) => lines[state])).toEqual(theirs.initial.map(text));
  expect([...lines].sort()).toEqual([...theirs.states.keys()].map(text).sort());
  expect(ours.edges.map(([from, action, to]) => `${lines[from]} ${action} ${lines[to]}`).sort()).toEqual(
    theirs.edges.map(([from, action, to]) => `${text(from)} ${action} ${text(to)}`).sort(),
  );
});
