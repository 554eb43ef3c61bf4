// SPDX-License-Identifier: MIT
// What a BPF program does that puts another path in the place of the one that is connected to (net/core/filter.c, Linux 6.12).
import { FRAME, type Instruction, OPCODE, PSEUDO } from '../../../harness/scripted/bpf.ts';
import type { FunctionIds } from '../../../harness/scripted/btf.ts';

/** The kernel's functions by which a program puts another path in: of its own context, not of the one that programs see. */
export const REWRITING = ['bpf_cast_to_kern_ctx', 'bpf_sock_addr_set_sun_path'] as const;

/** What a program puts in the place of an address: bytes for `sun_path`, and nothing after them. */
export interface Rewrite {
  /** Of `REWRITING`. */
  readonly ids: FunctionIds;
  readonly path: string;
}

/** Puts the path on the stack, and then in the place of the address: while r1 is still the context. */
export function rewriting({ ids, path }: Rewrite): Instruction[] {
  const [cast, setPath] = REWRITING.map((name) => ({
    ...{ code: OPCODE.call, src: PSEUDO.kfunc, imm: ids[name]! },
  }));
  const length = Buffer.byteLength(path);
  const words = Buffer.alloc(4 * Math.ceil(length / 4));
  words.write(path);
  const stores = Array.from({ length: words.length / 4 }, (_, i) => ({
    ...{ code: OPCODE.storeImm32, dst: FRAME, off: 4 * i - words.length, imm: words.readInt32LE(4 * i) },
  }));
  return [
    ...stores,
    cast!,
    { code: OPCODE.moveReg, dst: 1, src: 0 },
    { code: OPCODE.moveReg, dst: 2, src: FRAME },
    { code: OPCODE.addImm, dst: 2, imm: -words.length },
    { code: OPCODE.moveImm, dst: 3, imm: length },
    setPath!,
  ];
}
