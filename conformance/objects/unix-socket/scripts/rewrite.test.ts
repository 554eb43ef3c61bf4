// SPDX-License-Identifier: MIT
// The instructions against the bytes that the kernel's header prescribes.
import { expect, test } from 'vitest';
import { assemble } from '../../../harness/scripted/bpf.ts';
import { rewriting } from './rewrite.ts';

const IDS = { bpf_cast_to_kern_ctx: 0x1234, bpf_sock_addr_set_sun_path: 0x5678 };

const lines = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString('hex').match(/.{16}/g)!;

test('a program that writes another path, whose last word is filled up', () => {
  const rewrites = lines(assemble(rewriting({ ids: IDS, path: '/r/ab' })));
  expect(rewrites).toEqual([
    '620af8ff2f722f61', // *(u32 *)(r10 - 8) = "/r/a"
    '620afcff62000000', // *(u32 *)(r10 - 4) = "b"
    '8520000034120000', // call bpf_cast_to_kern_ctx
    'bf01000000000000', // r1 = r0
    'bfa2000000000000', // r2 = r10
    '07020000f8ffffff', // r2 += -8
    'b703000005000000', // r3 = 5
    '8520000078560000', // call bpf_sock_addr_set_sun_path
  ]);
});
