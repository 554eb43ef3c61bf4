// SPDX-License-Identifier: MIT
// The folder of a selftest below tools/testing/selftests/.
import type { Conformance } from '../../conformance/proposal.ts';
import { COLUMNS } from '../../conformance/replay/c-text.ts';
import type { Proposal } from '../../spec/index.ts';
import { type Chosen, chosenCases } from './cases.ts';
import { harnessText, SEQUENCES, type Test, testOfProgram, toSelftests } from './harness.ts';
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

/** Options for the runtime of the sequences. */
const RUNTIME = ['PROC_FS', 'TMPFS', 'FUTEX'];

/** An assignment in lines of a Makefile. */
function assigned(name: string, values: readonly string[]): string {
  const line = `${name} := ${values.join(' ')}`;
  return line.length <= COLUMNS ? line : `${name} := ${values.join(' \\\n\t')}`;
}

const makefile = (
  slug: string,
  folder: string,
  programs: readonly string[],
): string => `# SPDX-License-Identifier: GPL-2.0-only
CFLAGS += -Wall -O2 $(KHDR_INCLUDES)

LOCAL_HDRS += sequence.h

TEST_GEN_PROGS := ${slug}_test
${programs.length === 0 ? '' : `${assigned('TEST_GEN_PROGS_EXTENDED', programs)}\n`}
include ${toSelftests(folder)}/lib.mk

# The numbers and registers of the sequences are those of x86-64, not of x32. By here lib.mk has set CC.
MACROS := $(shell $(CC) $(CFLAGS) -dM -E -x c /dev/null)
ifeq (__x86_64__,$(filter __x86_64__ __ILP32__,$(MACROS)))
TEST_GEN_PROGS_EXTENDED += $(OUTPUT)/sequences
all: $(OUTPUT)/sequences

# Its tasks share what the dynamic linker has for each thread: it is done before there are any.
$(OUTPUT)/sequences: LDFLAGS += -Wl,-z,now
endif
`;

/**
 * @param folder below `SELFTESTS`
 * @param options Kconfig options without CONFIG_ that a kernel needs for it
 * @param leftOut names of cases that are no part of it
 */
export function selftestOf(
  proposal: Proposal,
  conformance: Conformance,
  {
    folder,
    races,
    options,
    leftOut = new Set(),
  }: {
    readonly folder: string;
    readonly races: readonly Race[];
    readonly options: readonly string[];
    readonly leftOut?: ReadonlySet<string>;
  },
): Selftest {
  const chosen: Chosen[] = chosenCases(conformance, proposal, leftOut);
  const ids = identifiers(chosen.map(({ title }) => title));
  const { header, program } = sequencesProgram(conformance, chosen, proposal);
  const tests: Test[] = [
    ...chosen.map(({ title }, at) => ({ name: ids[at]!, what: title, words: [SEQUENCES, ids[at]!] })),
  ];
  for (const race of races)
    tests.push(
      testOfProgram(
        race,
        tests.map(({ name }) => name),
      ),
    );
  const programs = [...new Set(races.map(({ name }) => name))];
  const needs = conformance.needs.map(({ option }) => option.replace(/^CONFIG_/, ''));
  const ofRaces = races.flatMap((race) => race.config ?? []);
  const config = new Set([...RUNTIME, ...needs, ...ofRaces, ...options]);
  const files = new Map<string, string>([
    [
      '.gitignore',
      ['# SPDX-License-Identifier: GPL-2.0-only', `${proposal.slug}_test`, 'sequences', ...programs, ''].join(
        '\n',
      ),
    ],
    ['Makefile', makefile(proposal.slug, folder, programs)],
    ['config', [...config].map((option) => `CONFIG_${option}=y\n`).join('')],
    ['settings', '# Each test has a timeout of its own.\ntimeout=0\n'],
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
