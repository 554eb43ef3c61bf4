// SPDX-License-Identifier: MIT
// What was found, as a letter says it: what the words mean, a table of the runs on kernels, the other runs, and the versions once.
import { grouped, listed } from '../../base/plural.ts';
import { aligned } from '../../base/table.ts';
import { DEFAULT_BASE } from '../../conformance/kernel/bases.ts';
import { FLAVOURS, flavourNamed } from '../../conformance/kernel/flavours.ts';
import { madeWith, type Run, readConformName, titleOf } from '../../records/record.ts';
import type { Proposal } from '../../spec/index.ts';
import { PROPOSED } from '../../spec/verdict-relations.ts';
import { type Evidence, inWords, walkOf } from '../evidence.ts';
import { filled, filledItem, plainText, withoutIds } from '../marks.ts';

/** Columns of the text. */
export const WIDTH = 72;

/** Text of a letter. */
export const paragraph = (text: string): string => filled(text, WIDTH);

/** What each kind of run does, for those who have seen none. */
const KINDS: Readonly<Record<Run['kind'], string>> = {
  check:
    'two model checkers, one for each model, search all states for violations of the claims; what they report has to be what the specification predicts, the violations by the calls of today too.',
  agree: 'the two models reach the same states by the same steps.',
  conform:
    'a booted kernel is made to take sequences of calls, and each answer is compared with that of a model.',
  mutants: 'faults are put into the series; one is killed where a test of a kernel sees it.',
  'model-mutants': 'faults are put into the TypeScript model; one is killed where a claim no longer holds.',
  'tla-mutants': 'faults are put into the TLA+; one is killed where a claim no longer holds.',
  cost: 'instructions of calls that were there before are counted, without the series and with it, on kernels that are compiled for size (gcc -Os; the default of Linux is -O2).',
};

/** A term and what it means. */
const item = (text: string): string => filledItem(text, WIDTH);

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** What a variant is, as the document says it. */
function variantText(name: string, { variants }: Proposal): string {
  const what = variants.find((one) => one.name === name)?.what ?? '';
  const [said = ''] = plainText(withoutIds(what)).split(';');
  return said;
}

/** What a kernel is, by what it has of the series. */
function seriesText(name: string, proposal: Proposal): string {
  const { purpose, series, testOnly, variant } = flavourNamed(name);
  if (series === 'fixes') return 'fast, with the fixes at the head of the series alone';
  if (series === false) return testOnly ? 'fast without the series' : plainText(purpose);
  if (variant !== undefined)
    return `fast, with a design that is wrong on purpose, to see that the tests notice (${variant}: ${variantText(variant, proposal)})`;
  // That it has the series, unless that is said.
  return `${plainText(purpose)}${/\bseries\b/.test(purpose) ? '' : ', with the series'}`;
}

/** The same, and what is there for tests alone. */
function kernelText(name: string, proposal: Proposal): string {
  return `${seriesText(name, proposal)}${flavourNamed(name).testOnly ? ', with test patches' : ''}`;
}

/** The kinds, models and kernels that are named, claimed or missing. */
function glossary({ facts, gaps }: Evidence, proposal: Proposal): string {
  const runs = [...facts, ...gaps].flatMap(({ run }) => (run === undefined ? [] : [run]));
  const conform = runs.filter(({ kind }) => kind === 'conform').map(({ name }) => readConformName(name));
  const kinds = unique(runs.map(({ kind }) => kind)).map((kind) => item(`${kind}: ${KINDS[kind]}`));
  const models = unique(conform.map(({ variant }) => variant)).map((name) =>
    item(`${name}: ${name === PROPOSED ? 'what the series proposes' : variantText(name, proposal)}.`),
  );
  const named = unique(conform.map(({ flavour }) => flavour));
  // The others are told by what they have more or less than the default one.
  const [{ name: first, purpose }] = FLAVOURS as [(typeof FLAVOURS)[number]];
  const only =
    named.length === 0 || named.includes(first)
      ? []
      : [
          item(
            `${first}: ${plainText(purpose)}; named only because the others are told by how they differ from it.`,
          ),
        ];
  const told = unique(named.includes(first) ? [first, ...named] : named);
  const kernels = [...only, ...told.map((name) => item(`${name}: ${kernelText(name, proposal)}.`))];
  const held = told.some((name) => flavourNamed(name).testOnly)
    ? [
        paragraph(
          'The test patches hold a task at a place in a call until a test lets it go on; no other kernel has them.',
        ),
      ]
    : [];
  const part = (head: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${head}\n${items.join('\n')}`];
  const share = conform.some((one) => one.share)
    ? [
        paragraph(
          'A share (*) is a part of the sequences: they are chosen so that each kind of step is taken once, and each two kinds that can follow one another; some more are drawn at random. The column "followed" says how few of all steps that is. Nothing is claimed of the rest.',
        ),
      ]
    : [];
  return [
    ...part('Kinds of runs:', kinds),
    ...part('Models:', models),
    ...part('Kernels:', kernels),
    ...held,
    ...share,
  ].join('\n\n');
}

/** What is to be known of the steps that no sequence took. */
const LEFT =
  'The column "followed" counts the steps of the model\'s state graphs that were taken on the kernel, of all that there are. A whole run takes each step that a kernel can be made to take. Left out is a step before which others act first, though the kernel does at once what comes next; one at a bound of the model that the kernel does not have; one where the kernel waits and the model does not; and one to which such steps alone lead.';

/** What a run without schedules has in that column: nothing could be followed, which is not the same as that nothing was. */
const DASH =
  'A dash stands for a kernel without the test patches: no task can be held there, so no steps were followed.';

/** The runs on kernels as a table. */
function table(runs: readonly Run[]): string[] {
  if (runs.length === 0) return [];
  const walks = runs.map((run) => ({ run, ...walkOf(run) }));
  const rows = walks.map(({ run, sequences, calls, covered, total }) => {
    const { variant, flavour, base, share } = readConformName(run.name);
    const kernel = `${flavour}, ${base ?? DEFAULT_BASE}${share ? ' *' : ''}`;
    const followed = total === 0 ? ['-', '-'] : [covered, total].map(grouped);
    return [variant, kernel, ...[sequences, calls].map(grouped), ...followed];
  });
  const lines = aligned([['model', 'kernel', 'sequences', 'calls', 'followed', 'of'], ...rows], 2);
  const failures = walks.reduce((all, one) => all + one.failures, 0);
  const differed =
    failures === 0
      ? 'No answer differed from that of the model.'
      : `${grouped(failures)} answers differed from those of the model.`;
  const without = walks.some(({ total }) => total === 0) ? ` ${DASH}` : '';
  return [lines.map((line) => `  ${line}`).join('\n'), paragraph(`${differed} ${LEFT}${without}`)];
}

/** What all were made on and with, each once. */
function versions(runs: readonly Run[]): string[] {
  const targets = unique(runs.flatMap(({ environment }) => environment?.target ?? []));
  const tools = unique(runs.flatMap(madeWith));
  const said = [...(targets.length === 0 ? [] : [`Debian's sources of Linux ${listed(targets)}`]), ...tools];
  return said.length === 0 ? [] : [paragraph(`Made on and with ${said.join(', ')}.`)];
}

/** A letter is of another base than the run may be. */
const onKernel = ({ environment }: Run): string =>
  environment === null ? '' : ` (Linux ${environment.target})`;

/** What a person has to say of the runs of a kind, behind what was recorded of them. */
export type Remarks = Partial<Readonly<Record<Run['kind'], string | undefined>>>;

/** A run that is not in the table. */
function saidOf(run: Run, remark?: string): string {
  const said = `${titleOf(run)}${onKernel(run)}: ${inWords(run)}.`;
  return remark === undefined ? said : `${said} ${remark}`;
}

/** What was found, and what may not be claimed. */
export function findingsText(evidence: Evidence, proposal: Proposal, remarks: Remarks = {}): string {
  const runs = evidence.facts.map(({ run }) => run);
  const others = runs.filter(({ kind }) => kind !== 'conform');
  const names = evidence.gaps.map(({ title, why }) => `${title} (${why})`).join('; ');
  return [
    glossary(evidence, proposal),
    ...table(runs.filter(({ kind }) => kind === 'conform')),
    ...(others.length === 0 ? [] : [others.map((run) => item(saidOf(run, remarks[run.kind]))).join('\n')]),
    ...versions(runs),
    ...(names === '' ? [] : [paragraph(`EDITME: no claim is made of these runs: ${names}.`)]),
  ]
    .filter((one) => one !== '')
    .join('\n\n');
}
