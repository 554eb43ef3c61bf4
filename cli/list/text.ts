// SPDX-License-Identifier: MIT
// Names and what they are, in columns.
import { wrap } from '../../base/wrap.ts';

/** A name, and what it is. */
export interface Named {
  readonly name: string;
  readonly what: string;
}

/** A name in a column, and beside it what it is, within the width. */
export function lines(title: string, list: readonly Named[], width: number): string[] {
  if (list.length === 0) return [];
  const most = Math.max(...list.map(({ name }) => name.length));
  const rows = list.flatMap(({ name, what }) => {
    const [first = '', ...more] = wrap(what, Math.max(20, width - most - 4));
    return [
      `  ${name.padEnd(most)}  ${first}`.trimEnd(),
      ...more.map((line) => `${' '.repeat(most + 4)}${line}`),
    ];
  });
  return ['', title, ...rows];
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
