// SPDX-License-Identifier: MIT
// All that there is to ask for of one proposal.
import { counted } from '../../base/plural.ts';
import { wrap, wrapIndented } from '../../base/wrap.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { laneNames, SCENARIO_ALONE } from '../../conformance/run/lane-names.ts';
import { expectations, type Proposal, type Scenario } from '../../spec/index.ts';
import type { Subject } from '../../verdicts/select.ts';
import { lines, type Named } from './text.ts';

/** What there is to ask for of a proposal. */
export interface Listed {
  readonly slug: string;
  readonly title: string;
  readonly variants: readonly Named[];
  readonly claims: readonly Named[];
  readonly scenarios: readonly Named[];
  /** What the texts on scenarios mean, a paragraph each. */
  readonly legend: readonly string[];
  readonly mutants: readonly Named[];
  /** Of its conformance; none where no kernel is held to it yet. */
  readonly lanes: readonly Named[];
}

/** How it begins, who disturbs the callers by doing what, and what it is good for: the claims that some variant breaks there. */
function scenarioText({ name, differs, rivals }: Scenario, proposal: Proposal): string {
  const begins = proposal.worlds.some(({ of }) => of === name) ? 'a world of its own' : differs;
  const broken = new Set(
    expectations(proposal).flatMap(({ id, part, scenario, expected }) =>
      scenario === name && part !== 'progress' && expected === 'violated' ? [id] : [],
    ),
  );
  const ids = proposal.claims.filter(({ id }) => broken.has(id)).map(({ id }) => id);
  const readable = ids.filter((id) => id !== 'S' || ids.length === 1);
  return [begins, rivals, readable.length === 0 ? 'none' : `breaks ${readable.join(', ')}`]
    .filter((text) => text !== 'none' && text !== 'nothing')
    .join('; ');
}

/** What the lines of the scenarios mean: the document's first words on them, and the world that they begin with. */
function scenarioLegend({ prose, worlds, shorthands }: Proposal): string[] {
  const plain = (text: string) => text.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim();
  const world = worlds.filter(({ of, what }) => of === null && what !== 'none');
  return [
    plain((prose.Scenarios ?? '').split('\n\n')[0] ?? ''),
    world.length === 0
      ? ''
      : plain(`That world: ${world.map(({ part, what }) => `${part}: ${what}`).join('. ')}.`),
    shorthands.length === 0
      ? ''
      : plain(`In a program, ${shorthands.map((row) => `${row.short} stands for ${row.steps}`).join('; ')}.`),
    "'breaks C' says that some variant breaks claim C there.",
  ].filter((text) => text !== '');
}

/** Of its document, its models and its conformance. */
export function listedOf({ proposal, models }: Subject): Listed {
  const { slug, title, variants, claims, scenarios } = proposal;
  return {
    ...{ slug, title },
    variants: variants.map(({ name, what }) => ({ name, what })),
    claims: claims.map(({ id, title: what }) => ({ name: id, what })),
    scenarios: scenarios.map((one) => ({ name: one.name, what: scenarioText(one, proposal) })),
    legend: scenarioLegend(proposal),
    mutants: models.mutants.map(({ name, what }) => ({ name, what })),
    lanes: CONFORMANCE[slug] === undefined ? [] : laneNames([CONFORMANCE[slug]]),
  };
}

/** In lines within the width; with `all` the seeded faults too. */
export function oneText(
  one: Listed,
  flavours: readonly Named[],
  { all, width }: { readonly all: boolean; readonly width: number },
): string[] {
  const { slug, title, variants, claims, scenarios, legend, lanes, mutants } = one;
  const isScenarioAlone = ({ what }: Named) => what === SCENARIO_ALONE;
  return [
    ...wrap(`${slug}: ${title}`, width),
    ...lines('variants (--variant):', variants, width),
    ...lines('claims (--claim):', claims, width),
    '',
    `scenarios (--scenario), small worlds of tasks (spec/${slug}.md):`,
    ...legend.flatMap((text) => [...wrapIndented(text, width, '  '), '']),
    ...lines('', scenarios, width).slice(2),
    ...lines(
      'lanes (conform --lane), or a scenario that is walked:',
      lanes.filter((lane) => !isScenarioAlone(lane)),
      width,
    ),
    ...lines('kernels that conform --flavour can build:', flavours, width),
    ...(all
      ? lines('seeded faults of proposed (explain SLUG FAULT):', mutants, width)
      : [
          '',
          ...wrap(
            `${counted(mutants.length, 'seeded fault')} of proposed: 'syspec list ${slug} --all' has them.`,
            width,
          ),
        ]),
  ];
}
