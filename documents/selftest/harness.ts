// SPDX-License-Identifier: MIT
// The part of a selftest that is a kselftest: a test for each sequence and each program.
import { listed } from '../../base/plural.ts';
import { COLUMNS, quote } from '../../conformance/replay/c-text.ts';
import type { Probe, Proposal } from '../../spec/index.ts';
import { UAPI } from '../../spec/uapi.ts';
import { filled } from '../marks.ts';
import type { Race } from './races.ts';
import { COMMENT, comment, generatedBy, identifier, inWords, numberOf, unused } from './text.ts';

/** A test, and the program that it runs. */
export interface Test {
  /** The C name. */
  readonly name: string;
  readonly what: string;
  readonly words: readonly string[];
}

/** The program that has all sequences. */
export const SEQUENCES = './sequences';

/** Seconds after which one hangs. */
const TIMEOUT = 120;

/** The test of a program; @param taken names of other tests */
export function testOfProgram({ name, args, what }: Race, taken: readonly string[]): Test {
  const own = identifier(name);
  const free = taken.includes(own) ? unused(identifier(`program ${name}`), taken) : own;
  return { name: free, what, words: [`./${name}`, ...args] };
}

/** From the folder of a selftest to where the kernel has them all. */
export const toSelftests = (folder: string): string => folder.replace(/[^/]+/g, '..');

const head = (folder: string): string => `#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "${toSelftests(folder)}/kselftest_harness.h"
`;

/** What a sequence says (conformance/replay/runtime) where a call does not come to its end, which is exit status 2 or 0 and a fault. */
export const HANGS = ['do not come to rest', 'does not die of SIGKILL'];

const RUN = `/* The last line that a program has said, and whether one tells that a call has no end. */
static char last_line[512];
static bool hangs;

/* A descriptor of the process that runs all tests. */
static int runner;

/* What a program says is a diagnostic here. */
static void show(FILE *said)
{
	rewind(said);
	while (fgets(last_line, sizeof(last_line), said)) {
		last_line[strcspn(last_line, "\\n")] = 0;
		if (${HANGS.map((line) => `strstr(last_line, "${line}")`).join(' ||\n\t\t    ')})
			hangs = true;
		ksft_print_msg("%s\\n", last_line);
	}
}

/* Waits for a program. Whatever ends the runner ends the test, and all that it has started. */
static void await(int program)
{
	struct pollfd ends[] = {
		{ .fd = program, .events = POLLIN },
		{ .fd = runner, .events = POLLIN },
	};

	while (poll(ends, 2, -1) < 0 && errno == EINTR)
		;
	if (ends[1].revents)
		kill(0, SIGKILL);	/* the harness gives each test a process group */
}

/* By its exit status: 0 it is as it should be, 2 the test could not be made, else it is not. */
static void run(struct __test_metadata *_metadata, char *const *words)
{
	FILE *said = tmpfile();
	int status, program;
	pid_t pid;

	ASSERT_NE(NULL, said);
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(fileno(said), 1);
		dup2(fileno(said), 2);
		execv(words[0], words);
		perror(words[0]);
		_exit(127);
	}
	ASSERT_LT(0, pid);
	program = syscall(__NR_pidfd_open, pid, 0);
	ASSERT_LE(0, program);
	await(program);
	close(program);
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	show(said);
	fclose(said);
	ASSERT_TRUE(WIFEXITED(status));
	ASSERT_FALSE(hangs);
	if (WEXITSTATUS(status) == 2)
		SKIP(return, "it could not be made: %s", last_line);
	ASSERT_EQ(0, WEXITSTATUS(status));
}

/* The sequence that is called like the test. */
static void sequence(struct __test_metadata *_metadata)
{
	char *const words[] = { "${SEQUENCES}", (char *)_metadata->name, NULL };

	if (access(words[0], F_OK))
		SKIP(return, "%s, which is for x86-64, is not there", words[0]);
	run(_metadata, words);
}
`;

/** The value of a constant: one of the kernel's, or a flag of the proposal. */
function constant(name: string, { flags }: Proposal): string {
  const known = UAPI.get(name)?.value ?? flags.find((flag) => flag.name === name)?.value;
  if (known === undefined) throw new Error(`the probe names '${name}', whose value nobody knows`);
  return `${known} /* ${name} */`;
}

function argument(arg: Probe['calls'][number]['args'][number], proposal: Proposal): string {
  if (typeof arg === 'number') return arg >= 0x8000_0000 ? `0x${arg.toString(16)}U` : String(arg);
  if ('text' in arg) return quote(arg.text);
  if ('out' in arg) return 'out';
  if ('result' in arg) return arg.result;
  return arg.bits
    .map((bit) => (typeof bit === 'number' ? `0x${bit.toString(16)}` : constant(bit, proposal)))
    .join(' | ');
}

/** A function that says whether the kernel has the proposal: the probe of its document. */
function presence(proposal: Proposal): string {
  const { calls, absent } = proposal.probe;
  const results = calls.flatMap(({ result }) => (result === undefined ? [] : [`\tlong ${result};`]));
  const lines = calls.map(({ call, args, result }, at) => {
    const made = `syscall(__NR_${call}${args.map((arg) => `, ${argument(arg, proposal)}`).join('')})`;
    if (at === calls.length - 1)
      return `\tif (${made} < 0 && errno == ${absent})\n\t\t_exit(1);\n\t_exit(0);`;
    return result === undefined
      ? `\tif (${made} < 0)\n\t\t_exit(2);`
      : `\t${result} = ${made};\n\tif (${result} < 0)\n\t\t_exit(2);`;
  });
  const usesOut = calls.some(({ args }) => args.some((arg) => typeof arg === 'object' && 'out' in arg));
  const fallbacks = proposal.calls.flatMap(({ name, number }) =>
    number === undefined ? [] : [`${numberOf(name, number).join('\n')}\n`],
  );
  return [
    ...fallbacks,
    '/* In a process without descriptors. */',
    'static void probe(void)',
    '{',
    ...(usesOut ? ['\tchar out[4096];'] : []),
    ...results,
    ...(usesOut || results.length > 0 ? [''] : []),
    '\tsyscall(__NR_close_range, 0, ~0U, 0);',
    ...lines,
    '}\n',
    '/* Whether the kernel has what is tested here. */',
    'static int is_there(void)',
    '{',
    '\tint status;',
    '\tpid_t pid = fork();\n',
    '\tif (!pid)',
    '\t\tprobe();',
    '\tif (pid < 0 || waitpid(pid, &status, 0) != pid ||',
    '\t    !WIFEXITED(status) || WEXITSTATUS(status) > 1) {',
    '\t\tksft_print_header();',
    '\t\tksft_exit_fail_msg("cannot look for it\\n");',
    '\t}',
    '\treturn !WEXITSTATUS(status);',
    '}\n',
  ].join('\n');
}

/** Tests of sequences are many, and of few words. */
function bodyOf(words: readonly string[]): string {
  if (words[0] === SEQUENCES) return '\tsequence(_metadata);';
  const list = [...words.map((word) => quote(word)), 'NULL'].join(', ');
  return `\tchar *const words[] = { ${list} };\n\n\trun(_metadata, words);`;
}

/** What its name says already is not said above it again. */
function testText({ name, what, words }: Test, fixture: string): string {
  const said = inWords(what) === name ? [] : [comment(what)];
  const line = `TEST_F_TIMEOUT(${fixture}, ${name}, ${TIMEOUT})`;
  const head = line.length <= COLUMNS ? line : line.replace(', ', ',\n\t       ');
  return [...said, head, '{', bodyOf(words), '}\n'].join('\n');
}

/** A kernel without it: of calls that are changed, what the last of the probe shows. */
function lacking({ kind, calls, title, probe }: Proposal): string {
  if (kind !== 'changed-syscall') return `the kernel has no ${listed(calls.map(({ name }) => `${name}()`))}`;
  const [what = ''] = title.split(',');
  return `${probe.calls.at(-1)!.call}() is ${probe.absent}: the kernel cannot ${what}`;
}

/** The lines of the comment at its head. */
const about = (slug: string): string =>
  [
    filled(
      `${slug}: each test is a program of its own, which exits with 0 if the kernel does as it should, with 2 if the test could not be made, and else with 1. What it said is shown.`,
      COMMENT,
    ),
    '',
    generatedBy(slug),
  ]
    .join('\n')
    .replace(/^/gm, ' * ')
    .replace(/ +$/gm, '');

/** The text of SLUG_test.c in a folder below the selftests. */
export function harnessText(proposal: Proposal, folder: string, tests: readonly Test[]): string {
  const { slug } = proposal;
  return `// SPDX-License-Identifier: GPL-2.0-only
/*
${about(slug)}
 */
${head(folder)}
${presence(proposal)}
${RUN}
FIXTURE(${slug})
{
};

FIXTURE_SETUP(${slug})
{
}

FIXTURE_TEARDOWN(${slug})
{
}

${tests.map((one) => testText(one, slug)).join('\n')}
static void skip(const char *why)
{
	ksft_print_header();
	ksft_exit_skip("%s\\n", why);
}

int main(int argc, char **argv)
{
	if (geteuid())
		skip("it needs to be root");
	if (!is_there())
		skip("${lacking(proposal)}");
	runner = syscall(__NR_pidfd_open, getpid(), 0);
	if (runner < 0)
		skip(strerror(errno));
	return test_harness_run(argc, argv);
}
`;
}
