// SPDX-License-Identifier: MIT
// Whether what is claimed is so: the document against what repeats it, and what was recorded.
import { join } from 'node:path';
import { counted } from '../../base/plural.ts';
import { PROPOSALS } from '../../models/index.ts';
import { readManifest } from '../../tla/manifest.ts';
import { type Comparison, compareDocument, formatDifference } from '../../verdicts/document/index.ts';
import type { Documents } from '../generate.ts';
import type { Material } from '../material.ts';
import type { Item } from '../pages/answers.ts';
import { todayProblems } from '../pages/today.ts';
import { SEQUENCES } from '../selftest/harness.ts';
import { racesFile } from '../selftest/races.ts';
import { isLeftOut, judged, type Line } from './line.ts';

/** What the comparisons found; one that left something out is named, and where all left out all nothing was checked. */
export function comparedLine(slug: string, all: readonly Comparison[]): Line {
  const compared = all.reduce((sum, one) => sum + one.compared, 0);
  const apart = all.flatMap(({ fact, against, missing }) =>
    missing === null ? [] : [`${fact}, ${against}`],
  );
  const left =
    apart.length === 0
      ? []
      : [`a part was left out of ${counted(apart.length, 'comparison')}: ${apart.join('; ')}`];
  const problems = all.flatMap(({ differences }) => differences).map(formatDifference);
  return judged(
    { slug, check: 'document', command: `./syspec check ${slug} --all` },
    compared === 0 ? [...problems, 'nothing was compared', ...left] : problems,
    [`${counted(compared, 'fact')} compared`, ...left].join('; '),
  );
}

/** The document against model, TLA+, series and conformance code: an errno, a flag, a prototype that is another one. */
export function documentLine({ proposal }: Material, root: string): Line {
  const { slug } = proposal;
  const manifest = readManifest(slug, join(root, 'tla', slug, 'manifest.json'));
  return comparedLine(slug, compareDocument({ proposal, models: PROPOSALS[slug]!, manifest }, root));
}

/** What may not be claimed, with its place in the record. */
export function evidenceLine({ evidence, material }: Documents): Line {
  const { slug } = material.proposal;
  const problems = evidence.gaps.map(({ title, place, why }) => `${place}: '${title}' ${why}`);
  return judged(
    { slug, check: 'evidence', command: './syspec test records' },
    problems,
    counted(evidence.facts.length, 'run is claimed', 'runs are claimed'),
  );
}

/** What the lines of the gate say to an item that goes by them. */
interface Said {
  readonly problems: string[];
  /** Those that nobody has asked for. */
  readonly left: string[];
  /** Those in which something is left for a person. */
  readonly open: string[];
}

function judgedBy({ lines: names }: Item, lines: readonly Line[]): Said {
  const problems: string[] = [];
  const left: string[] = [];
  const open: string[] = [];
  for (const name of names) {
    const found = lines.filter(({ check }) => check === name || check.startsWith(`${name} `));
    if (found.length === 0) problems.push(`no line ${name} has run`);
    problems.push(
      ...found.filter(({ state }) => state === 'fails').map(({ check }) => `the line ${check} fails`),
    );
    if (found.some(isLeftOut)) left.push(name);
    open.push(
      ...found
        .filter((line) => line.state === 'open' && !isLeftOut(line))
        .map(({ check }) => `the line ${check} is open`),
    );
  }
  return { problems, left, open };
}

/** The checklists of the tree: what a check says no to, and a line of the gate that fails; what is left for a person is open. */
export function checklistLine(
  { items, material }: Pick<Documents, 'items' | 'material'>,
  lines: readonly Line[],
): Line {
  const { slug } = material.proposal;
  const show = ({ number, asks }: Item, what: string) => `checklist.md: ${number}. ${asks}: ${what}`;
  const by = items.map((item) => ({ item, ...judgedBy(item, lines) }));
  const problems = by.flatMap(({ item, problems: of }) => [
    ...(item.holds === false ? [show(item, item.answer)] : []),
    ...of.map((what) => show(item, what)),
  ]);
  const person = items.filter((item) => item.by === 'person');
  const waiting = by.filter(({ item, open: of }) => item.by !== 'person' && of.length > 0);
  const open = [
    ...person.map((item) => show(item, item.answer)),
    ...waiting.flatMap(({ item, open: of }) => of.map((what) => show(item, what))),
  ];
  const done = by.filter((one) => !waiting.includes(one));
  const isChecked = ({ by: kind }: Item) => kind === 'check' || kind === 'gate';
  const checked = done.filter(({ item }) => isChecked(item));
  const left = checked.filter((one) => one.left.length > 0).length;
  const said = done.filter(({ item }) => item.by === 'sentence').length;
  const note = [
    `${checked.length} checked${left === 0 ? '' : `, ${left} of them not without --boot`}`,
    `${said} said`,
    ...(waiting.length === 0 ? [] : [`${waiting.length} with a line that is open`]),
    `${person.length} for a person`,
    ...(person.length === 0 ? [] : [`whose answers go below ## Checklist of ${material.prose.file}`]),
  ].join(', ');
  const line = judged({ slug, check: 'checklist', command: `./syspec docs ${slug}` }, problems, note);
  return line.state === 'holds' && open.length > 0 ? { ...line, state: 'open', details: open } : line;
}

/** How many rules and errors the selftest is about, and which errors it does not see. Without a sequence it tests nothing of the document. */
export function coverageLine({ selftest, material }: Pick<Documents, 'selftest' | 'material'>): Line {
  const { slug, rules, errors } = material.proposal;
  const { tests, rules: claimed, rows } = selftest;
  const missing = errors.flatMap(({ id }) => (rows.includes(id) ? [] : [id]));
  const note = [
    counted(tests.length, 'test'),
    `${claimed.length} of ${counted(rules.length, 'rule')}`,
    `${rows.length} of ${counted(errors.length, 'error')}${missing.length === 0 ? '' : `; not ${missing.join(', ')}`}`,
  ].join(', ');
  const isEmpty = !tests.some(({ words }) => words[0] === SEQUENCES);
  return judged(
    { slug, check: 'selftest', command: `./syspec docs ${slug} --check` },
    isEmpty ? [`conformance/${slug}/cases.ts: no case is named after a rule`] : [],
    note,
  );
}

/** The pages on what is broken today: each has its diagram, the kernels on which it was seen, and its fix. */
export function todayLine({ material, races, fixes }: Documents): Line {
  const { slug } = material.proposal;
  const today = races.filter((race) => race.today);
  return judged(
    { slug, check: 'today', command: `./syspec docs ${slug} --check` },
    todayProblems(racesFile(slug), races, fixes),
    counted(today.length, 'program'),
  );
}
