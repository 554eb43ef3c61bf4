// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { DESCRIPTORS_IN_LANES } from '../../objects/descriptors/index.ts';
import { SOCKETS_IN_LANES } from '../../objects/unix-socket/index.ts';
import type { Sequence, SequenceResult } from '../protocol/types.ts';
import type { Crash, Target } from '../target.ts';
import { abilitiesOf } from './abilities.ts';

const NEEDS = [...SOCKETS_IN_LANES.needs!, ...DESCRIPTORS_IN_LANES.needs!];

const ENOSYS = -38n;
const EAFNOSUPPORT = -97n;

/** A target whose calls answer by their number and first argument, and where some spawns do not work. */
function target(
  answer: (nr: number, first: unknown) => bigint,
  denied: 'root' | 'uid' | undefined = undefined,
): Target {
  const runOne = ({ ops }: Sequence): SequenceResult => ({
    settled: ops.map((op, at) => ({
      returned: op.op === 'call' ? [{ task: 0, op: at, value: answer(op.nr, op.args[0]), out: [] }] : [],
      ...{ blocked: [], died: [], signals: [], spawned: [], parked: [] },
    })),
    ...(ops.some((op) => op.op === 'spawn' && denied !== undefined && denied in op)
      ? { fault: 'setup: op 0, task 0, errno 1' }
      : {}),
  });
  return { ordered: true, run: async (sequences) => sequences.map(runOne) };
}

test('a kernel with all, and a user who may all', async () => {
  expect(
    await abilitiesOf(
      target(() => 0n),
      NEEDS,
      1000,
    ),
  ).toEqual({ otherUsers: true });
});

test('a user who cannot be another', async () => {
  expect(
    await abilitiesOf(
      target(() => 0n, 'uid'),
      NEEDS,
      1000,
    ),
  ).toEqual({ otherUsers: false });
});

test('a call that root may not make here is named', async () => {
  const EPERM = -1n;
  const { privileges } = DESCRIPTORS_IN_LANES.surroundings!;
  const capset = privileges.find(({ calls }) => calls.includes('capset'))!.probe[0]!.nr;
  const answering = target((nr) => (nr === capset ? EPERM : 0n));
  expect(await abilitiesOf(answering, NEEDS, 1000, privileges)).toEqual({
    ...{ otherUsers: true, denied: [{ calls: ['capset'], capability: 'every capability' }] },
  });
});

test('a user who may not chroot can run nothing', async () => {
  await expect(
    abilitiesOf(
      target(() => 0n, 'root'),
      NEEDS,
      1000,
    ),
  ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
});

test.each([
  [(nr: number) => (nr === 41 ? ENOSYS : 0n), 'the kernel lacks CONFIG_NET'],
  [
    (nr: number, family: unknown) => (nr === 41 && family === 1 ? EAFNOSUPPORT : 0n),
    'the kernel lacks CONFIG_UNIX',
  ],
  [
    (nr: number) => (nr === 41 ? EAFNOSUPPORT : ENOSYS),
    'the kernel lacks CONFIG_UNIX, CONFIG_INET, CONFIG_MULTIUSER',
  ],
])('options by their names: %#', async (answer, message) => {
  await expect(abilitiesOf(target(answer), NEEDS, 1000)).rejects.toMatchObject({
    code: 'KERNEL_CONFIG',
    message,
  });
});

test('a kernel that is gone is an error, and no ability', async () => {
  const gone: Crash = { crashed: 'given up', notRun: true };
  const run = async (sequences: readonly Sequence[]) => sequences.map(() => gone);
  await expect(abilitiesOf({ ordered: true, run }, NEEDS, 1000)).rejects.toMatchObject({
    code: 'GUEST_DIED',
  });
});
