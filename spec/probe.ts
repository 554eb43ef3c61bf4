// SPDX-License-Identifier: MIT
// The probe: a few calls, and what a kernel without the proposal answers to the last one.
import { ERRNOS, type Errno } from './errno.ts';

/** An argument of a call of the probe. */
export type ProbeArg =
  | number
  /** A C string. */
  | { readonly text: string }
  /** Memory for what the call writes. */
  | { readonly out: true }
  /** What an earlier call returned. */
  | { readonly result: string }
  /** Bits: constants by name, and numbers. */
  | { readonly bits: readonly (string | number)[] };

/** One call of the probe. */
export interface ProbeCall {
  readonly call: string;
  readonly args: readonly ProbeArg[];
  /** The name of what it returns. */
  readonly result?: string;
}

/** Calls of a task that has no descriptors yet. */
export interface Probe {
  readonly calls: readonly [ProbeCall, ...ProbeCall[]];
  /** The last call's answer on a kernel without the proposal. */
  readonly absent: Errno;
}

/** What is expected of the cell. */
export const PROBE_FORM =
  "calls separated by '; ', the last one with its answer, as 'pipe2(out, 0); sendto(1, \"x\", 1, 0, 0, 0) = ENOTSOCK'";

const CALL = /^(?:([a-z]\w*) = )?([a-z]\w*)\(((?:[^()"]|"[^"]*")*)\)(?: = ([A-Z]\w*))?(?:; |$)/;
const NUMBER = /^-?(?:0x[0-9a-f]+|\d+)$/;
const CONSTANT = /^[A-Z]\w*$/;

const numberOf = (text: string): number => (text.startsWith('-') ? -Number(text.slice(1)) : Number(text));

/** The argument, or what is wrong with it. */
function readArg(text: string, results: readonly string[]): ProbeArg | { readonly wrong: string } {
  if (NUMBER.test(text)) return numberOf(text);
  const quoted = /^"([^"]*)"$/.exec(text)?.[1];
  if (quoted !== undefined) return { text: quoted };
  if (text === 'out') return { out: true };
  if (results.includes(text)) return { result: text };
  const bits = text.split('|').map((bit) => bit.trim());
  if (bits.every((bit) => NUMBER.test(bit) || CONSTANT.test(bit)))
    return { bits: bits.map((bit) => (NUMBER.test(bit) ? numberOf(bit) : bit)) };
  return {
    wrong: `an argument that is a number, a constant, "text", out, or the result of a call before, not '${text}'`,
  };
}

/** Reads the cell; a text is what is expected in place of what it says. */
export function readProbe(cell: string): Probe | string {
  let rest = cell.replace(/^`(.*)`$/, '$1');
  const calls: ProbeCall[] = [];
  const results: string[] = [];
  while (rest !== '') {
    const [whole, result, call, list, answer] = CALL.exec(rest) ?? [];
    if (whole === undefined || call === undefined || list === undefined) return PROBE_FORM;
    const args: ProbeArg[] = [];
    for (const text of list.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
      const arg = readArg(text.trim(), results);
      if (typeof arg === 'object' && 'wrong' in arg) return arg.wrong;
      args.push(arg);
    }
    if (args.length > 6) return `six arguments of ${call} at most`;
    calls.push({ call, args, ...(result === undefined ? {} : { result }) });
    if (result !== undefined) results.push(result);
    rest = rest.slice(whole.length);
    if (answer === undefined) continue;
    if (rest !== '' || whole.endsWith('; ')) return 'an answer of the last call alone';
    const absent = ERRNOS.find((name) => name === answer);
    if (absent === undefined) return 'the name of an errno of Linux 6.12 as the answer';
    return { calls: calls as unknown as Probe['calls'], absent };
  }
  return PROBE_FORM;
}
