// SPDX-License-Identifier: MIT
// The ways into the kernel that only the flavour `hooks` has.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Abi, SequenceResult } from '../harness/protocol/types.ts';
import { type OpenTarget, openTarget } from '../harness/target/index.ts';
import { call, outputOf, resultOf, spawn } from './fixture.ts';

/** Of getpid and getcwd (arch/x86/entry/syscalls, 6.12); the x32 bit is the shim's to set. */
const NUMBERS = { '64': [39, 79], int80: [20, 183], x32: [39, 79] } as const;

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget({ flavour: 'hooks' });
});
afterAll(() => target.close());

test('the shim says so', () => {
  expect(target.hello.capabilities).toEqual(expect.arrayContaining(['int80', 'x32']));
});

test.each<Abi>(['64', 'int80', 'x32'])(
  '%s takes numbers and pointers, and gives back errors',
  async (abi) => {
    const [getpid, getcwd] = NUMBERS[abi];
    const ops = [
      spawn(0, { root: '.' }),
      { ...call(0, getpid), abi },
      { ...call(0, getcwd, { out: 8 }, 8), abi },
      { ...call(0, getcwd, 1, 8), abi },
    ];
    const result = (await target.run([{ ops }]))[0] as SequenceResult;
    expect(result.fault).toBeUndefined();
    expect(resultOf(result, 1)).toBe(BigInt(result.settled[0]?.spawned[0]?.pid ?? 0));
    expect(outputOf(result, 2)).toBe('/');
    expect(resultOf(result, 3)).toBe(-14n);
  },
);
