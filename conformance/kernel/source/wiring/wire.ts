// SPDX-License-Identifier: MIT
// Wires system calls in a source, in the way of its newest one: where that went, the next one goes.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SyspecError } from '../../../../base/errors.ts';
import type { Call, Wiring } from './call.ts';
import { withDeclaration, withNumber, withStandIn } from './headers.ts';
import { callAt, newestOf, numberIn, withEntry } from './table.ts';

/** The table that most architectures share; its last call is the newest one. */
const SHARED = 'scripts/syscall.tbl';
const DECLARATIONS = 'include/linux/syscalls.h';
const STAND_INS = 'kernel/sys_ni.c';

/** Folders in which a source has tables of system calls. */
const FOLDERS = ['arch', 'scripts', 'tools/perf', 'tools/scripts', 'include/uapi', 'tools/include/uapi'];
const TABLE = /^(?:syscall\w*\.tbl|unistd\.h)$/;

/** The files of a source that are tables of system calls, or headers with their numbers; a link to another one is none. */
export function tablesIn(src: string): string[] {
  return FOLDERS.filter((folder) => existsSync(join(src, folder)))
    .flatMap((folder) => readdirSync(join(src, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && TABLE.test(entry.name))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)))
    .sort();
}

/** Whether a table or header has a call. */
export function hasCall(text: string, call: string): boolean {
  return new RegExp(`(?:\\b|_)${call}\\b`).test(text);
}

/** A source: its tables, and the text of a file as the changes before have made it. */
export interface Tree {
  readonly tables: readonly string[];
  /** Undefined for what there is not. */
  read(file: string): string | undefined;
}

function cannot(file: string, why: string): SyspecError {
  return new SyspecError(
    'KERNEL_PATCH',
    `${file}: ${why}`,
    'Wire it by hand there, as a patch of the series.',
  );
}

function taken(file: string, name: string, number: number, by: string): SyspecError {
  const hint = `Give ${name} another number in its document.`;
  return new SyspecError('KERNEL_PATCH', `${file}: ${name} cannot be ${number}, which ${by} is`, hint);
}

/** The table with the call, whose number is as far from the shared one as that of the newest call is. */
function inTable(file: string, text: string, newest: string, ahead: number, call: Call): string {
  const number = call.number + ahead;
  const by = callAt(text, number);
  if (by !== undefined) throw taken(file, call.name, number, by);
  return withEntry(text, newest, { name: call.name, number });
}

/** Calls of the shared table, the newest first. */
function newestFirst(shared: string): string[] {
  return [...shared.matchAll(/^\d+\s+\S+\s+(\w+)/gm)].map(([, name]) => name!).reverse();
}

/** Wires one call in `edited`, which stands before the tree. */
function wireCall(tree: Tree, edited: Map<string, string>, call: Call, isOptional: boolean): void {
  const read = (file: string) => edited.get(file) ?? tree.read(file);
  const shared = read(SHARED);
  const newest = shared === undefined ? undefined : newestOf(shared);
  if (shared === undefined || newest === undefined) throw cannot(SHARED, 'there is no such table of calls');
  const has = numberIn(shared, call.name);
  if (has !== undefined) throw cannot(SHARED, `this source has ${call.name} already, as ${has}`);
  const by = callAt(shared, call.number);
  if (by !== undefined) throw taken(SHARED, call.name, call.number, by);
  const names = newestFirst(shared);
  for (const file of tree.tables) {
    const text = read(file);
    if (text === undefined || !hasCall(text, newest.name)) continue;
    const own = file.endsWith('.tbl') ? numberIn(text, newest.name) : undefined;
    const ahead = own === undefined ? 0 : own - newest.number;
    const wired = own === undefined ? withNumber(text, call) : inTable(file, text, newest.name, ahead, call);
    if (wired === undefined) throw cannot(file, `it has ${newest.name} in a form that is not known`);
    edited.set(file, wired);
  }
  const declared = withDeclaration(read(DECLARATIONS) ?? '', names, call);
  if (declared === undefined) throw cannot(DECLARATIONS, 'it declares none of the calls of the table');
  edited.set(DECLARATIONS, declared);
  if (!isOptional) return;
  const standIn = withStandIn(read(STAND_INS) ?? '', names, call);
  if (standIn === undefined) throw cannot(STAND_INS, 'it has none of the calls of the table');
  edited.set(STAND_INS, standIn);
}

/**
 * The files of a source that wiring changes, with their new text.
 * @throws SyspecError KERNEL_PATCH where a number is taken, or a file is not as such files are
 */
export function wire(
  tree: Tree,
  { calls, isOptional }: Pick<Wiring, 'calls' | 'isOptional'>,
): Map<string, string> {
  const edited = new Map<string, string>();
  for (const call of calls) wireCall(tree, edited, call, isOptional);
  return edited;
}
