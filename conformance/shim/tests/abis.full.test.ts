// SPDX-License-Identifier: MIT
// The ways into the kernel that only the flavour `hooks` has.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import type { Abi, Op, SequenceResult } from '../../harness/protocol/types.ts';
import { type OpenTarget, openTarget } from '../../harness/target/index.ts';
import { call, EBADF, outputOf, resultOf, spawn, text, uring } from '../fixtures/ops.ts';

/** Of getpid and getcwd (arch/x86/entry/syscalls, 6.12); the x32 bit is the shim's to set. */
const NUMBERS = { '64': [39, 79], int80: [20, 183], x32: [39, 79] } as const;

const O_CREAT = 0o100;
const O_EXCL = 0o200;
const IOSQE_ASYNC = 1 << 4;
const EEXIST = -17n;
const EINVAL = -22n;

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget({ flavour: 'hooks' });
});
afterAll(() => target.close());

async function run(...ops: Op[]): Promise<SequenceResult> {
  const result = (await target.run([{ ops }]))[0] as SequenceResult;
  expect(result.fault).toBeUndefined();
  return result;
}

test('the shim says so', () => {
  expect(target.hello.capabilities).toEqual(expect.arrayContaining(['int80', 'x32', 'io_uring']));
});

test.each(['64', 'int80', 'x32'] satisfies Abi[])(
  '%s takes numbers and pointers, and gives back errors',
  async (abi) => {
    const [getpid, getcwd] = NUMBERS[abi];
    const result = await run(
      spawn(0, { root: '.' }),
      { ...call(0, getpid), abi },
      { ...call(0, getcwd, { out: 8 }, 8), abi },
      { ...call(0, getcwd, 1, 8), abi },
    );
    expect(resultOf(result, 1)).toBe(BigInt(result.settled[0]?.spawned[0]?.pid ?? 0));
    expect(outputOf(result, 2)).toBe('/');
    expect(resultOf(result, 3)).toBe(-14n);
  },
);

test('io_uring gives results, fds and errors, from the task or from a kernel thread', async () => {
  const create = (flags: number, how = 0) =>
    uring(0, 'openat', AT_FDCWD, text('f'), 0o600, 0, O_CREAT | flags, how);
  const result = await run(
    spawn(0),
    uring(0, 'nop'),
    { ...create(0), save: 2 },
    create(0),
    uring(0, 'close', { slot: 2 }),
    create(0, IOSQE_ASYNC),
    create(O_EXCL),
    uring(0, 'close', 7),
    { ...uring(0, 'nop'), nr: 255 },
  );
  const values = result.settled.flatMap(({ returned }) => returned.map(({ value }) => value));
  expect(values).toEqual([0n, 0n, 1n, 0n, 0n, EEXIST, EBADF, EINVAL]);
});

test("an opcode is not taken for a clone's number", async () => {
  const BIND = 56;
  const result = await run(spawn(0), { ...uring(0, 'nop', 9), nr: BIND });
  expect(resultOf(result, 1)).toBe(EBADF);
});
