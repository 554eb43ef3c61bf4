// SPDX-License-Identifier: MIT
// A program with all of its mutants in it: each number changes what it should, and nothing else.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { readC } from './c/tokens.ts';
import { findIn } from './find/index.ts';
import { withSchemata } from './schemata.ts';

const TOY = `\
#include <stdio.h>
#include <stdlib.h>

static void sock_put(int a) { printf("put %d ", a); }
static void lock(int *l) { printf("lock "); }
static void unlock(int *l) { printf("unlock "); }

static int call(int a, int b, int *l)
{
	int kind = a & 1 ? 1 : 2;

	if (a == 1)
		sock_put(a);
	else
		sock_put(9);
	if (a == 2 || (b &&
	    a == 3)) {
		printf("guard ");
		goto out;
	}
	lock(l);
	printf("kind %d ", kind);
	unlock(l);
out:
	return kind;
}

int main(int argc, char **argv)
{
	extern int syspec_mutant;
	int l = 0;

	if (argc > 1)
		syspec_mutant = atoi(argv[1]);
	for (int a = 1; a <= 3; a++) {
		call(a, a == 3, &l);
		printf("\\n");
	}
	return 0;
}
`;

/** The body of call(). */
const ADDED = new Set(Array.from({ length: 19 }, (_, i) => i + 9));

const top = folderOfFile();
const mutations = findIn(readC('toy.c', TOY), ADDED).mutations.map((one, i) => ({ ...one, number: i + 1 }));

beforeAll(() => {
  mkdirSync(join(top, 'linux'));
  writeFileSync(join(top, 'linux', 'types.h'), '#include <stdbool.h>\n#define __always_inline inline\n');
  const header = readFileSync(inRoot('conformance', 'mutants', 'kernel', 'syspec_mutant.h'));
  writeFileSync(join(top, 'linux', 'syspec_mutant.h'), header);
  const text = withSchemata(readC('toy.c', TOY), mutations, 'linux/syspec_mutant.h');
  writeFileSync(join(top, 'toy.c'), `${text}int syspec_mutant;\n`);
  execFileSync('gcc', ['-Wall', '-Werror', '-I', top, '-o', join(top, 'toy'), join(top, 'toy.c')]);
});

const run = (number: number) =>
  execFileSync(join(top, 'toy'), [String(number)], { encoding: 'utf8' })
    .replaceAll(' \n', '\n')
    .trim();

const RIGHT = 'put 1 lock kind 1 unlock\nput 9 guard\nput 9 guard';

test('number 0 changes nothing, and neither does one that there is not', () => {
  expect([run(0), run(mutations.length + 1)]).toEqual([RIGHT, RIGHT]);
});

test.each([
  ["negate 'a & 1 ?'", 'put 1 lock kind 2 unlock\nput 9 guard\nput 9 guard'],
  ["never 'a & 1 ?'", 'put 1 lock kind 2 unlock\nput 9 guard\nput 9 guard'],
  ["always 'a & 1 ?'", RIGHT],
  ["negate 'a == 1'", 'put 9 lock kind 1 unlock\nput 2 guard\nput 3 guard'],
  ["never 'a == 1'", 'put 9 lock kind 1 unlock\nput 9 guard\nput 9 guard'],
  ["delete 'sock_put(a)'", 'lock kind 1 unlock\nput 9 guard\nput 9 guard'],
  ["delete 'sock_put(9)'", 'put 1 lock kind 1 unlock\nguard\nguard'],
  ["negate 'a == 2 || (b && a == 3)'", 'put 1 guard\nput 9 lock kind 2 unlock\nput 9 lock kind 1 unlock'],
  [
    "never 'a == 2 || (b && a == 3)'",
    'put 1 lock kind 1 unlock\nput 9 lock kind 2 unlock\nput 9 lock kind 1 unlock',
  ],
  [
    "drop 'a == 2' from 'a == 2 || (b && a == 3)'",
    'put 1 lock kind 1 unlock\nput 9 lock kind 2 unlock\nput 9 guard',
  ],
  ["negate 'a == 2' in 'a == 2 || (b && a == 3)'", 'put 1 guard\nput 9 lock kind 2 unlock\nput 9 guard'],
  [
    "drop '(b && a == 3)' from 'a == 2 || (b && a == 3)'",
    'put 1 lock kind 1 unlock\nput 9 guard\nput 9 lock kind 1 unlock',
  ],
  [
    "negate '(b && a == 3)' in 'a == 2 || (b && a == 3)'",
    'put 1 guard\nput 9 guard\nput 9 lock kind 1 unlock',
  ],
  ["drop 'b' from 'b && a == 3'", RIGHT],
  ["negate 'b' in 'b && a == 3'", 'put 1 lock kind 1 unlock\nput 9 guard\nput 9 lock kind 1 unlock'],
  ["drop 'a == 3' from 'b && a == 3'", RIGHT],
  ["negate 'a == 3' in 'b && a == 3'", 'put 1 lock kind 1 unlock\nput 9 guard\nput 9 lock kind 1 unlock'],
  ['delete \'printf("guard ")\'', 'put 1 lock kind 1 unlock\nput 9\nput 9'],
  [
    "delete 'goto out' under 'a == 2 || (b && a == 3)'",
    'put 1 lock kind 1 unlock\nput 9 guard lock kind 2 unlock\nput 9 guard lock kind 1 unlock',
  ],
  ["delete 'lock(l)'", 'put 1 kind 1 unlock\nput 9 guard\nput 9 guard'],
  ['delete \'printf("kind %d ", kind)\'', 'put 1 lock unlock\nput 9 guard\nput 9 guard'],
  ["delete 'unlock(l)'", 'put 1 lock kind 1\nput 9 guard\nput 9 guard'],
  ["delete 'lock(l)' with its unlock", 'put 1 kind 1\nput 9 guard\nput 9 guard'],
])('%s', (change, expected) => {
  const [found, ...others] = mutations.filter((one) => one.change === change);
  expect([found === undefined, others]).toEqual([false, []]);
  expect(run(found!.number)).toBe(expected);
});

test('no mutant is left out here', () => expect(mutations).toHaveLength(23));
