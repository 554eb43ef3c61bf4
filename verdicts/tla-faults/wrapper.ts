// SPDX-License-Identifier: MIT
// The module around a specification with choices: it notes what each mutant does, and stops none but that one.
import { CHOICE_VARIABLE } from '../../tla/faults/schemata.ts';
import type { Parts } from '../../tla/faults/specification.ts';
import type { TlcEvent } from '../../tla/runner/events.ts';
import type { Ask } from './rows.ts';

export const WRAPPER = 'SyspecMutants';
export const CHECKS = {
  spec: 'SyspecSpec',
  invariants: ['SyspecCounted', 'SyspecJudged'],
  constraint: 'SyspecAlive',
} as const;

/**
 * Its text. TLC's registers say of each mutant whether it is done with, how many states it has, and which of the
 * rows that are to be violated have been.
 */
export function wrapperText(ask: Ask, parts: Parts, numbers: readonly number[]): string {
  const { place, rows } = ask;
  const mutant = CHOICE_VARIABLE;
  const stride = Math.max(...numbers) + 1;
  const register = (row: number) => `${(row + 2) * stride} + ${mutant} + 1`;
  const judged = rows.map(({ operator, violated, lively }, i) => {
    if (lively) return '  /\\ TRUE';
    return violated
      ? `  /\\ SyspecSee(${register(i)}, ${i}, ${operator})`
      : `  /\\ SyspecKeep(${i}, ${operator})`;
  });
  const done = `${mutant} + 1`;
  const count = `${stride} + ${mutant} + 1`;
  return [
    `---- MODULE ${WRAPPER} ----`,
    `EXTENDS ${place.manifest.module.replace(/\.tla$/, '')}`,
    'LOCAL INSTANCE TLC',
    'LOCAL INSTANCE Naturals',
    `ASSUME \\A sN \\in 1..${stride * 2} : TLCSet(sN, IF sN > ${stride} THEN 0 ELSE FALSE)`,
    `ASSUME \\A sN \\in ${stride * 2 + 1}..${stride * (rows.length + 2)} : TLCSet(sN, FALSE)`,
    `SyspecAlive == ~TLCGet(${done})`,
    `SyspecInit == ${mutant} \\in {${numbers.join(', ')}} /\\ ${parts.initial.join(' /\\ ')}`,
    `SyspecNext == SyspecAlive /\\ ${parts.next.join(' /\\ ')} /\\ UNCHANGED ${mutant}`,
    `SyspecSpec == ${specification(parts)}`,
    `SyspecEnd(sWord, sRow) == TLCSet(${done}, TRUE) /\\ PrintT(<<"syspec", sWord, ${mutant}, sRow>>)`,
    'SyspecKeep(sRow, sP) == ~SyspecAlive \\/ sP \\/ SyspecEnd("broken", sRow)',
    'SyspecSee(sRegister, sRow, sP) ==',
    '  \\/ ~SyspecAlive \\/ TLCGet(sRegister) \\/ sP',
    `  \\/ TLCSet(sRegister, TRUE) /\\ PrintT(<<"syspec", "seen", ${mutant}, sRow>>)`,
    'SyspecCounted ==',
    `  LET sN == TLCGet(${count}) + 1`,
    `  IN  /\\ TLCSet(${count}, sN)`,
    `      /\\ sN \\in {${place.size}, ${place.size + 1}} => PrintT(<<"syspec", "states", ${mutant}, sN>>)`,
    `      /\\ sN <= ${place.limit} \\/ ~SyspecAlive \\/ SyspecEnd("limit", 0)`,
    'SyspecJudged ==',
    ...judged,
    '====',
    '',
  ].join('\n');
}

/** With its fairness, which says nothing of states. */
function specification({ subscripts, fairness }: Parts): string {
  const steps = `[][SyspecNext]_<<${[CHOICE_VARIABLE, ...subscripts].join(', ')}>>`;
  return ['SyspecInit', steps, ...fairness].join(' /\\ ');
}

/** What the wrapper printed, by mutant. */
export class Notes {
  readonly #ends = new Map<number, { readonly word: string; readonly row: number }>();
  readonly #seen = new Set<string>();

  /** Reads one event of a run. */
  add(event: TlcEvent): void {
    if (event.type !== 'output') return;
    const match = /^<<"syspec", "(\w+)", (\d+), (\d+)>>$/.exec(event.text);
    if (match === null) return;
    const [, word, mutant, row] = match;
    if (word === 'broken' || word === 'limit') this.#ends.set(Number(mutant), { word, row: Number(row) });
    else this.#seen.add(`${word} ${mutant} ${row}`);
  }

  /** How a mutant ended before all of its states were seen. */
  endOf(mutant: number) {
    return this.#ends.get(mutant);
  }

  /** Whether a row was found violated, which it was to be. */
  saw(mutant: number, row: number): boolean {
    return this.#seen.has(`seen ${mutant} ${row}`);
  }

  /** Whether it had exactly so many states. */
  counted(mutant: number, size: number): boolean {
    return this.#seen.has(`states ${mutant} ${size}`) && !this.#seen.has(`states ${mutant} ${size + 1}`);
  }
}
