// SPDX-License-Identifier: MIT
// What the findings of a run depend on: parts of the checkout by name, each as one hash.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_NAMES } from '../conformance/kernel/bases.ts';
import { fixesOf, readPatch } from '../conformance/kernel/source/patch.ts';

/** Parts of a checkout. */
export const INPUTS = [
  ...([
    'document',
    'reader',
    'model',
    'kit',
    'TLA+',
    'patches',
    'fixes',
    'variants',
    'test-only patches',
    'places',
    'config',
    'shim',
  ] as const),
  ...([
    'harness',
    'lanes',
    'own lanes',
    'mutants',
    'trials',
    'engines',
    'TLA+ faults',
    'model faults',
  ] as const),
  ...(['kernel builds', 'workloads'] as const),
] as const;

/** The name of one. */
export type Input = (typeof INPUTS)[number];

/** Where each part is: a file, all below a folder (`a/`), or the files in one (`a/*`). */
export function placesOf(slug: string): Readonly<Record<Input, readonly string[]>> {
  const kernel = 'conformance/kernel';
  const grouping = ['base/group.ts'];
  const builds = [
    ...[`${kernel}/*`, `${kernel}/source/`, `${kernel}/build/`, `${kernel}/boot/`, `${kernel}/tools/`],
  ];
  const ofTlc = ['tla/runner/', 'tla/text/', 'tla/manifest.ts'];
  return {
    document: [`spec/${slug}.md`],
    // What all others take from it.
    reader: ['spec/*', 'conformance/interface.ts'],
    model: [`models/${slug}/`, 'models/kernel/', 'models/proposal.ts', 'spec/errno.ts'],
    kit: ['models/kit/'],
    'TLA+': [`tla/${slug}/`, 'tla/kernel/'],
    patches: [`${kernel}/patches/${slug}/`],
    // Of these the fixes alone.
    fixes: [`${kernel}/patches/${slug}/`],
    variants: [`${kernel}/variants/${slug}/`],
    'test-only patches': [
      ...[`${kernel}/test-only/*`, `${kernel}/test-only/${slug}/`],
      ...BASE_NAMES.map((base) => `${kernel}/test-only/${base}/`),
    ],
    // What alone asks whether steps are atomic, and of the document where the kernel may sleep.
    places: [`${kernel}/places/`, ...OF_PLACES, `spec/${slug}.md`],
    config: [`${kernel}/config/`],
    shim: ['conformance/shim/'],
    harness: [
      'conformance/harness/',
      'conformance/objects/',
      'conformance/run/',
      'conformance/proposal.ts',
      ...builds,
      'conformance/report/rows.ts',
    ],
    lanes: [`conformance/${slug}/`],
    'own lanes': OWN_LANES.map((folder) => `conformance/${slug}/${folder}/`),
    mutants: [`${kernel}/mutants/${slug}/`, `conformance/${slug}/equivalent.json`],
    trials: ['conformance/mutants/'],
    engines: ['agree/', 'verdicts/*', ...grouping, ...ofTlc],
    'model faults': [
      'verdicts/faults/',
      ...LISTS.map((list) => `models/${slug}/${list}`),
      // What it asks the explorer.
      ...['explorer', 'questions', 'row', 'select'].map((name) => `verdicts/${name}.ts`),
      ...grouping,
    ],
    'TLA+ faults': [
      `tla/${slug}/equivalent.json`,
      ...['verdicts/tla-faults/', 'tla/faults/', 'verdicts/faults/listed.ts'],
      // What it asks TLC, and where.
      ...['operators', 'place', 'questions', 'select'].map((name) => `verdicts/${name}.ts`),
      ...grouping,
      // A fault in a formula may be seen by the comparison with the document.
      ...['index', 'formulas', 'fact'].map((name) => `verdicts/document/${name}.ts`),
      ...ofTlc,
    ],
    'kernel builds': builds,
    workloads: [COST, 'conformance/objects/', `conformance/${slug}/cost.json`],
  };
}

/** Where a proposal has lanes that judge themselves. They are of the variant that is proposed alone. */
export const OWN_LANES = ['scripts', 'hooks'] as const;

const isOwnLane = (path: string): boolean => OWN_LANES.some((folder) => path.split('/')[2] === folder);

/** The lane that parks tasks in the middle of steps. No kernel but that of the flavour `places` runs it. */
const OF_PLACES = [
  'conformance/run/atomicity.ts',
  'conformance/harness/schedule/atomicity.ts',
  'conformance/harness/schedule/meetings.ts',
];

/** What counts instructions. */
const COST = 'conformance/cost/';

/** Of what a kind of object and a proposal bring, this alone is about counts; it is no part of the lanes. */
const isWorkload = (path: string): boolean => path.startsWith(COST) || /\/cost\.(?:c|json)$/.test(path);

const isElsewhere = (input: Input, path: string): boolean =>
  isListOf(input, path) ||
  (input === 'reader' && path.endsWith('.md')) ||
  (input === 'lanes' && (isOwnLane(path) || isWorkload(path))) ||
  (input === 'workloads' && !isWorkload(path)) ||
  (input === 'harness' && (isWorkload(path) || OF_PLACES.includes(path)));

/** What may survive, and what nothing runs: a part of the faults, and not of what they are put into or found by. */
const LISTS = ['equivalent.json', 'uncovered.json'];

const isListOf = (input: Input, path: string): boolean =>
  (input === 'model' || input === 'TLA+' || input === 'lanes') &&
  LISTS.some((list) => path.endsWith(`/${list}`));

/** What no finding depends on: tests, and what is written for people beside the document. */
const isIdle = (path: string): boolean =>
  /\.test\.ts$|\/fixtures\/|\/(?:wiring\.txt|exceptions\.json)$/.test(path) ||
  (path.endsWith('.md') && !path.startsWith('spec/'));

const OF_A_SERIES: readonly Input[] = ['patches', 'fixes', 'variants'];

/** What a patch of a series makes of a kernel: its diff, and whether it is a fix, which kernels may have alone. Its message is for people. */
function effectOf(path: string, input: Input): string | undefined {
  const patch = readPatch(path);
  if (fixesOf([patch]).length > 0) return `a fix: ${patch.sha256}`;
  return input === 'fixes' ? undefined : patch.sha256;
}

/** A row of the table of steps, before and after its column `sleepable`, which is the fifth. */
const STEP = /^(\| [a-z_0-9]+\.[a-z_0-9]+ \|(?:[^|]*\|){3})([^|]*)(\|.*)$/gm;

/** What stands behind the steps, for people. */
const FINER = /^\*\*Finer in the kernel\.\*\*\n.*/ms;

/**
 * A document without what most runs do not ask about: why the proposal is wanted, what else could be done, the reasons in the ledger of
 * ambiguities, which stand in the last column, where the kernel may sleep, and where it takes smaller steps than the document.
 */
function withoutReasons(text: string): string {
  return text
    .split(/^(?=## )/m)
    .filter((section) => !/^## (?:Motivation|Alternatives)\n/.test(section))
    .map((section) => {
      if (section.startsWith('## Ambiguities\n')) return section.replace(/^(\| A\d+ \|.*)\|[^|]*\|$/gm, '$1');
      return section.startsWith('## Steps\n') ? section.replace(STEP, '$1$3').replace(FINER, '') : section;
    })
    .join('');
}

/** The steps of a document, with whether the kernel may sleep in them. */
const sleepsOf = (text: string): string => (text.match(STEP) ?? []).join('\n');

/** What counts of a file; nothing, if it is none of the part. */
function textOf(root: string, file: string, input: Input): string | Uint8Array | undefined {
  const path = join(root, file);
  if (OF_A_SERIES.includes(input) && file.endsWith('.patch')) return effectOf(path, input);
  if (input === 'document') return withoutReasons(readFileSync(path, 'utf8'));
  return input === 'places' && file.endsWith('.md')
    ? sleepsOf(readFileSync(path, 'utf8'))
    : readFileSync(path);
}

/** Whether a file below a part's places is of the part. */
export const countsOf = (input: Input, path: string): boolean => !isIdle(path) && !isElsewhere(input, path);

/** The files of a place, as paths from the root. */
function* filesIn(root: string, place: string): Generator<string> {
  const isDeep = place.endsWith('/');
  if (!isDeep && !place.endsWith('/*')) {
    if (existsSync(join(root, place))) yield place;
    return;
  }
  const folder = place.replace(/\/\*?$/, '');
  if (!existsSync(join(root, folder))) return;
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (isDeep && entry.isDirectory()) yield* filesIn(root, `${path}/`);
  }
}

/** The hashes of the parts, each made once. */
export function hashesOf(root: string, slug: string): (input: Input) => string {
  const made = new Map<Input, string>();
  return (input) => {
    const hash = made.get(input) ?? hashOf(root, slug, input);
    made.set(input, hash);
    return hash;
  };
}

/** The hash of one part, by the names and contents of its files. */
export function hashOf(root: string, slug: string, input: Input): string {
  const files = placesOf(slug)[input].flatMap((place) => [...filesIn(root, place)]);
  const hash = createHash('sha256');
  for (const file of files.filter((path) => countsOf(input, path)).sort()) {
    const text = textOf(root, file, input);
    if (text !== undefined) hash.update(`${file}\n${text.length}\n`).update(text);
  }
  return hash.digest('hex').slice(0, 16);
}
