// SPDX-License-Identifier: MIT
// Names and what they are, in columns.
import { alignedWithin } from '../../base/table.ts';
import { wrap } from '../../base/wrap.ts';

/** A name, and what it is. */
export interface Named {
  readonly name: string;
  readonly what: string;
}

/** A name in a column, and beside it what it is, within the width. */
export function lines(title: string, list: readonly Named[], width: number): string[] {
  if (list.length === 0) return [];
  const table = list.map(({ name, what }) => [`  ${name}`, what]);
  return ['', title, ...alignedWithin(table, width)];
}

/** The proposals, and what else there is to ask for of any of them. */
export function allText(proposals: readonly Named[], flavours: readonly Named[], width: number): string[] {
  const [, ...rest] = lines('proposals:', proposals, width);
  return [
    ...rest,
    ...lines('kernels that conform --flavour can build:', flavours, width),
    '',
    ...wrap("'syspec list SLUG' lists the variants, claims, scenarios and lanes of one.", width),
  ];
}
