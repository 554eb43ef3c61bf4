// SPDX-License-Identifier: MIT
// A script's judgement on results that are made up: what must fail does.
import { expect, test } from 'vitest';
import type { CallOp, SequenceResult, Settled } from '../protocol/types.ts';
import type { OpenTarget } from '../target.ts';
import { judge, missing } from './judge.ts';
import { JudgedScript } from './judged-script.ts';

/** What each call is answered, by its number; undefined: it blocks. */
type Answers = Readonly<Record<number, bigint | undefined>>;

const EMPTY: Settled = { returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] };

function answering(answers: Answers, crashOn?: number): Pick<OpenTarget, 'run'> {
  return {
    async run(sequences) {
      return sequences.map(({ ops }) => {
        if (ops.some((op) => op.op === 'call' && op.nr === crashOn)) return { crashed: 'BUG: planted' };
        const settled = ops.map((op, at): Settled => {
          const value = answers[(op as CallOp).nr];
          if (op.op !== 'call' || value === undefined) return EMPTY;
          return { ...EMPTY, returned: [{ task: 0, op: at, value, out: [Buffer.from('abc')] }] };
        });
        return { settled } satisfies SequenceResult;
      });
    },
  };
}

const target = (answers: Answers, crashOn?: number): OpenTarget => answering(answers, crashOn) as OpenTarget;

const OPEN = 2;
const TRIED = 42;
const SLEEPS = 43;

function script(title = 'a case'): JudgedScript {
  const one = new JudgedScript(title);
  const task = one.spawn();
  one.open(task, OPEN, 0);
  one.expect(one.call(task, TRIED), 'tried', 'EPERM', 'connect E19');
  return one;
}

test('what is as expected holds, and is covered', async () => {
  const result = await judge(target({ [OPEN]: 3n, [TRIED]: -1n }), [script()]);
  expect(result).toEqual({ cases: 1, calls: 2, failures: [], covered: ['connect E19'] });
});

test('another result is a difference, and covers nothing', async () => {
  const result = await judge(target({ [OPEN]: 3n, [TRIED]: 0n }), [script()]);
  expect(result.covered).toEqual([]);
  expect(result.failures).toEqual([
    { title: 'a case', kind: 'difference', diagram: '!! tried  expected EPERM\n          observed 0' },
  ]);
});

test('a set-up that did not come off fails too', async () => {
  const result = await judge(target({ [OPEN]: -2n, [TRIED]: -1n }), [script()]);
  expect(result.failures[0]?.diagram).toContain('expected succeeds');
  expect(result.failures[0]?.diagram).toContain('observed ENOENT');
});

test('a call that blocks is told from one that returns, then and in the end', async () => {
  const one = new JudgedScript('a wait');
  const op = one.call(one.spawn(), SLEEPS);
  one.expect(op, 'sleeps', 'blocked');
  one.expectInTheEnd(op, 'then', '0');
  const asleep = await judge(target({}), [one]);
  expect(asleep.failures[0]?.diagram).toBe(
    '   sleeps  blocked\n!! then    expected 0\n           observed blocked',
  );
  const awake = await judge(target({ [SLEEPS]: 0n }), [one]);
  expect(awake.failures[0]?.diagram).toContain('!! sleeps  expected blocked');
});

test('a crash is one, and ends the run', async () => {
  const result = await judge(target({ [OPEN]: 3n }, TRIED), [script('first'), script('second')]);
  expect(result.cases).toBe(1);
  expect(result.failures).toEqual([{ title: 'first', kind: 'crash', diagram: 'BUG: planted' }]);
});

test('a fault of the shim fails', async () => {
  const broken = {
    run: async () => [{ settled: [], fault: 'arena: op 0, task 0' }],
  } as unknown as OpenTarget;
  const result = await judge(broken, [script()]);
  expect(result.failures[0]?.diagram).toContain('the shim: arena: op 0, task 0');
});

test('what a kernel cannot do is said in the words of the first step that fails', async () => {
  expect(await missing(target({ [OPEN]: 3n, [TRIED]: -1n }), script())).toBeUndefined();
  expect(await missing(target({ [OPEN]: 3n, [TRIED]: 0n }), script())).toBe(
    'a case: tried gives 0 instead of EPERM',
  );
  expect(await missing(target({}, TRIED), script())).toBe('a case: BUG: planted');
});
