// SPDX-License-Identifier: MIT
// What `syspec tlc` says of an example, beside what is published of it.
import { counted } from '../../../base/plural.ts';
import { aligned } from '../../../base/table.ts';
import type { Example } from './manifest.ts';

/** The fields of `tlc --json` that are compared. */
export interface Answer {
  readonly verdict: string;
  readonly violation: { readonly kind: string } | null;
  readonly distinct: number | null;
  readonly generated: number | null;
  readonly message: string | null;
}

/** An example that was run. */
export interface Compared {
  readonly example: Example;
  /** Undefined where `tlc` gave no object. */
  readonly answer: Answer | undefined;
  /** Why they differ; undefined where they do not. */
  readonly cause: string | undefined;
}

/** The kinds of violation that a published failure can be. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'safety failure': ['safety', 'assert', 'action-property'],
  'liveness failure': ['liveness'],
  'deadlock failure': ['deadlock'],
  'assumption failure': ['assumption'],
};

function isVerdict({ result }: Example, { verdict, violation }: Answer): boolean {
  if (result === 'success') return ['holds', 'unchecked'].includes(verdict);
  return verdict === 'violated' && (KINDS[result] ?? []).includes(violation?.kind ?? '');
}

/** The first words of a message, so that the same trouble is counted together. */
function troubleOf(message: string | null): string {
  const missing = /Cannot find source file for module (\w+)/.exec(message ?? '')?.[1];
  if (missing !== undefined) return `no module ${missing}`;
  return (message ?? 'no message').split('\n')[0]!.slice(0, 60);
}

function causeOf(example: Example, answer: Answer | undefined): string | undefined {
  if (answer === undefined) return 'tlc gave no answer';
  const { verdict, distinct, generated, message } = answer;
  if (['bad-specification', 'environment'].includes(verdict)) return `${verdict}: ${troubleOf(message)}`;
  if (!isVerdict(example, answer)) {
    const kind = answer.violation === null ? '' : ` (${answer.violation.kind})`;
    return `another verdict: ${verdict}${kind}`;
  }
  if (example.distinct !== undefined && example.distinct !== distinct) return 'another count of states';
  if (example.total !== undefined && example.total !== generated) return 'another count of generated states';
  return undefined;
}

/** An example, and whether the answer is what is published: the verdict, and the counts where there are any. */
export const compared = (example: Example, answer: Answer | undefined): Compared => ({
  ...{ example, answer },
  cause: causeOf(example, answer),
});

/** The failures by their cause, the most frequent first; and how many are as published. Ends in a newline. */
export function comparedText(all: readonly Compared[]): string {
  const causes = new Map<string, Compared[]>();
  for (const one of all)
    if (one.cause !== undefined) causes.set(one.cause, [...(causes.get(one.cause) ?? []), one]);
  const sorted = [...causes].sort(([, a], [, b]) => b.length - a.length);
  const number = (value: number | null | undefined) => (value == null ? '-' : String(value));
  const lines = sorted.flatMap(([cause, some]) => [
    `${some.length}  ${cause}`,
    ...aligned(
      some.map(({ example: { config, result, distinct, total }, answer }) => [
        `     ${config.replace(/^specifications\//, '')}`,
        `published ${result}, ${number(distinct)}, ${number(total)}`,
        `found ${answer?.verdict ?? '-'}, ${number(answer?.distinct)}, ${number(answer?.generated)}`,
      ]),
    ),
  ]);
  const good = all.filter(({ cause }) => cause === undefined).length;
  return [...lines, `${good} of ${counted(all.length, 'model')} as published`, ''].join('\n');
}
