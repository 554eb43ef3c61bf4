// SPDX-License-Identifier: MIT
// The same calls are told in the same words by a C program.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { NR } from '../harness/protocol/nr.ts';
import { CALLS, READINGS, type ReadCall } from '../harness/schedule/fixtures/readings.ts';
import { readingsInC } from './c-readings.ts';
import { literal, quote } from './c-text.ts';

/** As much of the runtime as the text needs: two tasks, and one error. */
const STUB = `
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#define MAX_TASKS 2
struct task {
	long nr, value;
	bool exists;
	pid_t tid;
	struct { const char *at; } output[2];
};
static struct { struct task tasks[MAX_TASKS]; } memory, *shared = &memory;
static const char *error_of(long value) { return value == -2 ? "ENOENT" : NULL; }
static const char *name_of(int task) { return task ? "t1" : "t0"; }
`;

const assigned = ({ task, call, value, out }: ReadCall): string => {
  const outputs = out.map((bytes, i) => `\tt->output[${i}].at = ${literal(bytes)};\n`).join('');
  return `\tt = &shared->tasks[${task}];\n\tt->nr = ${NR[call]};\n\tt->value = ${value};\n${outputs}\tsay(result_of(t));\n`;
};

test('told in C', async () => {
  const base = join(folderOfTest(), 'readings');
  const main = [
    'static void say(const char *text)\n{\n\tputs(text ?: "");\n}\n\n',
    'int main(void)\n{\n\tstruct task *t = shared->tasks;\n\tt->exists = true;\n\tt->tid = 100;\n',
    ...[...CALLS.map(assigned), '\treturn 0;\n}\n'],
  ].join('');
  writeFileSync(`${base}.c`, [STUB, readingsInC(READINGS), main].join('\n'));
  await execa('gcc', ['-Wall', '-Wextra', '-Werror', '-o', base, `${base}.c`]);
  const { stdout } = await execa(base);
  expect(stdout.split('\n')).toEqual(CALLS.map(({ told = '' }) => told));
});

test('a name may hold what C quotes', () => {
  const names = { '/"': 'quoted "' };
  const field = { kind: 'text', at: 2, names } as const;
  const text = readingsInC({ ...READINGS, looks: [{ call: 'getpeername', says: 'peer', field }] });
  expect(text).toContain(`.name = ${quote('quoted "')}`);
});
