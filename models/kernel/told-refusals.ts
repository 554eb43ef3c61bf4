// SPDX-License-Identifier: MIT
// What the steps of callers refuse, with which errno and in which order: by watching them while a graph is explored.

import type { ToldRefusals } from '../told.ts';
import type { CallerSeen } from './callers.ts';
import type { StepOf } from './seeded-fault.ts';
import { distinct } from './told-words.ts';

/** What one refusal was: the row of the table that it was for, and how many rows had been checked before. */
export interface Refusal {
  readonly action: string;
  readonly call: string;
  /** The caller's arguments as a text. */
  readonly arg: string;
  readonly errno: string;
  readonly row: string | undefined;
  readonly before: number;
}

interface Tasks<P extends string, T> {
  readonly task: Readonly<Record<P, T>>;
}

/** What watches, put where a seeded fault is. */
interface Watch<K, S, P> {
  readonly steps: Readonly<Record<string, StepOf<K, S, P>>>;
  kernel(): { refuses(row: string, applies: boolean): boolean };
}

/** All refusals of a model that `explore` takes through all its states. */
export function refusalsOf<K, P extends string, T extends CallerSeen, S extends Tasks<P, T>>(
  steps: Readonly<Record<string, StepOf<K, S, P>>>,
  argText: (task: T) => string,
  explore: (watch: Watch<K, S, P>) => void,
): Refusal[] {
  const found: Refusal[] = [];
  let rows: { readonly id: string; readonly applies: boolean }[] = [];
  const watched = Object.entries(steps).map(([action, step]): [string, StepOf<K, S, P>] => [
    action,
    (kernel, s, p) => {
      rows = [];
      const { call } = s.task[p];
      const arg = argText(s.task[p]);
      step(kernel, s, p);
      const errno = s.task[p].ret;
      const at = rows.findIndex(({ applies }) => applies);
      // Others are `none`, and what is no error.
      if (/^E/.test(errno)) found.push({ action, call, arg, errno, row: rows[at]?.id, before: at });
    },
  ]);
  explore({
    steps: Object.fromEntries(watched),
    kernel: () => ({
      refuses(id, applies) {
        rows.push({ id, applies });
        return applies;
      },
    }),
  });
  return found;
}

const rowNumber = ({ row }: Refusal): number => Number(row?.slice(1));

/** What each step refuses: one for each row, and each of its errnos, in their order; and what is refused without a row. */
export function refusalsByStep(
  actions: readonly string[],
  refusals: readonly Refusal[],
): readonly ToldRefusals[] {
  return actions.map((action) => {
    const own = refusals.filter((each) => each.action === action);
    const ordered = own
      .filter(({ row }) => row !== undefined)
      .sort((one, other) => one.before - other.before || rowNumber(one) - rowNumber(other));
    const rows = new Map(ordered.map(({ row, errno }) => [`${row} ${errno}`, errno]));
    const others = own.filter(({ row }) => row === undefined);
    return { action, ordered: [...rows.values()], others: distinct(others.map(({ errno }) => errno)) };
  });
}
