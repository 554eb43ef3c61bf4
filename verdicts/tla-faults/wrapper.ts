// SPDX-License-Identifier: MIT
// The module around a specification with choices: it notes what each mutant does, and stops none but that one. Unlike
// the one that prints the value of every formula (tla/runner/wrapper.ts), it prints what each mutant comes to, once: of
// 64 mutants all values would be 64 times as many lines.
import { CHOICE_VARIABLE } from '../../tla/faults/schemata.ts';
import type { Parts } from '../../tla/faults/specification.ts';
import { type Wrapper, wrapperText } from '../../tla/runner/wrapper.ts';
import { moduleOf } from '../operators.ts';
import type { Ask, Formula } from './rows.ts';

const NAME = 'SyspecMutants';

/** What a run with it is of; a mutant that is done with is searched no further. */
export const CHECKS = { spec: 'SyspecSpec', constraints: ['SyspecAlive'] } as const;

/** TLC's registers, one of each for every mutant. */
class Registers {
  readonly #stride: number;

  constructor(numbers: readonly number[]) {
    this.#stride = Math.max(...numbers) + 1;
  }

  #at(kind: number): string {
    return `${kind * this.#stride} + ${CHOICE_VARIABLE} + 1`;
  }

  /** Whether the mutant is done with. */
  get done(): string {
    return this.#at(0);
  }

  /** How many states it has. */
  get count(): string {
    return this.#at(1);
  }

  /** Whether a row that is to be violated was. */
  row(i: number): string {
    return this.#at(i + 2);
  }

  /** They have values before the search begins. */
  assumptions(rows: number): string[] {
    const [counts, end] = [this.#stride, this.#stride * (rows + 2)];
    const isCount = `sN > ${counts} /\\ sN <= ${2 * counts}`;
    return [`ASSUME \\A sN \\in 1..${end} : TLCSet(sN, IF ${isCount} THEN 0 ELSE FALSE)`];
  }
}

/** What each formula is in each state and step is noted for the mutant whose it is. */
export function noting({ place, rows }: Ask, parts: Parts, numbers: readonly number[]): Wrapper {
  const mutant = CHOICE_VARIABLE;
  const registers = new Registers(numbers);
  const { manifest, size, limit } = place;
  const noted = (over: Formula['over']): string[] =>
    rows.flatMap(({ formulas, violated }, i) =>
      formulas
        .filter((formula) => formula.over === over)
        .map(({ operator }) => (over === 'steps' ? `[${operator}]_${manifest.variables}` : operator))
        .map((formula) =>
          violated ? `SyspecSee(${registers.row(i)}, ${i}, ${formula})` : `SyspecKeep(${i}, ${formula})`,
        ),
    );
  const all = (over: Formula['over']) => ['TRUE', ...noted(over)].join(' /\\ ');
  const units = [
    'LOCAL INSTANCE TLC',
    'LOCAL INSTANCE Naturals',
    ...registers.assumptions(rows.length),
    `SyspecAlive == ~TLCGet(${registers.done})`,
    `SyspecEnd(sWord, sRow) == TLCSet(${registers.done}, TRUE) /\\ PrintT(<<"syspec", sWord, ${mutant}, sRow>>)`,
    'SyspecKeep(sRow, sP) == ~SyspecAlive \\/ sP \\/ SyspecEnd("broken", sRow)',
    'SyspecSee(sRegister, sRow, sP) ==',
    '  \\/ ~SyspecAlive \\/ TLCGet(sRegister) \\/ sP',
    `  \\/ TLCSet(sRegister, TRUE) /\\ PrintT(<<"syspec", "seen", ${mutant}, sRow>>)`,
    'SyspecCounted ==',
    `  LET sN == TLCGet(${registers.count}) + 1`,
    `  IN  /\\ TLCSet(${registers.count}, sN)`,
    `      /\\ sN \\in {${size}, ${size + 1}} => PrintT(<<"syspec", "states", ${mutant}, sN>>)`,
    `      /\\ sN <= ${limit} \\/ ~SyspecAlive \\/ SyspecEnd("limit", 0)`,
    `SyspecJudged == ${all('states')}`,
    `SyspecStepped == ${all('steps')}`,
    `SyspecInit == ${mutant} \\in {${numbers.join(', ')}} /\\ ${parts.initial.join(' /\\ ')} /\\ ${all('initial')}`,
    `SyspecNext == SyspecAlive /\\ ${parts.next.join(' /\\ ')} /\\ UNCHANGED ${mutant}`,
    `SyspecSpec == ${specification(parts)}`,
  ];
  return {
    ...{ name: NAME, text: wrapperText(NAME, moduleOf(manifest), units), properties: [] },
    ...{ invariants: ['SyspecCounted', 'SyspecJudged'], actionConstraints: ['SyspecStepped'] },
  };
}

/** With its fairness, which says nothing of states. */
function specification({ subscripts, fairness }: Parts): string {
  const steps = `[][SyspecNext]_<<${[CHOICE_VARIABLE, ...subscripts].join(', ')}>>`;
  return ['SyspecInit', steps, ...fairness].join(' /\\ ');
}
