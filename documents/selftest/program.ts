// SPDX-License-Identifier: MIT
// The sequences of a selftest as one C program, which runs the one that its argument names.

import type { Conformance } from '../../conformance/proposal.ts';
import { type SequenceParts, sequenceParts } from '../../conformance/replay/c.ts';
import { beginning, runtime, sizes } from '../../conformance/replay/c-parts.ts';
import { AT, flagsOf, LINUX, type Meaning, type Symbols } from '../../conformance/replay/c-symbols.ts';
import type { Proposal, ProposedCall } from '../../spec/index.ts';
import { nameOf, parametersOf } from '../material.ts';
import { blocksOf, share } from './blocks.ts';
import type { Chosen } from './cases.ts';
import { comment, generatedBy, identifiers, numberOf } from './text.ts';

/** The names of Linux, and of the proposal's new calls and flags; what an argument means is told by the name of its parameter. */
function symbolsOf({ calls, prototypes, flags }: Proposal): Symbols {
  const names = Object.fromEntries(flags.map(({ name, value }) => [name, Number(value)]));
  const own = calls.flatMap(({ name, number }): [number, readonly (Meaning | undefined)[]][] => {
    const text = prototypes.find((one) => nameOf(one.text) === name)?.text;
    if (number === undefined || text === undefined) return [];
    const meaning = (parameter: string) =>
      parameter === 'flags' ? flagsOf(names) : /^(?:dirfd|dfd)$/.test(parameter) ? AT : undefined;
    return [[number, parametersOf(text).map((one) => meaning(one.name))]];
  });
  const numbers = calls.flatMap(({ name, number }): [number, string][] =>
    number === undefined ? [] : [[number, name]],
  );
  return { calls: new Map([...LINUX.calls, ...numbers]), args: new Map([...LINUX.args, ...own]) };
}

const fallback = ({ name, number }: ProposedCall): string[] =>
  number === undefined ? [] : numberOf(name, number);

/** For what may be seen alone. */
const ONE = `
/* The state that we are in, where there is one. */
static int state(void)
{
	int i;

	for (i = 0; i < NR_STATES - 1 && !is_possible[i]; i++)
		;
	return i;
}

/* This alone may be seen. */
static void __maybe_unused sees(const char *lines)
{
	int from = state();

	allow(from, lines, from + 1);
	check();
}

/* The call of this step returns, and nothing else happens. */
static void __maybe_unused returns(const char *result)
{
	char line[1024];

	snprintf(line, sizeof(line), "t%d %s = %s\\n", (int)(current - shared->tasks), current_text,
		 result);
	sees(line);
}
`;

const MAIN = `
int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc == 2 && i < ARRAY_SIZE(sequences); i++) {
		if (strcmp(sequences[i].name, argv[1]))
			continue;
		if (geteuid()) {
			fprintf(stderr, "it needs to be root\\n");
			return 2;
		}
		prepare();
		sequences[i].run();
		finish(0);
	}
	fprintf(stderr, "usage: %s SEQUENCE\\n", argv[0]);
	return 2;
}
`;

/** The part of the runtime that does not depend on a sequence: a header. */
export function runtimeHeader(parts: readonly SequenceParts[], slug: string): string {
  const allowed = Math.max(1, ...parts.map((one) => one.allowed));
  const states = Math.max(1, ...parts.map((one) => one.states));
  const [main = ''] = runtime('main.c').split(/^int main\(/m);
  return [
    '/* SPDX-License-Identifier: GPL-2.0-only */',
    `/* ${generatedBy(slug)} */\n`,
    ...beginning('root', parts.map(({ statements }) => statements).join('')),
    sizes(allowed, states),
    ...['seen.c', 'judge.c', 'gather.c'].map(runtime),
    ...(parts.some(({ readers }) => readers.size > 0) ? [runtime('written.c')] : []),
    ...(parts.some(({ int80 }) => int80) ? [runtime('int80.c')] : []),
    main.trimEnd(),
    ONE,
  ].join('\n');
}

const functionText = (name: string, blocks: readonly string[]): string =>
  `static void ${name}(void)\n{\n${blocks.join('\n')}\n}\n`;

/** The sequences, and their parts. */
export function sequencesProgram(
  conformance: Conformance,
  chosen: readonly Chosen[],
  proposal: Proposal,
): { readonly header: string; readonly program: string } {
  const { calls } = proposal;
  const symbols = symbolsOf(proposal);
  const parts = chosen.map(({ generated }) => sequenceParts(conformance, generated, symbols));
  const ids = identifiers(chosen.map(({ title }) => title));
  const readers = new Map(parts.flatMap((one) => [...one.readers]));
  const { beginnings, bodies } = share(parts.map(({ statements }) => blocksOf(statements)));
  const functions = [
    ...beginnings.map(({ name, blocks }) => functionText(name, blocks)),
    ...bodies.map(({ begin, blocks }, at) => {
      const head = begin === null ? [] : [`\t${begin}();`];
      return `${comment(chosen[at]!.title)}\n${functionText(`test_${ids[at]!}`, [...head, ...blocks])}`;
    }),
  ];
  const fallbacks = calls
    .flatMap(fallback)
    .flatMap((line, at, all) => (at === all.length - 1 ? [line, ''] : [line]));
  const table = ids.map((id) => `\tSEQUENCE(${id}),`);
  const program = [
    '// SPDX-License-Identifier: GPL-2.0-only',
    '/*',
    ' * Sequences of calls. After each of them stands what may be seen: which calls have returned, with',
    ' * what, and who sleeps.',
    ' *',
    ` * ${generatedBy(proposal.slug)}`,
    ' */',
    '#include "sequence.h"',
    '',
    ...fallbacks,
    ...readers.values(),
    ...functions,
    '#define SEQUENCE(name)\t{ #name, test_##name }\n',
    'static const struct {\n\tconst char *name;\n\tvoid (*run)(void);\n} sequences[] = {',
    ...table,
    '};',
    MAIN,
  ].join('\n');
  return { header: runtimeHeader(parts, proposal.slug), program };
}
