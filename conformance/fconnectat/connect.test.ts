// SPDX-License-Identifier: MIT
// connect(2) twice: as sockets have it, and as the variant `today-connect` of the model. Both say the same of every sequence.
import { expect, test } from 'vitest';
import { withCalls } from '../../models/kernel/system/index.ts';
import { words } from '../harness/lockstep/engine/exhaustive.ts';
import { sample, sequenceFrom } from '../harness/lockstep/engine/generate.ts';
import { predict } from '../harness/lockstep/engine/judge.ts';
import type { Outcome } from '../harness/lockstep/engine/outcome.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { OBJECTS } from './objects.ts';
import { TODAY_CONNECT } from './today.ts';

const { alphabet, cases, small } = TODAY_CONNECT;

const texts = (outcomes: readonly Outcome[]) => outcomes.map(({ text }) => text).sort();

/** The first op after which they differ, with what each allows. */
function difference(ops: readonly SeqOp[], system = OBJECTS.system) {
  const [model, object] = [predict(alphabet.system, ops)!, predict(system, ops)];
  if (object === undefined) return { ops };
  for (const [at, { op, allowed }] of model.steps.entries()) {
    const both = [texts(allowed), texts(object.steps[at]!.allowed)];
    if (String(both[0]) !== String(both[1])) return { op, both };
  }
  return undefined;
}

test('in every case, every short word, and by chance', () => {
  for (const { ops } of cases) expect(difference(ops)).toBeUndefined();
  for (const { generated } of words(alphabet.system, { ...small, depth: 3 })) {
    expect(difference(generated.ops)).toBeUndefined();
  }
  for (const numbers of sample(6, 1500)) {
    expect(difference(sequenceFrom(alphabet, numbers, 24).ops)).toBeUndefined();
  }
});

test('one that differs is seen', () => {
  const refusing = withCalls(OBJECTS.system, { connect: OBJECTS.system.rules.getpeername! });
  expect(cases.some(({ ops }) => difference(ops, refusing) !== undefined)).toBe(true);
});
