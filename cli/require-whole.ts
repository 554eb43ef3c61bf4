// SPDX-License-Identifier: MIT
// What --record refuses, whatever is recorded.
import { SyspecError } from '../base/errors.ts';
import { listed } from '../base/plural.ts';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';

/** Whether each option that makes a run partial is given, by its name without dashes. */
export type PartialRun = Readonly<Record<string, boolean>>;

/**
 * @param command as it is typed, for example `agree --record`
 * @param whole what is recorded, for example `a comparison of all graphs`
 * @throws SyspecError BAD_USAGE where one of these options is given, or there is no checkout
 */
export function requireWhole(command: string, whole: string, partial: PartialRun): void {
  requireCheckout(ROOT, command);
  const given = Object.keys(partial).filter((name) => partial[name]);
  if (given.length === 0) return;
  const names = listed(given.map((name) => `--${name}`));
  throw new SyspecError('BAD_USAGE', `only ${whole} is recorded`, `Leave out ${names}.`);
}
