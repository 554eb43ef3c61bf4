// SPDX-License-Identifier: MIT
// Reads a guest's BTF: the kernel is asked, for only it knows how it numbers its functions.
import { SyspecError } from '../../../base/errors.ts';
import type { Target } from '../lockstep/lane.ts';
import { functionId } from './btf.ts';
import { NR, O, open } from './calls.ts';
import { Run, Script } from './script.ts';

const BTF = '/sys/kernel/btf/vmlinux';

/** The kernel gives a page of it at a time; a file gives as much as it is asked for. */
const COPY = '/run/btf';

/** Bytes, of which a task's arena has room for twice as many. */
const PART = 128 * 1024;

/** More than there are. */
const ALL = 0x4000_0000;

/** What came of the last call of a script. */
async function last(target: Target, script: Script): Promise<number | string | undefined> {
  const [result] = await target.run([{ ops: script.ops }]);
  return new Run(result).value(script.ops.length - 1);
}

/** Copies the BTF; gives its size, or why there is none. */
async function copy(target: Target): Promise<number | string> {
  const opening = new Script();
  opening.spawn(0);
  open(opening, 0, BTF);
  const opened = await last(target, opening);
  if (typeof opened !== 'number') return `reading ${BTF} gives ${opened} instead of a kernel's BTF`;
  const copying = new Script();
  copying.spawn(0);
  const to = open(copying, 0, COPY, O.create | O.rdwr);
  copying.call(0, NR.sendfile, to, open(copying, 0, BTF), 0, ALL);
  const size = await last(target, copying);
  return typeof size === 'number' && size > 0 ? size : `copying ${BTF} gives ${size} instead of its bytes`;
}

/** The number of a function of the guest's kernel; or, in words, why there is none. */
export async function kernelFunctionId(target: Target, name: string): Promise<number | string> {
  const size = await copy(target);
  if (typeof size === 'string') return size;
  const parts = Array.from({ length: Math.ceil(size / PART) }, (_, i) => {
    const script = new Script();
    script.spawn(0);
    script.call(0, NR.pread64, open(script, 0, COPY), { out: PART }, PART, i * PART);
    return script;
  });
  const results = await target.run(parts.map(({ ops }) => ({ ops })));
  const read = results.map((result, i) => new Run(result).bytes(parts[i]!.ops.length - 1));
  try {
    return functionId(Buffer.concat(read).subarray(0, size), name);
  } catch (error) {
    if (error instanceof SyspecError) return error.message;
    throw error;
  }
}
