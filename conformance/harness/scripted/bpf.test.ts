// SPDX-License-Identifier: MIT
// Programs against the bytes that the kernel's header prescribes.
import { expect, test } from 'vitest';
import { assemble, countingProgram, type Ending, OPCODE } from './bpf.ts';

const lines = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes)
    .toString('hex')
    .match(/.{16}/g)!
    .map((line) => line);

const program = (ending: Ending) => lines(assemble(countingProgram(ending).instructions));

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

test.each([0, 1, 30])(
  'the descriptor of the map has its place where the map is loaded, after %d instructions',
  (count) => {
    const before = Array.from({ length: count }, () => ({ code: OPCODE.moveReg, dst: 2, src: 1 }));
    const { instructions, mapFd } = countingProgram({ verdict: 1 }, before);
    const bytes = Buffer.from(assemble(instructions));
    bytes.writeUInt32LE(7, mapFd.at);
    expect(lines(bytes).filter((line) => line.startsWith('18'))).toEqual(['1811000007000000']);
  },
);
