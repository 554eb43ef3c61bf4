// SPDX-License-Identifier: MIT
// From a path to text: what can be wrong with a file before anything in it is parsed.
import { isUtf8 } from 'node:buffer';
import { readFileSync, type Stats, statSync } from 'node:fs';
import type { Problem } from './problem.ts';

/** Bytes; the longest document is expected to stay below a tenth of it. */
export const MAX_BYTES = 1_000_000;

const NEWLINE = 0x0a;
const NUL = 0;

/** The text of a document, or why there is none. */
export type Text =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: Problem };

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < offset; at = bytes.indexOf(NEWLINE, at + 1))
    line += 1;
  return line;
}

/** Offset of the first byte that cannot continue what stands before it; `bytes` is not UTF-8. */
function firstBadByte(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += 1) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return bytes.length;
}

/** The text in `bytes`; a problem when they are not UTF-8, hold a NUL, or are blank. */
export function decode(bytes: Buffer, file: string): Text {
  const refuse = (line: number, message: string, expected: string, hint: string): Text => ({
    ok: false,
    problem: { file, line, message, expected, hint },
  });
  if (!isUtf8(bytes)) {
    const at = firstBadByte(bytes);
    return refuse(lineOf(bytes, at), `byte ${at} is not UTF-8`, 'UTF-8 text', 'save the document as UTF-8');
  }
  const nul = bytes.indexOf(NUL);
  if (nul >= 0) return refuse(lineOf(bytes, nul), `byte ${nul} is NUL`, 'text', 'remove the byte');
  const text = bytes.toString('utf8');
  if (text.trim() === '') return refuse(0, 'the file is empty', 'a proposal', 'begin from spec/template.md');
  if (!text.endsWith('\n')) {
    return refuse(
      text.split('\n').length,
      'the last line has no end',
      'a newline at the end of the file',
      'see whether the document was cut short, and end its last line',
    );
  }
  return { ok: true, text };
}

function stat(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Why the file with `stats` is not read at all; looked at first, so that a huge file or a FIFO costs nothing. */
function unreadable(stats: Stats | undefined): Omit<Problem, 'file' | 'line'> | undefined {
  const expected = 'a proposal document';
  const hint = 'give the path of a document; spec/README.md describes them';
  if (stats === undefined) return { message: 'there is no such file', expected, hint };
  if (stats.isDirectory()) return { message: 'this is a directory', expected, hint };
  if (!stats.isFile()) return { message: 'this is not a regular file', expected, hint };
  if (stats.size <= MAX_BYTES) return undefined;
  return {
    message: `the file has ${stats.size} bytes`,
    expected: `at most ${MAX_BYTES}`,
    hint: 'see whether this is the document that was meant',
  };
}

/** Reads the document at `path`; `file` is its name in problems. */
export function readText(path: string, file: string): Text {
  try {
    const refused = unreadable(stat(path));
    if (refused !== undefined) return { ok: false, problem: { file, line: 0, ...refused } };
    return decode(readFileSync(path), file);
  } catch (error) {
    const message = `it cannot be read (${error instanceof Error ? error.message : String(error)})`;
    const problem = { file, line: 0, message, expected: 'a readable file', hint: 'see to its permissions' };
    return { ok: false, problem };
  }
}
