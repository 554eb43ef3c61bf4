// SPDX-License-Identifier: MIT
// Programs against the bytes that the kernel's header prescribes.
import { expect, test } from 'vitest';
import { assemble, countingProgram, type Ending, OPCODE, type Rewrite } from './bpf.ts';

const IDS = { bpf_cast_to_kern_ctx: 0x1234, bpf_sock_addr_set_sun_path: 0x5678 };

const lines = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes)
    .toString('hex')
    .match(/.{16}/g)!
    .map((line) => line);

const program = (ending: Ending, rewrite?: Rewrite) =>
  lines(assemble(countingProgram(ending, rewrite).instructions));

test('an instruction is code, registers, offset, immediate', () => {
  const bytes = assemble([{ code: OPCODE.storeImm32, dst: 10, src: 3, off: -4, imm: -2 }]);
  expect(lines(bytes)).toEqual(['623afcfffeffffff']);
});

test('a program that counts and refuses', () => {
  expect(program({ verdict: 0 })).toEqual([
    '1811000000000000', // r1 = the map, in two instructions
    '0000000000000000',
    '620afcff00000000', // *(u32 *)(r10 - 4) = 0
    'bfa2000000000000', // r2 = r10
    '07020000fcffffff', // r2 += -4
    '8500000001000000', // call bpf_map_lookup_elem
    '1500020000000000', // if r0 == 0 goto +2
    'b701000001000000', // r1 = 1
    'db10000000000000', // lock *(u64 *)(r0 + 0) += r1
    'b700000000000000', // r0 = 0
    '9500000000000000', // exit
  ]);
});

test('a program that allows, and one that chooses the error', () => {
  expect(program({ verdict: 1 }).slice(-2)).toEqual(['b700000001000000', '9500000000000000']);
  expect(program({ verdict: 0, errno: 13 }).slice(-4, -2)).toEqual([
    'b7010000f3ffffff', // r1 = -13
    '85000000bb000000', // call bpf_set_retval
  ]);
});

test('a program that writes another path, whose last word is filled up', () => {
  const rewrites = program({ verdict: 1 }, { ids: IDS, path: '/r/ab' });
  expect(rewrites.slice(0, 8)).toEqual([
    '620af8ff2f722f61', // *(u32 *)(r10 - 8) = "/r/a"
    '620afcff62000000', // *(u32 *)(r10 - 4) = "b"
    '8520000034120000', // call bpf_cast_to_kern_ctx
    'bf01000000000000', // r1 = r0
    'bfa2000000000000', // r2 = r10
    '07020000f8ffffff', // r2 += -8
    'b703000005000000', // r3 = 5
    '8520000078560000', // call bpf_sock_addr_set_sun_path
  ]);
  expect(rewrites.slice(8)).toEqual(program({ verdict: 1 }));
});

test.each<[Rewrite | undefined]>([
  [undefined],
  [{ ids: IDS, path: '\0' }],
  [{ ids: IDS, path: 'x'.repeat(108) }],
])('the descriptor of the map has its place where the map is loaded: %j', (rewrite) => {
  const { instructions, mapFd } = countingProgram({ verdict: 1 }, rewrite);
  const bytes = Buffer.from(assemble(instructions));
  bytes.writeUInt32LE(7, mapFd.at);
  expect(lines(bytes).filter((line) => line.startsWith('18'))).toEqual(['1811000007000000']);
});
