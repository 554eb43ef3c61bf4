// SPDX-License-Identifier: MIT
// Are the TLA+'s scenarios those of the document? One run of TLC says what each of them is, and that is told in the document's
// words and held against its tables. Without it another world is seen by its number of states alone.
import { dirname, join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import type { ToldTlaScenario } from '../models/told.ts';
import type { Manifest } from '../tla/manifest.ts';
import { parseValue } from '../tla/runner/parse-value.ts';
import { canonical, type TlaValue } from '../tla/runner/value.ts';
import { valuesOf } from '../tla/runner/wrapper.ts';
import { forOne } from './arguments.ts';
import { Comparing } from './document/fact.ts';
import { formatDifference } from './document/index.ts';
import { comparePhrases } from './document/phrases.ts';
import { expanded } from './document/shorthands.ts';
import { runPlace, type TlcPlace } from './place.ts';
import type { Subject } from './select.ts';

/** Sets and sequences as lists, records and functions of strings as objects. */
export function plain(value: TlaValue): unknown {
  switch (value.kind) {
    case 'set':
    case 'sequence':
      return value.elements.map(plain);
    case 'record':
      return Object.fromEntries(value.fields.map(([name, field]) => [name, plain(field)]));
    case 'function':
      return Object.fromEntries(
        value.entries.map(([key, field]) => [
          key.kind === 'string' ? key.value : canonical(key),
          plain(field),
        ]),
      );
    case 'model':
      return value.name;
    default:
      return value.value;
  }
}

type World = Readonly<Record<string, unknown>>;

/** The world of each of these scenarios, as the TLA+ has it. Throws SyspecError as `runPlace`. */
async function worldsIn(
  manifest: Manifest,
  { module, operator }: NonNullable<Manifest['worlds']>,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, World>> {
  const found = new Map<string, World>();
  const specFile = join(dirname(manifest.file), `${module}.tla`);
  const root: Manifest = { ...manifest, module: `${module}.tla`, specFile, isAlone: true, constants: [] };
  const place: TlcPlace = { manifest: root, variant: '', scenario: names[0]!, ...(signal && { signal }) };
  const { spec, wrapper } = valuesOf(module, 'Scenario', operator, names);
  const onPrinted = (line: string) => {
    if (!line.startsWith('"<<')) return;
    const quoted = parseValue(line);
    const pair = parseValue(quoted.kind === 'string' ? quoted.value : '');
    const [name, world] = plain(pair) as [string, World];
    found.set(name, world);
  };
  await runPlace(place, { spec }, { ...forOne(place), wrapper, onPrinted });
  return found;
}

/** What is other than in the document; null where nothing is. */
function differenceOf({ proposal, manifest }: Subject, told: ToldTlaScenario): string | null {
  const { name } = told;
  const comparing = new Comparing();
  const other = { file: join(dirname(manifest.file), `${manifest.worlds!.module}.tla`), line: 0 };
  const row = proposal.scenarios.find((each) => each.name === name)!;
  const document = { file: proposal.file, line: row.line };
  const compare = (of: string, says: string | null, theirs: readonly string[] | null, line = row.line) =>
    comparePhrases(comparing, of, { ...document, line, says }, { ...other, says: theirs });
  compare(`what ${name} differs in`, row.differs, told.differs);
  compare(`the rivals of ${name}`, expanded(row.rivals, proposal.shorthands).text, told.rivals);
  const mine = proposal.worlds.filter(({ of }) => of === name);
  for (const part of new Set([...mine, ...told.parts].map((each) => each.part))) {
    const own = mine.find((each) => each.part === part);
    const theirs = told.parts.find((each) => each.part === part);
    compare(`${part} of ${name}`, own?.what ?? null, theirs?.says ?? null, own?.line);
  }
  const { differences } = comparing.done('scenarios in words', 'the TLA+');
  return differences.length === 0 ? null : differences.map(formatDifference).join('; ');
}

/** The scenarios of one proposal's TLA+, looked at once. */
export class Worlds {
  readonly #subject: Subject;
  readonly #signal: AbortSignal | undefined;
  #found: Promise<ReadonlyMap<string, World>> | undefined;

  constructor(subject: Subject, signal?: AbortSignal) {
    this.#subject = subject;
    this.#signal = signal;
  }

  /** Starts to look, so that nobody waits for it later. */
  async begin(): Promise<void> {
    await this.#look();
  }

  /** Why a scenario is not the document's; null where it is, or nobody has words for it. */
  async faultOf(scenario: string): Promise<string | null> {
    const { models } = this.#subject;
    const world = (await this.#look()).get(scenario);
    if (world === undefined || models.told?.tlaScenario === undefined) return null;
    return differenceOf(this.#subject, models.told.tlaScenario(scenario, world));
  }

  #look(): Promise<ReadonlyMap<string, World>> {
    const { proposal, manifest, models } = this.#subject;
    const { worlds } = manifest;
    if (worlds === undefined || models.told?.tlaScenario === undefined) return Promise.resolve(new Map());
    const names = proposal.scenarios.map(({ name }) => name);
    this.#found ??= worldsIn(manifest, worlds, names, this.#signal).then((found) => {
      const missing = names.find((name) => !found.has(name));
      if (missing === undefined) return found;
      throw new SyspecError('BAD_INPUT', `${manifest.file}: worlds: TLC says nothing of ${missing}`);
    });
    return this.#found;
  }
}
