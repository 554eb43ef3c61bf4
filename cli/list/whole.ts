// SPDX-License-Identifier: MIT
// All that there is to ask for of one proposal.
import { counted } from '../../base/plural.ts';
import { wrap } from '../../base/wrap.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { laneNames, SCENARIO_ALONE } from '../../conformance/run/lane-names.ts';
import type { Proposal, Scenario } from '../../spec/index.ts';
import type { Subject } from '../../verdicts/select.ts';
import { lines, type Named } from './text.ts';

/** What there is to ask for of a proposal. */
export interface Listed {
  readonly slug: string;
  readonly title: string;
  readonly variants: readonly Named[];
  readonly claims: readonly Named[];
  readonly scenarios: readonly Named[];
  readonly mutants: readonly Named[];
  /** Of its conformance; none where no kernel is held to it yet. */
  readonly lanes: readonly Named[];
}

/** How it begins, and who disturbs the callers by doing what. */
function scenarioText({ name, differs, rivals }: Scenario, { worlds }: Proposal): string {
  const begins = worlds.some(({ of }) => of === name) ? 'a world of its own' : differs;
  return [begins, rivals].filter((text) => text !== 'none').join('; ');
}

/** Of its document, its models and its conformance. */
export function listedOf({ proposal, models }: Subject): Listed {
  const { slug, title, variants, claims, scenarios } = proposal;
  return {
    ...{ slug, title },
    variants: variants.map(({ name, what }) => ({ name, what })),
    claims: claims.map(({ id, title: what }) => ({ name: id, what })),
    scenarios: scenarios.map((one) => ({ name: one.name, what: scenarioText(one, proposal) })),
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
  const { slug, title, variants, claims, scenarios, lanes, mutants } = one;
  const isScenarioAlone = ({ what }: Named) => what === SCENARIO_ALONE;
  return [
    ...wrap(`${slug}: ${title}`, width),
    ...lines('variants (--variant):', variants, width),
    ...lines('claims (--claim):', claims, width),
    ...lines(`scenarios (--scenario), by what they add to the world in spec/${slug}.md:`, scenarios, width),
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
