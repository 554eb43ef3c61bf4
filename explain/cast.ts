// SPDX-License-Identifier: MIT
// Who takes part in a story: the callers, and who disturbs them by doing what.
import { listed } from '../base/plural.ts';
import type { Scenario } from '../spec/index.ts';
import { rivalsIn } from '../spec/rivals.ts';

/** A task that disturbs the callers, and its operations as the document has them. */
export interface RivalPart {
  readonly name: string;
  readonly program: string;
}

/** All of them. */
export interface Cast {
  readonly callers: readonly string[];
  readonly rivals: readonly RivalPart[];
}

/** The rivals of a scenario, in the document's order. */
export function rivalsOf({ rivals }: Pick<Scenario, 'rivals'>): RivalPart[] {
  return rivalsIn(rivals).flatMap((one) => {
    if (typeof one === 'string') return [];
    const { name, loops, program } = one;
    return [{ name, program: loops ? `${program}, again and again` : program }];
  });
}

/** Those that `seen` has, for whom there is no rival of that name, are callers. */
export function castOf(scenario: Pick<Scenario, 'rivals'>, seen: readonly string[]): Cast {
  const rivals = rivalsOf(scenario);
  const isCaller = (lane: string) => rivals.every(({ name }) => name !== lane);
  return { callers: [...new Set(seen)].filter(isCaller).sort(), rivals };
}

/** A sentence: `Callers c1 and c2, disturbed by mover (D1.s <-> D2.s).` In short without the programs. */
export function castText({ callers, rivals }: Cast, isShort: boolean): string {
  if (callers.length === 0) return '';
  const who = `${callers.length === 1 ? 'Caller' : 'Callers'} ${listed(callers)}`;
  if (rivals.length === 0) return `${who}, and nobody disturbs ${callers.length === 1 ? 'it' : 'them'}.`;
  const others = rivals.map(({ name, program }) => (isShort ? name : `${name} (${program})`));
  return `${who}, disturbed by ${listed(others)}.`;
}
