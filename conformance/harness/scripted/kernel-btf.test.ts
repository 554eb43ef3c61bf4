// SPDX-License-Identifier: MIT
// Reads the BTF of a guest that is made up.
import { expect, test } from 'vitest';
import type { Arg, SequenceResult, Settled } from '../protocol/types.ts';
import type { Target } from '../target.ts';
import { btf, TYPES } from './fixtures/btf.ts';
import { kernelFunctionIds } from './kernel-btf.ts';

const [PREAD64, SENDFILE] = [17, 40];
const EMPTY: Settled = { returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] };

/** A guest whose kernel has this BTF, or none. */
function fakeGuest(bytes: Buffer | undefined): Target {
  const call = (nr: number, args: readonly Arg[]): [bigint, Buffer[]] => {
    if (bytes === undefined) return [-2n, []];
    if (nr === SENDFILE) return [BigInt(bytes.length), []];
    if (nr !== PREAD64) return [3n, []];
    const [size, from] = [Number(args[2]), Number(args[3])];
    const read = bytes.subarray(from, from + size);
    return [BigInt(read.length), [Buffer.concat([read, Buffer.alloc(size - read.length)])]];
  };
  return {
    ordered: true,
    run: async (sequences) =>
      sequences.map(({ ops }): SequenceResult => {
        const settled = ops.map((op, at): Settled => {
          if (op.op !== 'call') return EMPTY;
          const [value, out] = call(op.nr, op.args);
          return { ...EMPTY, returned: [{ task: op.task, op: at, value, out }] };
        });
        return { settled };
      }),
  };
}

test('a number is found, however many parts there are to be read', async () => {
  const long = btf([...Array.from({ length: 40_000 }, () => TYPES[0]!), ...TYPES]);
  expect(long.length).toBeGreaterThan(512 * 1024);
  expect(await kernelFunctionIds(fakeGuest(long), ['a_func'])).toEqual({ a_func: 40_013 });
  expect(await kernelFunctionIds(fakeGuest(btf()), ['a_func'])).toEqual({ a_func: 13 });
});

test('a kernel without BTF says so, and one with a broken one as well', async () => {
  const said = "reading /sys/kernel/btf/vmlinux gives ENOENT instead of a kernel's BTF";
  expect(await kernelFunctionIds(fakeGuest(undefined), ['a_func'])).toBe(said);
  expect(await kernelFunctionIds(fakeGuest(Buffer.alloc(0)), ['a_func'])).toContain(
    'gives 0 instead of its bytes',
  );
  expect(await kernelFunctionIds(fakeGuest(Buffer.from('no BTF')), ['a_func'])).toContain(
    '6 bytes are no header',
  );
  expect(await kernelFunctionIds(fakeGuest(btf()), ['another'])).toContain('has no function another');
});
