// SPDX-License-Identifier: MIT
// BPF programs as bytes (include/uapi/linux/bpf.h, bpf_common.h, Linux 6.12).
import type { Arg, Reloc } from '../protocol/types.ts';

/** Commands of bpf(2). */
export const COMMAND = { mapCreate: 0, mapLookup: 1, progLoad: 5, progAttach: 8, linkCreate: 28 } as const;

/** Kinds of maps. */
export const MAP_TYPE_ARRAY = 2;

/** union bpf_attr: numbers of four bytes by their offsets, and addresses. */
export function attributes(
  size: number,
  numbers: Readonly<Record<number, number>>,
  relocs: readonly Reloc[] = [],
): Arg {
  const data = Buffer.alloc(size);
  for (const [at, value] of Object.entries(numbers)) data.writeUInt32LE(value, Number(at));
  return { data, relocs };
}

/** One instruction; `imm` may be what is known only when the program is loaded. */
export interface Instruction {
  readonly code: number;
  readonly dst?: number;
  readonly src?: number;
  readonly off?: number;
  readonly imm?: number;
}

const INSTRUCTION = 8;

/** Opcodes: class, size or operation, and mode or source, as the header has them. */
export const OPCODE = {
  /** dst = imm, imm of the next instruction above it. */
  loadImm64: 0x18,
  /** dst = imm */
  moveImm: 0xb7,
  /** dst = src */
  moveReg: 0xbf,
  /** dst += imm */
  addImm: 0x07,
  /** *(u32 *)(dst + off) = imm */
  storeImm32: 0x62,
  /** Goes `off` instructions further if dst == imm. */
  jumpEqualImm: 0x15,
  call: 0x85,
  exit: 0x95,
  /** lock *(u64 *)(dst + off) += src, with imm 0 */
  atomicAdd64: 0xdb,
} as const;

/** In the place of a source: imm is the descriptor of a map; imm is the number of a function in the kernel's BTF. */
export const PSEUDO = { mapFd: 1, kfunc: 2 } as const;

/** Numbers of helpers. */
export const HELPER = { mapLookupElem: 1, setRetval: 187 } as const;

/** The number of the register with the end of the stack. */
export const FRAME = 10;

/** The bytes of a program. */
export function assemble(program: readonly Instruction[]): Uint8Array {
  const bytes = Buffer.alloc(INSTRUCTION * program.length);
  for (const [i, { code, dst = 0, src = 0, off = 0, imm = 0 }] of program.entries()) {
    const at = INSTRUCTION * i;
    bytes.writeUInt8(code, at);
    bytes.writeUInt8(dst | (src << 4), at + 1);
    bytes.writeInt16LE(off, at + 2);
    bytes.writeInt32LE(imm, at + 4);
  }
  return bytes;
}

/** How a program ends: 1 lets the call go on, 0 refuses it, with this errno where it is not EPERM. */
export interface Ending {
  readonly verdict: 0 | 1;
  readonly errno?: number;
}

/** A program, and where the descriptor of its map is to be written. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly mapFd: Pick<Reloc, 'at' | 'size'>;
}

/** Adds 1 to the only element of a map of 64-bit numbers. */
const COUNT: readonly Instruction[] = [
  { code: OPCODE.loadImm64, dst: 1, src: PSEUDO.mapFd },
  { code: 0 },
  { code: OPCODE.storeImm32, dst: FRAME, off: -4, imm: 0 },
  { code: OPCODE.moveReg, dst: 2, src: FRAME },
  { code: OPCODE.addImm, dst: 2, imm: -4 },
  { code: OPCODE.call, imm: HELPER.mapLookupElem },
  { code: OPCODE.jumpEqualImm, dst: 0, imm: 0, off: 2 },
  { code: OPCODE.moveImm, dst: 1, imm: 1 },
  { code: OPCODE.atomicAdd64, dst: 0, src: 1 },
];

/**
 * Counts that it is run, and ends.
 * @param before what it does first, while r1 is still its context
 */
export function countingProgram({ verdict, errno }: Ending, before: readonly Instruction[] = []): Program {
  const choice: Instruction[] =
    errno === undefined
      ? []
      : [
          { code: OPCODE.moveImm, dst: 1, imm: -errno },
          { code: OPCODE.call, imm: HELPER.setRetval },
        ];
  const end = [{ code: OPCODE.moveImm, dst: 0, imm: verdict }, { code: OPCODE.exit }];
  return {
    instructions: [...before, ...COUNT, ...choice, ...end],
    mapFd: { at: INSTRUCTION * before.length + 4, size: 4 },
  };
}
