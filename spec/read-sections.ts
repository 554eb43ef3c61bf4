// SPDX-License-Identifier: MIT
// Every section by the function that reads it.
import type { z } from 'zod';
import { readClaims } from './claims.ts';
import { readFormulas } from './formulas.ts';
import { mentionsIn } from './mentions.ts';
import type { Outline } from './outline.ts';
import { checkMotivation, readAlternatives, readInterface, readRules } from './prose.ts';
import type { Sections } from './relation.ts';
import { readScenarios } from './scenarios.ts';
import * as schema from './schema.ts';
import { type Complaints, type Region, type SectionName, sectionsOf } from './sections.ts';
import { readSpecification } from './specification.ts';
import { readState } from './state.ts';
import { readSteps } from './steps.ts';
import { readRows, type TableRow } from './table.ts';
import type { Head } from './title.ts';

const NO_STEPS = { steps: [], checks: [], outcomes: [] };
const NO_SPECIFICATION = { specification: { state: [], steps: [], seen: null }, outcomes: [] };
const NO_SCENARIOS = {
  scenarios: [],
  worlds: [],
  shorthands: [],
  bounds: { text: '', line: 0 },
  above: null,
};

/** Paragraphs and list items of a section, one after another. */
function proseOf({ blocks }: Region): string {
  const texts = blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return [block.text];
    return block.kind === 'list' ? block.items.map(({ text }) => text) : [];
  });
  return texts.join('\n\n');
}

/** All sections of `document`; what is missing or wrong is a problem, and left out. */
export function readSections(document: Outline, head: Head, problems: Complaints): Omit<Sections, 'head'> {
  const regions = sectionsOf(document, problems);
  const within = <T>(name: SectionName, read: (region: Region, problems: Complaints) => T): T | undefined => {
    const region = regions.get(name);
    return region === undefined ? undefined : read(region, problems);
  };
  const rows = <S extends z.ZodObject>(name: SectionName, shape: S, least = 1): TableRow<S>[] =>
    within(name, (region) => readRows(region, shape, problems, least)) ?? [];
  const steps = head.base === undefined ? undefined : schema.stepsOf(head.slug, head.base);
  within('Motivation', checkMotivation);
  const ofSteps = within('Steps', (region) => readSteps(region, steps, problems)) ?? NO_STEPS;
  const ofSpecification = within('Specification', readSpecification) ?? NO_SPECIFICATION;
  return {
    prose: Object.fromEntries([...regions].map(([name, region]) => [name, proseOf(region)])),
    ...(within('Interface', readInterface) ?? { synopsis: '', prototypes: [] }),
    flags: rows('Flags', schema.FLAGS, 0),
    rules: within('Rules', readRules) ?? [],
    errors: rows('Errors', schema.ERRORS),
    ...(within('State', readState) ?? { state: [], fields: [] }),
    ...ofSteps,
    outcomes: [...ofSteps.outcomes, ...ofSpecification.outcomes],
    mentions: ['Steps' as const, 'Specification' as const].flatMap((name) =>
      mentionsIn(regions.get(name)?.blocks ?? []),
    ),
    specification: ofSpecification.specification,
    formulas: [...regions.values()].flatMap((region) => readFormulas(region, problems)),
    variants: rows('Variants', schema.VARIANTS),
    ...(within('Scenarios', readScenarios) ?? NO_SCENARIOS),
    races: rows('Races', schema.RACES),
    claims: within('Claims', readClaims) ?? [],
    alternatives: within('Alternatives', readAlternatives) ?? [],
    ambiguities: rows('Ambiguities', schema.AMBIGUITIES),
  };
}
