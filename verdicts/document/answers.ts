// SPDX-License-Identifier: MIT
// Which answers are taken: those that the seeded faults of the model and of the series say that they break.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Ambiguity, readAnswer } from '../../spec/index.ts';
import {
  Comparing,
  type Comparison,
  placeInModel,
  type Repeaters,
  shown,
  untold,
  type Where,
} from './fact.ts';
import { mutantsBeside } from './sources.ts';

/** A fault, and what it says that it breaks. */
interface Breaker extends Where {
  readonly name: string;
  readonly id: string;
}

/** What a mutant of the series says that it breaks. */
function brokenBy(file: string): readonly Breaker[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith('Breaks: '));
  const ids = lines[at]?.slice('Breaks: '.length).split(', ') ?? [];
  return ids.map((id) => ({ name: basename(file, '.patch'), id, file: shown(file), line: at + 1 }));
}

/** The faults of the model, and the patches beside the series; one that fits several kernels differently is there more than once. */
function breakersOf(repeaters: Repeaters): readonly Breaker[] {
  const { models, series } = repeaters;
  const seeded = models.mutants.flatMap(({ name, breaks }) =>
    breaks.map((id) => ({ name, id, ...placeInModel(repeaters, new RegExp(`'${name}'`)) })),
  );
  return [...seeded, ...mutantsBeside(series, models.slug).flatMap(brokenBy)];
}

const listed = (names: readonly string[]): string => [...new Set(names)].sort().join(', ');

/** What a row says: the mutants of the answer that is taken. Of the other one there are none. */
function saidOf({ one, other, taken }: Ambiguity): string {
  const [right, wrong] = (taken === 'the first' ? [one, other] : [other, one]).map(
    (cell) => readAnswer(cell).brokenBy,
  );
  const more = wrong!.map((name) => `${name} of the other answer`);
  return listed([...right!, ...more]);
}

/** Each row that names a mutant, or that one says that it breaks. */
export function compareAnswers(repeaters: Repeaters): Comparison {
  const { file, ambiguities } = repeaters.proposal;
  const breakers = breakersOf(repeaters);
  const comparing = new Comparing();
  const silent: string[] = [];
  for (const row of ambiguities) {
    const theirs = breakers.filter(({ id }) => id === row.id);
    const says = saidOf(row);
    if (theirs.length === 0 && says === '') {
      silent.push(row.id);
      continue;
    }
    const place = theirs[0] ?? placeInModel(repeaters, /\bMUTANTS\b/);
    comparing.equal(
      `what breaks the answer to ${row.id}`,
      { file, line: row.line, says: says || 'nothing' },
      { file: place.file, line: place.line, says: listed(theirs.map(({ name }) => name)) || 'nothing' },
    );
  }
  if (silent.length === ambiguities.length) return untold('answers', 'the mutants', 'none breaks an answer');
  const missing = silent.length === 0 ? null : `none breaks the answer to ${silent.join(', ')}`;
  return comparing.done('answers', 'the mutants', missing);
}
