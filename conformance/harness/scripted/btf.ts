// SPDX-License-Identifier: MIT
// A kernel's BTF, as far as the numbers of functions are concerned (Documentation/bpf/btf.rst, include/uapi/linux/btf.h,
// Linux 6.12).
import { SyspecError } from '../../../base/errors.ts';

const MAGIC = 0xeb9f;
const VERSION = 1;
/** Bytes of struct btf_header as far as it is read, and of struct btf_type. */
const [HEADER, TYPE] = [24, 12];

const FUNC = 12;

/** Bytes after a type, by its kind: so many, and so many more for each of its members. */
const AFTER: readonly (readonly [once: number, each: number] | undefined)[] = [
  undefined, // void has no entry
  [4, 0], // INT
  [0, 0], // PTR
  [12, 0], // ARRAY
  [0, 12], // STRUCT
  [0, 12], // UNION
  [0, 8], // ENUM
  [0, 0], // FWD
  [0, 0], // TYPEDEF
  [0, 0], // VOLATILE
  [0, 0], // CONST
  [0, 0], // RESTRICT
  [0, 0], // FUNC
  [0, 8], // FUNC_PROTO
  [4, 0], // VAR
  [0, 12], // DATASEC
  [0, 0], // FLOAT
  [4, 0], // DECL_TAG
  [0, 0], // TYPE_TAG
  [0, 12], // ENUM64
];

function malformed(what: string): SyspecError {
  return new SyspecError('BAD_INPUT', `this is no BTF: ${what}`);
}

/** The two sections that there are, which must lie within the bytes. */
function sectionsOf(btf: Buffer): { types: Buffer; strings: Buffer } {
  if (btf.length < HEADER) throw malformed(`${btf.length} bytes are no header`);
  const [magic, version] = [btf.readUInt16LE(0), btf.readUInt8(2)];
  if (magic !== MAGIC) throw malformed(`it begins with 0x${magic.toString(16)}`);
  if (version !== VERSION) throw malformed(`its version is ${version}`);
  const header = btf.readUInt32LE(4);
  const section = (name: string, at: number): Buffer => {
    const start = header + btf.readUInt32LE(at);
    const end = start + btf.readUInt32LE(at + 4);
    if (header < HEADER || end > btf.length)
      throw malformed(`its ${name} are at ${start} to ${end} of ${btf.length} bytes`);
    return btf.subarray(start, end);
  };
  return { types: section('types', 8), strings: section('strings', 16) };
}

const kindOf = (types: Buffer, at: number): number => types.readUInt8(at + 7) & 0x1f;

/** Where the next type begins. */
function endOf(types: Buffer, at: number, id: number): number {
  if (at + TYPE > types.length) throw malformed(`type ${id} is cut off`);
  const after = AFTER[kindOf(types, at)];
  if (after === undefined) throw malformed(`type ${id} is of the unknown kind ${kindOf(types, at)}`);
  const end = at + TYPE + after[0] + after[1] * types.readUInt16LE(at + 4);
  if (end > types.length) throw malformed(`type ${id} is cut off`);
  return end;
}

/** Text up to its NUL; the text at 0 is empty. */
function textAt(strings: Buffer, at: number): string {
  const end = strings.indexOf(0, at);
  if (end < 0) throw malformed(`the text at ${at} of ${strings.length} bytes does not end`);
  return strings.toString('utf8', at, end);
}

/** Numbers of functions by their names. */
export type FunctionIds = Readonly<Record<string, number>>;

/**
 * The numbers of these functions, by which programs call them.
 * @throws SyspecError BAD_INPUT when these bytes are no BTF, or lack one of the functions
 */
export function functionIds(bytes: Uint8Array, names: readonly string[]): FunctionIds {
  const { types, strings } = sectionsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const found = new Map<string, number>();
  let id = 0;
  for (let at = 0; at < types.length; ) {
    id += 1;
    const end = endOf(types, at, id);
    if (kindOf(types, at) === FUNC) {
      const name = textAt(strings, types.readUInt32LE(at));
      if (names.includes(name) && !found.has(name)) found.set(name, id);
    }
    at = end;
  }
  const lacking = names.filter((name) => !found.has(name));
  if (lacking.length === 0) return Object.fromEntries(found);
  throw new SyspecError('BAD_INPUT', `the kernel's BTF has no function ${lacking.join(', ')}`);
}
