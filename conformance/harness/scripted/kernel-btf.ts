// SPDX-License-Identifier: MIT
// Reads a guest's BTF: the kernel is asked, for only it knows how it numbers its functions.
import { SyspecError } from '../../../base/errors.ts';
import { O_CREAT, O_RDWR } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Target } from '../target.ts';
import { type FunctionIds, functionIds } from './btf.ts';
import { open } from './calls.ts';
import { runScript, runScripts } from './run.ts';
import { Script } from './script.ts';

const BTF = '/sys/kernel/btf/vmlinux';

/** The kernel gives a page of it at a time; a file gives as much as it is asked for. */
const COPY = '/run/btf';

/** Bytes, of which a task's arena has room for twice as many. */
const PART = 128 * 1024;

/** More than there are. */
const ALL = 0x4000_0000;

/** Copies the BTF; gives its size, or why there is none. */
async function copy(target: Target): Promise<number | string> {
  const opening = new Script();
  open(opening, opening.spawn(), BTF);
  const opened = (await runScript(target, opening)).inTheEnd(1);
  if (!/^\d+$/.test(opened)) return `reading ${BTF} gives ${opened} instead of a kernel's BTF`;
  const copying = new Script();
  const task = copying.spawn();
  const [to, from] = [open(copying, task, COPY, O_CREAT | O_RDWR), open(copying, task, BTF)];
  const op = copying.call(task, NR.sendfile, to, from, 0, ALL);
  const size = (await runScript(target, copying)).value(op);
  return typeof size === 'number' && size > 0 ? size : `copying ${BTF} gives ${size} instead of its bytes`;
}

/** The numbers of functions of the guest's kernel; or, in words, why there are none. */
export async function kernelFunctionIds(
  target: Target,
  names: readonly string[],
): Promise<FunctionIds | string> {
  const size = await copy(target);
  if (typeof size === 'string') return size;
  const parts = Array.from({ length: Math.ceil(size / PART) }, (_, i) => {
    const script = new Script();
    const task = script.spawn();
    const op = script.call(task, NR.pread64, open(script, task, COPY), { out: PART }, PART, i * PART);
    return { script, op };
  });
  const runs = await runScripts(
    target,
    parts.map(({ script }) => script),
  );
  try {
    return functionIds(Buffer.concat(runs.map((run, i) => run.bytes(parts[i]!.op))), names);
  } catch (error) {
    if (error instanceof SyspecError) return error.message;
    throw error;
  }
}
