// SPDX-License-Identifier: MIT
// syspec list: what there is to ask for, of all proposals or of one.
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { wrap } from '../base/wrap.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { laneNames, SCENARIO_ALONE } from '../conformance/run/lane-names.ts';
import type { Proposal, Scenario } from '../spec/index.ts';
import { type Subject, selectSubjects } from '../verdicts/select.ts';
import { columns, print } from './stdout.ts';

/** A name, and what it is. */
interface Named {
  readonly name: string;
  readonly what: string;
}

interface Listed {
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

function listedOf({ proposal, models }: Subject): Listed {
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

const flavours = (): Named[] => FLAVOURS.map(({ name, purpose }) => ({ name, what: purpose }));

/** A name in a column, and beside it what it is, within the width. */
function lines(title: string, list: readonly Named[], width: number): string[] {
  if (list.length === 0) return [];
  const most = Math.max(...list.map(({ name }) => name.length));
  const rows = list.flatMap(({ name, what }) => {
    const [first = '', ...more] = wrap(what, Math.max(20, width - most - 4));
    return [
      `  ${name.padEnd(most)}  ${first}`.trimEnd(),
      ...more.map((line) => `${' '.repeat(most + 4)}${line}`),
    ];
  });
  return ['', title, ...rows];
}

function oneText(one: Listed, all: boolean, width: number): string[] {
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
    ...lines('kernels that conform --flavour can build:', flavours(), width),
    ...(all
      ? lines('seeded faults of proposed (explain SLUG FAULT):', mutants, width)
      : [
          '',
          `${counted(mutants.length, 'seeded fault')} of proposed: 'syspec list ${slug} --all' has them.`,
        ]),
  ];
}

function allText(all: readonly Listed[], width: number): string[] {
  const proposals = all.map(({ slug, title }) => ({ name: slug, what: title }));
  const [, ...rest] = lines('proposals:', proposals, width);
  return [
    ...rest,
    ...lines('kernels that conform --flavour can build:', flavours(), width),
    '',
    ...wrap("'syspec list SLUG' lists the variants, claims, scenarios and lanes of one.", width),
  ];
}

interface Flags {
  readonly all: boolean;
  readonly json: boolean;
}

function run(slug: string | undefined, { all: isWhole, json }: Flags): void {
  if (isWhole && slug === undefined)
    throw new SyspecError('BAD_USAGE', '--all does nothing without a proposal', 'Name one.');
  const all = selectSubjects(slug === undefined ? [] : [slug]).map(listedOf);
  const width = columns();
  const text = json
    ? JSON.stringify({ schema: 1, ok: true, proposals: all, flavours: flavours() })
    : (slug === undefined ? allText(all, width) : oneText(all[0]!, isWhole, width)).join('\n');
  print({ text: `${text}\n`, exitCode: EXIT.holds });
}

/** The command. */
export function listCommand(): Command {
  return new Command('list')
    .description(
      'What is there to ask for: proposals, variants, claims, scenarios, lanes, flavours of kernels.',
    )
    .argument('[slug]', 'a proposal; all by default')
    .option('--all', 'the seeded faults of the proposal too', false)
    .option('--json', 'print one JSON object', false)
    .action(run);
}
