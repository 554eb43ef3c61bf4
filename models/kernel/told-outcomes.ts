// SPDX-License-Identifier: MIT
// Words for tables of outcomes, whatever the model.
import type { Decision, Factor } from '../kit/index.ts';
import type { Pending, Signal } from './signal.ts';
import { factorOf } from './told-words.ts';

/** Whether a caller starts again when it is done. */
export const LOOPS: Factor = factorOf(['yes', 'no'], (one) =>
  one === 'yes' ? 'p loops' : 'p does not loop',
);

/** What is pending when a signal of this kind is sent: `another` is of another kind. */
export function pendingBefore(value: string, kind: Signal): Pending {
  if (value !== 'another') return value as Pending;
  return kind === 'interrupt' ? 'restart' : 'interrupt';
}

/** What is said where nothing may happen. */
export const CANNOT_BE = 'it cannot be';

/** All that may come of a step. */
export const textOfAll = (texts: readonly string[]): string =>
  [...new Set(texts)].join(', or: ') || CANNOT_BE;

/** The lines by which anything comes of the step: what no line names stays as it was. */
export const named = (lines: readonly Decision[], nothing: string): readonly Decision[] =>
  lines.filter(({ outcome }) => outcome !== nothing);

/** What of `texts` has no partner in `others`, each of which is one's partner. */
export function without(texts: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What fields become: those in `gone` none, the others each what it is; `kind`: that of a signal which was sent. */
export function becomeTexts<F extends string>(
  gone: readonly F[],
  others: readonly F[],
  is: Readonly<Record<F, string>>,
  kind?: string,
): readonly string[] {
  const list = gone.map((field) => `\`${field}\``).join(', ');
  return [
    ...(gone.length === 0 ? [] : [`${list} become${gone.length > 1 ? '' : 's'} none`]),
    ...others.map((field) => `\`${field}\` becomes ${is[field] === kind ? 'the kind' : is[field]}`),
  ];
}
