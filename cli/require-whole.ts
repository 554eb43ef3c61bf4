// SPDX-License-Identifier: MIT
// What --record refuses, whatever is recorded.
import { join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { listed } from '../base/plural.ts';
import { ROOT } from '../base/root.ts';
import { UNNAMED } from '../base/write-whole.ts';
import { requireCheckout } from '../layout/checkout.ts';
import { requireRoom } from './written.ts';

/** Whether each option that makes a run partial is given, by its name without dashes. */
export type PartialRun = Readonly<Record<string, boolean>>;

/**
 * @param command as it is typed, for example `agree --record`
 * @param whole what is recorded, for example `a comparison of all graphs`
 * @throws SyspecError BAD_USAGE where one of these options is given, or there is no checkout; NOT_PERMITTED where no record can be written
 */
export function requireWhole(command: string, whole: string, partial: PartialRun, root = ROOT): void {
  requireCheckout(root, command);
  const given = Object.keys(partial).filter((name) => partial[name]);
  if (given.length > 0) {
    const names = listed(given.map((name) => `--${name}`));
    throw new SyspecError('BAD_USAGE', `only ${whole} is recorded`, `Leave out ${names}.`);
  }
  requireRoom(join(root, 'records'), UNNAMED);
}
