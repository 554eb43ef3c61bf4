// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { actorOf } from '../kernel/claim.ts';
import { instead } from '../kernel/seeded-fault.ts';
import { explore, refines } from '../kit/index.ts';
import { failing } from './faults.ts';
import { type Fault, fconnectat, STEPS } from './model.ts';
import { type Observed, observing } from './observation.ts';
import { scenarioNamed } from './scenarios.ts';
import { specification } from './specification.ts';
import type { Hidden } from './specified-calls.ts';
import type { Seen, Task } from './state.ts';
import { VARIANTS, type VariantName } from './variants.ts';

function verdictIn(scenario: string, variant: VariantName, pathsAtOnce = false, fault?: Fault) {
  const behaviour = VARIANTS[variant];
  const severalCalls = behaviour.program.length > 1;
  const property = refines<Seen, Observed, Hidden>('S', {
    observe: observing(behaviour),
    actor: actorOf,
    specification: specification(scenarioNamed(scenario), { severalCalls, pathsAtOnce }),
  });
  const { verdicts } = explore(fconnectat(scenarioNamed(scenario), behaviour, fault), {
    properties: [property],
  });
  return verdicts[0]!;
}

describe('each name of a path is looked up at an instant of its own (A19)', () => {
  test('a specification that resolves whole paths at one instant is refuted by the path of two names', () => {
    const verdict = verdictIn('swap', 'proposed', true);
    if (verdict.kind !== 'violated') throw new Error(verdict.kind);
    const { trace, unexplained } = verdict;
    const last = trace.steps.at(-1)!;
    // D1 is found, the directory moves, and its s is made iA: at no instant of the call does d1/s lead to iA.
    expect([last.action, last.params, last.state.task.c2.peer]).toEqual(['Lock', ['c2'], 'iA']);
    expect(unexplained).toMatchObject({ actor: 'c2', after: { caller: { c2: { is: 'done', ret: 'OK' } } } });
    const begins = trace.steps.findIndex(({ action, params }) => action === 'SysEnter' && params[0] === 'c2');
    const during = trace.steps.slice(begins).filter(({ action }) => action === 'RenameExchange');
    expect(during.length).toBeGreaterThan(1);
  });

  test('the one of the document is not', () => {
    expect(verdictIn('swap', 'proposed')).toMatchObject({ kind: 'holds' });
  });
});

describe('a signal that comes when the wait is over may end the call or not (A21)', () => {
  /** Lock, which looks for a signal once more. */
  const looksAgain = (who: (me: Task) => boolean): Fault => ({
    steps: {
      Lock: instead(
        (s, p) => who(s.task[p]) && !['none', 'freeze'].includes(s.task[p].sig),
        failing('EINTR'),
        STEPS.Lock,
      ),
    },
  });

  test.each(['signal', 'rights', 'handed', 'refrozen'])('in %s a call may look again at Lock', (scenario) => {
    const fault = looksAgain(({ slept }) => slept !== 'none');
    expect(verdictIn(scenario, 'proposed', false, fault)).toMatchObject({ kind: 'holds' });
  });

  test('but one that has not waited may not', () => {
    expect(
      verdictIn(
        'signal',
        'proposed',
        false,
        looksAgain(() => true),
      ),
    ).toMatchObject({ kind: 'violated' });
  });
});

test('what refutes naive is the connection to a name that came after the sleep', () => {
  const verdict = verdictIn('backlog', 'naive');
  expect(verdict).toMatchObject({ kind: 'violated' });
});

describe('the specification stands on its own', () => {
  const OWN = ['specification.ts', 'resolution.ts', 'specified-calls.ts', 'specified-rivals.ts'];

  test.each(OWN)('%s uses no step of the model, and no helper of theirs', (file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    const values = [...text.matchAll(/^import (?!type)[\s\S]*?from '([^']+)';/gm)].map(([, from]) => from);
    const allowed = ['../kernel/same.ts', ...OWN.map((name) => `./${name}`)];
    for (const from of values) expect(allowed).toContain(from);
  });
});
