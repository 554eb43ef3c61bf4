// SPDX-License-Identifier: MIT
// Asks TLC about many mutants in one run, each with a part of the graph to itself.
import { SyspecError } from '../../base/errors.ts';
import type { Parsed } from '../../tla/faults/export.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import { CHOICE_VARIABLE } from '../../tla/faults/schemata.ts';
import { type Parts, partsOfSpecification } from '../../tla/faults/specification.ts';
import type { TlcRun } from '../../tla/runner/run.ts';
import { LARGE } from '../place.ts';
import { type Finding, unjudged } from './finding.ts';
import { layOutChoices, startIn, takeAway } from './folder.ts';
import { Notes } from './notes.ts';
import { type Ask, claimOf, propertiesOf } from './rows.ts';
import { CHECKS, noting } from './wrapper.ts';

/** Mutants by their numbers, from 1; 0 is the specification itself. */
export type Numbered = ReadonlyMap<number, TlaMutant>;

/** What one ask finds of each of these mutants, and of the specification itself where `own`. */
export async function askBatch(
  ask: Ask,
  parsed: Parsed,
  mutants: Numbered,
  own: boolean,
  signal?: AbortSignal,
): Promise<Map<number, Finding>> {
  const parts = partsOfSpecification(parsed.syntax, parsed.sources, ask.spec);
  if (parts === undefined) {
    const message = `${ask.place.manifest.module}: ${ask.spec} is not Init /\\ [][Next]_vars`;
    throw new SyspecError('BAD_INPUT', message, 'Give it that form.');
  }
  const found = new Map<number, Finding>();
  let open = [...(own ? [0] : []), ...mutants.keys()];
  while (open.length > 0) {
    const round = await runRound({ ask, parsed, parts, mutants, numbers: open, signal });
    if (signal?.aborted) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
    for (const [number, finding] of round) found.set(number, finding);
    open = open.filter((number) => !round.has(number));
  }
  return found;
}

interface Round {
  readonly ask: Ask;
  readonly parsed: Parsed;
  readonly parts: Parts;
  readonly mutants: Numbered;
  readonly numbers: readonly number[];
  readonly signal: AbortSignal | undefined;
}

/** One run, or two where it went wrong and TLC does not say with whom. What it says nothing of is to be asked again. */
async function runRound(round: Round): Promise<Map<number, Finding>> {
  const { numbers } = round;
  const notes = new Notes();
  const run = await runOnce(round, notes);
  if (run.verdict === 'holds')
    return new Map(numbers.map((number) => [number, judged(round, notes, number)]));
  const ended = numbers.filter((number) => notes.endOf(number) !== undefined);
  const found = new Map(ended.map((number) => [number, judged(round, notes, number)]));
  const culprit = numbers.length === 1 ? numbers[0] : culpritOf(run);
  if (culprit !== undefined && numbers.includes(culprit)) {
    return found.has(culprit) ? found : found.set(culprit, stopped(round.ask, run));
  }
  if (round.signal?.aborted) return found;
  for (const half of [numbers.slice(0, numbers.length >> 1), numbers.slice(numbers.length >> 1)]) {
    const rest = half.filter((number) => !found.has(number));
    if (rest.length === 0) continue;
    for (const [number, finding] of await runRound({ ...round, numbers: rest })) found.set(number, finding);
  }
  return found;
}

async function runOnce(
  { ask, parsed, parts, mutants, numbers, signal }: Round,
  notes: Notes,
): Promise<TlcRun> {
  const folder = layOutChoices(parsed, mutants, numbers);
  try {
    return await startIn(
      folder,
      ask.place,
      { ...CHECKS, properties: propertiesOf(ask) },
      {
        wrapper: noting(ask, parts, numbers),
        small: ask.place.size * numbers.length < LARGE,
        signal,
        onEvent: (event) => notes.add(event),
      },
    );
  } finally {
    takeAway(folder);
  }
}

function judged({ ask: { rows, place } }: Round, notes: Notes, number: number): Finding {
  const end = notes.endOf(number);
  if (end?.word === 'broken') return { kind: 'broken', claim: rows[end.row]!.claim };
  if (end !== undefined) return { kind: 'limit' };
  const unseen = rows.find(({ violated }, i) => violated && !notes.saw(number, i));
  if (unseen !== undefined) return { kind: 'broken', claim: unseen.claim };
  return { kind: 'declared', differs: place.size > 0 && !notes.counted(number, place.size) };
}

/** TLC ends with the first temporal property that is violated. */
function stopped(ask: Ask, run: TlcRun): Finding {
  return run.verdict === 'violated' ? { kind: 'broken', claim: claimOf(ask, run) } : unjudged(run);
}

/** The mutant whose state TLC was at when it could not go on. */
function culpritOf({ trace, errors }: TlcRun): number | undefined {
  const last = trace.steps.at(-1) ?? errors[0]?.trace.steps.at(-1);
  const number = last?.state[CHOICE_VARIABLE];
  return number === undefined ? undefined : Number(number);
}
