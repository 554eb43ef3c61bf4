// SPDX-License-Identifier: MIT
// All sequences over a small alphabet, up to a length.
import type { System } from '../../../../models/kernel/system/index.ts';
import type { Generated } from './generate.ts';
import { Prediction } from './predict.ts';
import type { SeqOp } from './sequence.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** What always comes first, what can come next, and how often. */
export interface SmallAlphabet {
  readonly opening: readonly SeqOp[];
  readonly letters: readonly WithoutId<SeqOp>[];
  /** Letters after the opening. */
  readonly depth: number;
}

/** A word, after the opening; one that is the beginning of others is run with them. */
export interface Word {
  readonly generated: Generated;
  readonly isLongest: boolean;
  /** About how much of all words came up to it, between 0 and 1: as if each letter had as many words after it. */
  readonly portion: number;
}

function* grow(
  letters: SmallAlphabet['letters'],
  ops: readonly SeqOp[],
  here: Prediction,
  left: number,
  [from, to]: readonly [number, number],
): Generator<Word> {
  let grew = false;
  const each = (to - from) / letters.length;
  for (const [i, letter] of (left > 0 ? letters : []).entries()) {
    const op = { ...letter, id: ops.length } as SeqOp;
    if (!here.canTake(op)) continue;
    grew = true;
    const next = here.copy();
    next.take(op);
    const longer = [...ops, op];
    yield* grow(letters, longer, next, left - 1, [from + i * each, from + (i + 1) * each]);
  }
  yield { generated: { ops, steps: here.steps }, isLongest: !grew, portion: to };
}

/** Every word up to the depth. A letter that cannot be issued, because its task sleeps or is gone, ends none but itself. */
export function* words(system: System, alphabet: SmallAlphabet): Generator<Word> {
  const opening = new Prediction(system);
  for (const op of alphabet.opening) opening.take(op);
  for (const word of grow(alphabet.letters, alphabet.opening, opening, alphabet.depth, [0, 1])) {
    if (word.generated.ops.length > alphabet.opening.length) yield word;
  }
}
