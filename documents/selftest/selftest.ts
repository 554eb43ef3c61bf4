// SPDX-License-Identifier: MIT
// The folder of a selftest below tools/testing/selftests/.
import type { Conformance } from '../../conformance/proposal.ts';
import type { Proposal } from '../../spec/index.ts';
import { type Chosen, chosenCases } from './cases.ts';
import { harnessText, SEQUENCES, type Test, testOfRace, toSelftests } from './harness.ts';
import { sequencesProgram } from './program.ts';
import type { Race } from './races.ts';
import { identifiers } from './text.ts';

/** Where the kernel has its selftests. */
export const SELFTESTS = 'tools/testing/selftests';

/** The files of a selftest, and what they claim to test. */
export interface Selftest {
  /** Below `SELFTESTS`. */
  readonly folder: string;
  /** By their names in the folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly tests: readonly Test[];
  /** Rules that a kernel without them fails it by. */
  readonly rules: readonly string[];
  /** Rows of the table of errors that it sees. */
  readonly rows: readonly string[];
}

const makefile = (
  slug: string,
  folder: string,
  programs: readonly string[],
): string => `# SPDX-License-Identifier: GPL-2.0-only
# The numbers and registers of the sequences are those of x86-64.
ifneq (,$(findstring x86_64,$(shell $(CC) -dumpmachine)))
CFLAGS += -Wall -O2 $(KHDR_INCLUDES)
LDFLAGS += -static

TEST_GEN_PROGS := ${slug}_test
TEST_GEN_PROGS_EXTENDED := ${programs.join(' ')}
endif

include ${toSelftests(folder)}/lib.mk

$(OUTPUT)/sequences: sequence.h
`;

/**
 * @param folder below `SELFTESTS`
 * @param options Kconfig options without CONFIG_ that a kernel needs for it
 */
export function selftestOf(
  proposal: Proposal,
  conformance: Conformance,
  {
    folder,
    races,
    options,
  }: { readonly folder: string; readonly races: readonly Race[]; readonly options: readonly string[] },
): Selftest {
  const chosen: Chosen[] = chosenCases(conformance, proposal);
  const ids = identifiers(chosen.map(({ title }) => title));
  const { header, program } = sequencesProgram(conformance, chosen, proposal);
  const tests: Test[] = [
    ...chosen.map(({ title }, at) => ({ name: ids[at]!, what: title, words: [SEQUENCES, ids[at]!] })),
    ...races.map(testOfRace),
  ];
  const programs = ['sequences', ...new Set(races.map(({ name }) => name))];
  const needs = conformance.needs.map(({ option }) => option.replace(/^CONFIG_/, ''));
  const files = new Map<string, string>([
    [
      '.gitignore',
      ['# SPDX-License-Identifier: GPL-2.0-only', `${proposal.slug}_test`, ...programs, ''].join('\n'),
    ],
    ['Makefile', makefile(proposal.slug, folder, programs)],
    ['config', [...new Set([...needs, ...options])].map((option) => `CONFIG_${option}=y\n`).join('')],
    ['settings', 'timeout=300\n'],
    [`${proposal.slug}_test.c`, harnessText(proposal, folder, tests)],
    ['sequence.h', header],
    ['sequences.c', program],
    ...races.map(({ name, text }): [string, string] => [`${name}.c`, text]),
  ]);
  const rules = [...chosen.flatMap((one) => one.rules), ...races.flatMap((one) => one.rules)];
  const rows = chosen.flatMap(({ generated }) =>
    generated.steps.flatMap(({ allowed }) =>
      allowed.flatMap(({ returned }) => returned.flatMap(({ row }) => row ?? [])),
    ),
  );
  const inOrder = (all: readonly { readonly id: string }[], some: readonly string[]) =>
    all.flatMap(({ id }) => (some.includes(id) ? [id] : []));
  return {
    folder,
    files,
    tests,
    rules: inOrder(proposal.rules, rules),
    rows: inOrder(proposal.errors, rows),
  };
}
