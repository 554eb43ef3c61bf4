// SPDX-License-Identifier: MIT
// Where a call is made that meets one row of the document's table of errors, and none before it: for a hook of the kernel,
// whose refusal has a place in that table.
import { O_PATH } from '../protocol/flags.ts';
import type { Arg } from '../protocol/types.ts';
import { mkdir, open } from './calls.ts';
import type { JudgedScript } from './judged-script.ts';

/** Where a row is played. */
export interface ErrorRoom {
  readonly script: JudgedScript;
  /** The task that calls. */
  readonly caller: number;
  /** One that no hook hinders, as root. */
  readonly helper: number;
  /** An absolute path. */
  readonly folder: string;
  /** The folder, opened by the caller as its first descriptor. */
  readonly dirfd: Arg;
  /** A second name of what `name` is, by which the hook lets the helper through. */
  readonly via: string;
}

/** A room whose caller is root still. */
export function errorRoom(script: JudgedScript, { folder, via }: { folder: string; via: string }): ErrorRoom {
  const helper = script.spawn();
  mkdir(script, helper, folder);
  const caller = script.spawn();
  return { script, caller, helper, folder, via, dirfd: open(script, caller, folder, O_PATH) };
}

/** One row; `Call` is what the proposal's call is made with. */
export interface ErrorMaker<Call> {
  readonly id: string;
  readonly errno: string;
  /** What the caller must become before `make`; root when absent. */
  readonly uid?: number;
  /** Makes what the row needs at this name of the folder; the call that follows meets the row, and none before it. */
  make(room: ErrorRoom, name: string): Call;
}

/** Somebody who is not root. */
export const USER = 1000;

/** A row whose call would succeed, but for what is changed in it. */
export const wrongCall =
  <Call>(right: ErrorMaker<Call>['make']) =>
  (id: string, errno: string, change: (call: Call, room: ErrorRoom) => Partial<Call>): ErrorMaker<Call> => ({
    id,
    errno,
    make(room, name) {
      const call = right(room, name);
      return { ...call, ...change(call, room) };
    },
  });

/** One row beside a hook. */
export interface BesideHook<Row extends ErrorMaker<unknown>> {
  readonly title: string;
  readonly row: Row;
  readonly hook: 'refuses' | 'allows';
  /** What the call gives: the row's errno, or that of the refusal. */
  readonly expected: string;
  /** Whether the hook is asked at all. */
  readonly isAsked: boolean;
}

/** What comes of each row beside a hook whose refusal is the row `id` and EPERM. */
export function besideHook<Row extends ErrorMaker<unknown>>(
  id: string,
  rows: { readonly before: readonly Row[]; readonly after: readonly Row[] },
): BesideHook<Row>[] {
  return [
    ...rows.before.map((row) => ({
      ...{ title: `${row.id} comes before ${id}`, row, hook: 'refuses' as const },
      ...{ expected: row.errno, isAsked: false },
    })),
    ...rows.after.flatMap((row) => [
      {
        ...{ title: `${id} comes before ${row.id}`, row, hook: 'refuses' as const },
        ...{ expected: 'EPERM', isAsked: true },
      },
      {
        ...{ title: `${row.id} where ${id} does not apply`, row, hook: 'allows' as const },
        ...{ expected: row.errno, isAsked: true },
      },
    ]),
  ];
}
