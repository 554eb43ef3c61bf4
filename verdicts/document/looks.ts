// SPDX-License-Identifier: MIT
// In which steps it is seen which of two values a field has: against the model, in two states that differ in nothing else.
import type { Instance, ProposalModels } from '../../models/proposal.ts';
import { Comparing, type Comparison, type Repeaters } from './fact.ts';
import { plainJson } from './plain-json.ts';
import { placeOfAction } from './told.ts';

/** For example: Whether `sig` is none or interrupt is seen in Woken alone. */
const SENTENCE = /Whether `(\w+)` is (\w+) or (\w+) is seen in ((?:[A-Z]\w+(?:, | and )?)+) alone/g;

/** Of walks by chance in each scenario: what none of them meets is not seen. */
const SEEDS = [1, 2, 3];
const LENGTH = 60;

type Plain = Readonly<Record<string, unknown>>;

interface StepTaken {
  readonly action: string;
  readonly params: readonly unknown[];
  readonly state: Plain;
}

interface Walked {
  readonly state: Plain;
  readonly steps: readonly StepTaken[];
}

/** A field of a process, and two values of it. */
interface Asked {
  readonly field: string;
  readonly one: string;
  readonly other: string;
}

const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value);

/** Where in a state there is a record with the field: the variable, and the process. */
function placesOf(state: Plain, field: string) {
  return Object.entries(state).flatMap(([variable, records]) =>
    isRecord(records)
      ? Object.entries(records).flatMap(([process, record]) =>
          isRecord(record) && field in record ? [{ variable, process, is: record[field] }] : [],
        )
      : [],
  );
}

type Place = ReturnType<typeof placesOf>[number];

function withValue(state: Plain, { variable, process }: Place, field: string, value: string): Plain {
  const records = state[variable] as Plain;
  return {
    ...state,
    [variable]: { ...records, [process]: { ...(records[process] as Plain), [field]: value } },
  };
}

/** What comes of each step of the process itself, but for the field. */
function effectsOf(steps: readonly StepTaken[], place: Place, field: string): ReadonlyMap<string, string> {
  const own = steps.filter(({ params }) => params[0] === place.process);
  return new Map(
    own.map(({ action, params, state }) => [
      [action, ...params].join(),
      plainJson(withValue(state, place, field, '')),
    ]),
  );
}

/** A walk by chance, the same one each time. */
function* walk(model: Instance['model'], seed: number): Generator<Walked> {
  let dice = seed;
  const pick = <T>(all: readonly T[]): T => {
    dice = (dice * 1103515245 + 12345) % 2 ** 31;
    return all[Math.floor((dice / 2 ** 31) * all.length)]!;
  };
  let state: Plain = pick(model.initials());
  for (let at = 0; at < LENGTH; at += 1) {
    const steps = model.successors(state);
    if (steps.length === 0) return;
    yield { state, steps };
    state = pick(steps).state;
  }
}

/** Where others act: to who is alone nothing comes. */
const shared = ({ scenarios, told }: ProposalModels): readonly string[] =>
  scenarios.filter((scenario) => told?.processes?.(scenario).some(({ kind }) => kind === 'rival') ?? true);

/** The actions of a process that can be taken with one of the values alone, or come to something else with it. */
function toldApart(models: ProposalModels, { field, one, other }: Asked): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { model } of shared(models).map((scenario) => models.variant('proposed', scenario))) {
    for (const { state, steps } of SEEDS.flatMap((seed) => [...walk(model, seed)])) {
      for (const place of placesOf(state, field).filter(({ is }) => is === one || is === other)) {
        const twin = withValue(state, place, field, place.is === one ? other : one);
        const mine = effectsOf(steps, place, field);
        const theirs = effectsOf(model.successors(twin), place, field);
        const keys = new Set([...mine.keys(), ...theirs.keys()]);
        const differing = [...keys].filter((key) => mine.get(key) !== theirs.get(key));
        for (const key of differing) found.add(key.split(',')[0]!);
      }
    }
  }
  return found;
}

const FOUND = new WeakMap<ProposalModels, Map<string, ReadonlySet<string>>>();

/** The same, once for each question. */
function toldApartOnce(models: ProposalModels, asked: Asked): ReadonlySet<string> {
  const before = FOUND.get(models) ?? new Map<string, ReadonlySet<string>>();
  FOUND.set(models, before);
  const key = Object.values(asked).join();
  const found = before.get(key) ?? toldApart(models, asked);
  before.set(key, found);
  return found;
}

const listed = (names: Iterable<string>): string => [...names].sort().join(', ') || 'no step';

/** Each such sentence of the section Steps. */
export function compareLooks(repeaters: Repeaters): Comparison[] {
  const { proposal, models } = repeaters;
  const comparing = new Comparing();
  const text = proposal.prose.Steps?.replace(/\s+/g, ' ') ?? '';
  for (const [, field = '', one = '', other = '', names = ''] of text.matchAll(SENTENCE)) {
    const mine = names.split(/, | and /);
    const theirs = [...toldApartOnce(models, { field, one, other })];
    const named = theirs.find((name) => !mine.includes(name)) ?? mine.find((name) => !theirs.includes(name));
    const line = proposal.steps.find(({ action }) => action === named)?.line ?? proposal.steps[0]?.line ?? 0;
    comparing.equal(
      `where it is seen whether ${field} is ${one} or ${other}`,
      { file: proposal.file, line, says: listed(mine) },
      { ...placeOfAction(repeaters, named ?? mine[0]!), says: listed(theirs) },
    );
  }
  const done = comparing.done('what steps look at', 'the model');
  return done.compared === 0 ? [] : [done];
}
