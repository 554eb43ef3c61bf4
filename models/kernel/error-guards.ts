// SPDX-License-Identifier: MIT
// The table of errors as guards: which step did not answer, or answered too early, by the row that comes first.
import type { Guard } from '../proposal.ts';
import { type CallerStep, callerGuard } from './caller-guard.ts';
import type { CallersSeen } from './callers.ts';

/** What a call answers when nothing else happens: the row of an error, a success, or an endless wait. */
export type TableAnswer<Row extends string> =
  | { readonly failure: Row }
  | { readonly result: 'OK' }
  | { readonly result: 'sleeps' };

/** A table of errors, and where a model checks for it. */
export interface CheckedTable<S extends CallersSeen<P>, P extends string, Row extends string> {
  /** The rule that has the table. */
  readonly rule: string;
  /** The errno of each row. */
  readonly table: Readonly<Record<Row, string>>;
  /** The steps of a call in their order, and the rows that each checks. */
  readonly checks: readonly (readonly [action: string, rows: readonly Row[]])[];
  /** What the table says of the call's arguments. */
  answer(step: CallerStep<S, P>): TableAnswer<Row>;
  /** Whether the step that checks for a row had nothing to see it by. */
  cannotSee?(step: CallerStep<S, P>, row: Row): boolean;
  /** In words: what a call does where no row applies, and where it has to wait. */
  readonly says: { readonly ok: string; readonly sleeps: string };
}

/** For every row of the table, and for the wait. */
export function errorGuards<S extends CallersSeen<P>, P extends string, Row extends string>({
  rule,
  table,
  checks,
  answer,
  cannotSee = () => false,
  says,
}: CheckedTable<S, P, Row>): Guard[] {
  type Own = CallerStep<S, P>;
  const guard = (text: string, action: string, stops: (step: Own) => boolean) =>
    callerGuard<S, P>(rule, text, action, stops);
  const comesFirst = (step: Own, row: Row): boolean => {
    const said = answer(step);
    return 'failure' in said && said.failure === row;
  };
  const isSaid = (step: Own, result: 'OK' | 'sleeps'): boolean => {
    const said = answer(step);
    return 'result' in said && said.result === result;
  };
  const ends = ({ after, p }: Own): boolean => after.task[p].pc === 'done';
  const endsWith = (step: Own, result: string): boolean =>
    ends(step) && step.after.task[step.p].ret === result;
  const text = (row: Row) => `${row} comes first: ${table[row]}`;
  return checks.flatMap(([action, rows], at) => [
    ...rows.map((row) =>
      guard(
        text(row),
        action,
        (step) => comesFirst(step, row) && !endsWith(step, table[row]) && !cannotSee(step, row),
      ),
    ),
    ...checks
      .slice(at + 1)
      .flatMap(([, later]) => later)
      .map((row) => guard(text(row), action, (step) => comesFirst(step, row) && ends(step))),
    guard(`no row of the table applies: ${says.ok}`, action, (step) => {
      return isSaid(step, 'OK') && ends(step) && !endsWith(step, 'OK');
    }),
    guard(says.sleeps, action, (step) => isSaid(step, 'sleeps') && ends(step)),
  ]);
}
