// SPDX-License-Identifier: MIT
// Whether what is claimed is so: the document against what repeats it, and what was recorded.
import { join } from 'node:path';
import { counted } from '../../base/plural.ts';
import { PROPOSALS } from '../../models/index.ts';
import { readManifest } from '../../tla/manifest.ts';
import { compareDocument, formatDifference } from '../../verdicts/document/index.ts';
import type { Documents } from '../generate.ts';
import type { Material } from '../material.ts';
import { todayProblems } from '../pages/today.ts';
import { racesFile } from '../selftest/races.ts';
import { judged, type Line } from './line.ts';

/** The document against model, TLA+, series and conformance code: an errno, a flag, a prototype that is another one. */
export function documentLine({ proposal }: Material, root: string): Line {
  const { slug } = proposal;
  const manifest = readManifest(slug, join(root, 'tla', slug, 'manifest.json'));
  const differences = compareDocument({ proposal, models: PROPOSALS[slug]!, manifest }, root).flatMap(
    (one) => one.differences,
  );
  return judged(
    { slug, check: 'document', command: `./syspec check ${slug}` },
    differences.map(formatDifference),
  );
}

/** What may not be claimed, with its place in the record. */
export function evidenceLine({ evidence, material }: Documents): Line {
  const { slug } = material.proposal;
  const problems = evidence.gaps.map(({ title, place, why }) => `${place}: '${title}' ${why}`);
  return judged(
    { slug, check: 'evidence', command: './syspec test records' },
    problems,
    `${evidence.facts.length} runs are claimed`,
  );
}

/** The checklist of the tree: what a check says no to; what is left for a person is open. */
export function checklistLine({ items, material }: Documents): Line {
  const { slug } = material.proposal;
  const failed = items.filter(({ holds }) => holds === false);
  const open = items.filter(({ by }) => by === 'person');
  const show = ({ number, asks, answer }: (typeof items)[number]) =>
    `checklist.md: ${number}. ${asks}: ${answer}`;
  const count = (by: string) => items.filter((item) => item.by === by).length;
  const note = `${count('check')} checked, ${count('sentence')} said, ${open.length} for a person`;
  const line = judged(
    { slug, check: 'checklist', command: `./syspec docs ${slug} --check` },
    failed.map(show),
    note,
  );
  return line.state === 'holds' && open.length > 0
    ? { ...line, state: 'open', details: open.map(show) }
    : line;
}

/** What a test of a kernel can be told apart by: rules that the selftest claims, and those that it does not. */
export function coverageLine({ selftest, material }: Documents): Line {
  const { proposal } = material;
  const missing = proposal.errors.filter(({ id }) => !selftest.rows.includes(id)).map(({ id }) => id);
  const note = `${selftest.tests.length} tests, ${selftest.rules.length} of ${proposal.rules.length} rules, ${selftest.rows.length} of ${proposal.errors.length} errors; not ${missing.join(', ')}`;
  return judged(
    { slug: proposal.slug, check: 'selftest', command: `./syspec docs ${proposal.slug}` },
    selftest.tests.length === 0
      ? [`conformance/${proposal.slug}/cases.ts: no case is named after a rule`]
      : [],
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
