// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { onLinux } from '../../models/kernel/system/index.ts';
import type { Case } from '../harness/lockstep/cases.ts';
import { judge, predict, refusedOp } from '../harness/lockstep/engine/judge.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import type { Conformance } from '../proposal.ts';
import { judgedAs } from '../run/judged.ts';
import { PIPE_SEND } from './index.ts';
import { PROPOSED } from './proposed.ts';
import { TODAY_NONBLOCK } from './today.ts';

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test.each(PIPE_SEND.variants)('$variant: the model can issue every case', (variant) => {
    const { alphabet, cases } = judgedAs(variant, base);
    const impossible = cases.flatMap(({ name, ops }) => {
      const refused = refusedOp(alphabet.system, ops);
      return refused === undefined ? [] : [`${name}: ${refused.why}`];
    });
    expect(impossible).toEqual([]);
  });
});

/** Whether a kernel that does as one base is found wrong by the oracle of another. */
function isRed({ alphabet }: Conformance, { ops }: Case, does: BaseName, judgedBy: BaseName): boolean {
  const observed = predict(onLinux(alphabet.system, does), ops)!.steps.map(({ allowed }) => allowed[0]!);
  const system = onLinux(alphabet.system, judgedBy);
  return judge(system, predict(system, ops)!, observed) !== undefined;
}

const BY_WAKES =
  'two who write and wait: who is woken for a page of which a part is left waits behind the other';
const BY_SLOTS = [
  'R6: a buffer that is not there, and how much there is room for then',
  'R6: a packet whose buffer is not there',
  'R6: a splice from a pipe whose slots have no bytes',
  'R1: a slot without bytes makes room, MSG_DONTWAIT',
  'R1: a slot without bytes makes room, O_NONBLOCK',
  'R6: a splice from such a pipe, to one that is full with the first slot',
  'R6: who waits for bytes is woken by a send that has none',
];

test.each([
  ['6.12', '7.3'],
  ['7.3', '6.12'],
] as const)('what Linux %s does is red by the oracle of %s, in these cases', (does, judgedBy) => {
  const red = (variant: Conformance) =>
    variant.cases.filter((one) => isRed(variant, one, does, judgedBy)).map(({ name }) => name);
  expect(red(TODAY_NONBLOCK)).toEqual([BY_WAKES]);
  expect(red(PROPOSED)).toEqual([BY_WAKES, ...BY_SLOTS]);
});

test.each(BASE_NAMES)('what Linux %s does is green by its own', (base) => {
  expect(PROPOSED.cases.filter((one) => isRed(PROPOSED, one, base, base))).toEqual([]);
});
