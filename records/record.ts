// SPDX-License-Identifier: MIT
// What full runs found of a proposal, in a file that is committed: what from, how much, and with which verdicts.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { type Finding, findingSchema } from '../base/finding.ts';
import { version } from '../base/version.ts';
import { UNNAMED, writeWhole } from '../base/write-whole.ts';
import { type BaseName, onBase } from '../conformance/kernel/bases.ts';
import { FLAVOURS, type Flavour } from '../conformance/kernel/flavours.ts';
import type { TrialDigests } from '../conformance/mutants/trial.ts';
import { PROPOSED } from '../spec/verdict-relations.ts';
import { hashesOf, hashOf, INPUTS, type Input } from './inputs.ts';

/** What no finding on a kernel depends on. */
const OF_MODELS: readonly Input[] = ['TLA+', 'engines', 'TLA+ faults', 'model faults'];

/** What the cost of other calls depends on; how a call is wired is in the document too, by its number. */
const OF_COST: readonly Input[] = ['document', 'patches', 'config', 'kernel builds', 'workloads'];

/** What the lanes depend on: the kernels are built by a part of the harness, and the fixes are a part of the patches. */
const OF_LANES: readonly Input[] = INPUTS.filter(
  (input) => !OF_MODELS.includes(input) && !['kernel builds', 'workloads', 'fixes'].includes(input),
);

/** What the findings of each kind of run depend on. */
const DEPENDS: Readonly<Record<Finding['kind'], readonly Input[]>> = {
  check: ['document', 'reader', 'model', 'kit', 'TLA+', 'engines'],
  agree: ['document', 'reader', 'model', 'kit', 'TLA+', 'engines'],
  'model-mutants': ['document', 'reader', 'model', 'kit', 'model faults'],
  'tla-mutants': ['document', 'reader', 'TLA+', 'TLA+ faults'],
  conform: [...OF_LANES.filter((input) => input !== 'mutants' && input !== 'trials'), 'fixes'],
  mutants: OF_LANES.filter((input) => input !== 'places' && input !== 'variants'),
  cost: OF_COST,
};

const withoutOwn = (inputs: readonly Input[]): readonly Input[] =>
  inputs.filter((input) => input !== 'own lanes');

/** What a flavour is taken for that is no more: it had all. */
const GONE: Pick<Flavour, 'series' | 'variant' | 'places'> = { series: true, variant: 'it', places: true };

/** Whether a kernel of that flavour has this. A series it has whole, its fixes alone, or not at all. */
function isOn(flavour: string, input: Input): boolean {
  const { series, variant, places } = FLAVOURS.find(({ name }) => name === flavour) ?? GONE;
  if (input === 'places') return places === true;
  if (input === 'variants') return variant !== undefined;
  if (input === 'patches') return series === true;
  return input === 'fixes' ? series === 'fixes' : true;
}

/** What the findings of one run depend on: what is proposed alone has lanes that judge themselves. */
function dependsOn({ kind, name }: Pick<Run, 'kind' | 'name'>): readonly Input[] {
  if (kind !== 'conform') return DEPENDS[kind];
  const { variant, flavour } = readConformName(name);
  const inputs = variant === PROPOSED ? DEPENDS[kind] : withoutOwn(DEPENDS[kind]);
  return inputs.filter((input) => isOn(flavour, input));
}

/** What one mutant's trial depends on beside its kernel, whose key has the patches and the configuration. */
const OF_TRIALS: readonly Input[] = DEPENDS.mutants.filter(
  (input) => !['mutants', 'patches', 'test-only patches', 'config'].includes(input),
);

const { kind, name, ok, ...rest } = findingSchema.shape;

const runSchema = z.strictObject({
  /** Of all that follows: who edits a record by hand does not go unseen. */
  id: z.string(),
  ...{ kind, name, ok },
  inputs: z.partialRecord(z.enum(INPUTS), z.string()),
  ...rest,
});

const recordSchema = z.strictObject({
  schema: z.literal(1),
  slug: z.string(),
  runs: z.array(runSchema).nonempty(),
});

/** One run. */
export type Run = z.infer<typeof runSchema>;

/** All that was recorded of a proposal. */
export type Recorded = z.infer<typeof recordSchema>;

/** Its file. */
export function recordFile(root: string, slug: string): string {
  return join(root, 'records', `${slug}.json`);
}

/** @throws SyspecError BAD_INPUT when there is none, or one that cannot be read */
export function readRecord(root: string, slug: string): Recorded {
  const file = recordFile(root, slug);
  const hint = "'syspec test --full' writes it; so does 'syspec conform --record'.";
  if (!existsSync(file))
    throw new SyspecError('BAD_INPUT', `${slug}: there is no records/${slug}.json`, hint);
  try {
    const text = readFileSync(file, 'utf8');
    const record = recordSchema.parse(JSON.parse(text));
    if (record.slug !== slug) throw new Error(`it is of '${record.slug}'`);
    const edited = record.runs.find((run) => run.id !== idOf(run));
    if (edited === undefined) return record;
    throw new Error(
      `line ${lineOf(text, edited)}: '${titleOf(edited)}' is not what was recorded (id ${edited.id})`,
    );
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new SyspecError('BAD_INPUT', `records/${slug}.json cannot be read: ${why}`, hint);
  }
}

/** The hash of what a run has found and what from, in hexadecimal. */
export function idOf({ id: _, ...run }: Omit<Run, 'id'> & { id?: string }): string {
  return createHash('sha256').update(inOrder(run)).digest('hex').slice(0, 16);
}

/** As JSON, whatever the order of the fields. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

/** The line of a record's text at which a run begins, counted from 1. */
export function lineOf(text: string, { kind, name }: Pick<Run, 'kind' | 'name'>): number {
  const at = text.indexOf(`"kind":${JSON.stringify(kind)},"name":${JSON.stringify(name)}`);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

/** The inputs of a kind of run as they are now. @param hash of an input: who has them already hands them in */
export function inputsNow(
  root: string,
  slug: string,
  kind: Run['kind'],
  hash: (input: Input) => string = hashesOf(root, slug),
): Run['inputs'] {
  return Object.fromEntries(DEPENDS[kind].map((input) => [input, hash(input)]));
}

/**
 * The inputs of a run that is to be recorded.
 * @throws SyspecError BAD_INPUT where the record cannot be read: what is found would be lost
 */
export function inputsOf(root: string, slug: string, kind: Run['kind']): Run['inputs'] {
  if (existsSync(recordFile(root, slug))) readRecord(root, slug);
  return inputsNow(root, slug, kind);
}

/** What decides what a mutant's lanes find beside its kernel, as it is now. */
export function trialDigests(root: string, slug: string): TrialDigests {
  const hashes = new Map(OF_TRIALS.map((input) => [input, hashOf(root, slug, input)]));
  const digest = (inputs: readonly Input[]) =>
    [version(), ...inputs.map((input) => hashes.get(input))].join('-');
  return { whole: digest(OF_TRIALS), beforeOwn: digest(withoutOwn(OF_TRIALS)) };
}

/**
 * Puts a run into the record of a proposal, in the place of an earlier one of that name.
 * @param inputs as they were when it began: who edits meanwhile finds it stale
 */
export function addRun(root: string, slug: string, finding: Finding, inputs: Run['inputs']): void {
  const file = recordFile(root, slug);
  const before = existsSync(file) ? readRecord(root, slug).runs : [];
  const needed: readonly string[] = dependsOn(finding);
  const found = {
    ...finding,
    inputs: Object.fromEntries(Object.entries(inputs).filter(([input]) => needed.includes(input))),
  };
  const run: Run = { id: idOf(found), ...found };
  const others = before.filter(({ kind, name }) => kind !== run.kind || name !== run.name);
  const runs = [...others, run].sort((a, b) => titleOf(a).localeCompare(titleOf(b)));
  writeWhole(file, toText(slug, runs), UNNAMED);
}

/** A line for each row, so that a difference between two records is read as one. */
function toText(slug: string, runs: readonly Run[]): string {
  const array = (values: readonly unknown[]) =>
    values.length === 0 ? '[]' : `[\n${values.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`;
  const texts = runs.map(({ rows, costs, ...run }) => {
    const counted = costs === undefined ? '' : `,"costs":${array(costs)}`;
    return `  ${JSON.stringify(run).slice(0, -1)}${counted},"rows":${array(rows)}}`;
  });
  return `{"schema":1,"slug":${JSON.stringify(slug)},"runs":[\n${texts.join(',\n')}\n]}\n`;
}

/** A run's name among all. */
export function titleOf({ kind, name }: Pick<Run, 'kind' | 'name'>): string {
  return name === '' ? kind : `${kind} ${name}`;
}

const A_SHARE = ', a share';

/** What a run on a kernel is called, such as `proposed on fast of 7.3, a share`. A share of the covers is not taken for the whole. */
export function conformName(variant: string, on: string, share: boolean): string {
  return `${variant} on ${on}${share ? A_SHARE : ''}`;
}

/** What the name of a run on a kernel says. */
export interface ConformName {
  readonly variant: string;
  readonly flavour: string;
  /** Undefined where the name has none: it is the default one. */
  readonly base: string | undefined;
  readonly share: boolean;
}

/** What such a name says. */
export function readConformName(name: string): ConformName {
  const share = name.endsWith(A_SHARE);
  const [variant = '', on = ''] = (share ? name.slice(0, -A_SHARE.length) : name).split(' on ');
  const [flavour = '', base] = on.split(' of ');
  return { variant, flavour, base, share };
}

/** What a run of `cost` is called, such as `of 7.3`. */
export const costName = (base: BaseName): string => onBase('', base).trim();

/** What a run was made on and with, each with its version: the kernel's compiler, then the tools. */
export function madeWith({ environment, tools = {} }: Pick<Run, 'environment' | 'tools'>): string[] {
  return [
    ...(environment?.compiler ?? []),
    ...Object.entries(tools).map(([name, version]) => `${name} ${version}`),
  ];
}

/** The run of that kind and name, if it was ever made. */
export function runNamed(runs: readonly Run[], wanted: Pick<Run, 'kind' | 'name'>): Run | undefined {
  return runs.find(({ kind, name }) => kind === wanted.kind && name === wanted.name);
}

/** The run of that kind and name, if it was made of what is here, and held. @throws SyspecError BAD_INPUT as `readRecord` */
export function runOfToday(root: string, slug: string, wanted: Pick<Run, 'kind' | 'name'>): Run | undefined {
  if (!existsSync(recordFile(root, slug))) return undefined;
  const found = runNamed(readRecord(root, slug).runs, wanted);
  return found?.ok === true && changedSince(root, slug, found).length === 0 ? found : undefined;
}

/** The inputs of a run that are not what they were. @param hash of an input as it is now: who asks of many runs keeps them */
export function changedSince(
  root: string,
  slug: string,
  { kind, name, inputs }: Pick<Run, 'kind' | 'name' | 'inputs'>,
  hash: (input: Input) => string = (input) => hashOf(root, slug, input),
): Input[] {
  return dependsOn({ kind, name }).filter((input) => inputs[input] !== hash(input));
}
