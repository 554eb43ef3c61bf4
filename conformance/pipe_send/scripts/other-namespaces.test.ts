// SPDX-License-Identifier: MIT
// No case says anything of namespaces that were not made.
import { describe, expect, test } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { CallOp, SequenceResult } from '../../harness/protocol/types.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { ScriptRun } from '../../harness/scripted/run.ts';
import { OTHER_NAMESPACES } from './other-namespaces.ts';

const CASES = [...OTHER_NAMESPACES.setUp(NR.sendto, {}), ...OTHER_NAMESPACES.cases(NR.sendto, {})];
const EINVAL = -22n;

/** A run in which each task reads what `linkOf` says that its namespaces are, and unshare(2) gives this. */
function runOf(
  { ops }: JudgedScript,
  linkOf: (task: number, kind: string) => string,
  unshare = 0n,
): ScriptRun {
  const answer = ({ task, nr, args }: CallOp) => {
    if (nr === NR.unshare) return { value: unshare, out: [] };
    if (nr !== NR.readlink) return { value: 0n, out: [] };
    const [path] = args as [{ data: Uint8Array }];
    const link = linkOf(
      task,
      Buffer.from(path.data)
        .toString()
        .replace(/.*\/|\0/g, ''),
    );
    return { value: BigInt(link.length), out: [Buffer.from(link)] };
  };
  const nothing = { blocked: [], died: [], signals: [], spawned: [], parked: [] };
  const settled = ops.map((op, at) => ({
    ...nothing,
    returned: op.op === 'call' ? [{ task: op.task, op: at, ...answer(op) }] : [],
  }));
  return new ScriptRun({ settled } satisfies SequenceResult);
}

/** The rows of the set-up that do not hold. */
const wrong = (script: JudgedScript, run: ScriptRun): readonly string[] =>
  script.expectations
    .filter(({ label, expected, observed }) => label.startsWith('set-up: ') && observed(run) !== expected)
    .map(({ label }) => label);

const spaces = (labels: readonly string[]) => labels.filter((label) => /namespaces \(/.test(label));

describe.each(CASES.map((script) => [script.title, script] as const))('%s', (_, script) => {
  test('tells namespaces apart', () => {
    const two = runOf(script, (task, kind) => `${kind}:[${task}]`);
    expect(spaces(wrong(script, two))).toEqual([]);
  });

  test.each([
    ['both tasks are in one', (_task: number, kind: string) => `${kind}:[1]`],
    ['nothing is to be read', () => ''],
    ['another kind is read', (task: number) => `pid:[${task}]`],
  ])('is red where %s', (_what, linkOf) => {
    expect(spaces(wrong(script, runOf(script, linkOf))).length).toBeGreaterThan(0);
  });

  test('is red where none can be made', () => {
    const none = runOf(script, (task, kind) => `${kind}:[${task}]`, EINVAL);
    expect(wrong(script, none)).toContainEqual(expect.stringContaining(`call ${NR.unshare} `));
  });
});
