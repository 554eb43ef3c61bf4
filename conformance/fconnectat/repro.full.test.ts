// SPDX-License-Identifier: MIT
// The reproducers, on kernels of both bases: each prints what its table in docs/fconnectat/README.md says.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import { runInit } from '../kernel/boot/run-init.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { compileProgram, programInit } from '../replay/fixtures/program.ts';

/** The columns of the table, in order. */
const FLAVOURS = ['unpatched', 'today-fixed', 'fast'] as const;

/** As strerror(3) has them. */
const ERRNO = {
  EINTR: 'Interrupted system call',
  EISCONN: 'Transport endpoint is already connected',
  ECONNREFUSED: 'Connection refused',
  ENOSYS: 'Function not implemented',
};

const SOURCES = inRoot('docs', 'fconnectat', 'repro');
const NAMES = readdirSync(SOURCES).map((file) => file.replace(/\.c$/, ''));

/** What each program is to print, by its name and argument: one cell a flavour. */
const table = new Map(
  [...readFileSync(inRoot('docs', 'fconnectat', 'README.md'), 'utf8').matchAll(/^\| `(.*?)` \|(.*)\|$/gm)]
    .map(([, program, cells]) => [program!, cells!.split('|').map((cell) => cell.trim())] as const)
    .filter(([, cells]) => cells.length === FLAVOURS.length),
);

/** As a cell has it: what is printed last, in one line, errors by name, and the exit status. */
function cellOf(program: string, said: string): string {
  const { printed, status } = /^(?<printed>[\s\S]*?)\n?-> (?<status>-?\d+)\n$/.exec(said)!.groups!;
  const [name] = program.split(' ');
  // A program that has lost a race says so, and tries again.
  const parts = printed!.split(new RegExp(`^${name}(?: \\w+)?: ?`, 'm'));
  const last = name === 'moved' ? printed!.replace(/^moved \w+:\n/, '') : parts.at(-1)!;
  const line = last.trim().replaceAll(/\n/g, '; ').replaceAll(/ {2,}/g, ': ');
  const named = Object.entries(ERRNO).reduce((text, [errno, words]) => text.replaceAll(words, errno), line);
  return `${named} (${status})`;
}

const folder = folderOfFile();
const compile = (source: string) => compileProgram(source, folder, '-O1');

let init: Uint8Array;
let files: { path: string; data: Uint8Array }[];
beforeAll(async () => {
  init = await programInit();
  const runner = inRoot('conformance', 'fconnectat', 'fixtures', 'repro.c');
  files = [
    { path: '/program', data: compile(runner) },
    { path: '/repro/list', data: Buffer.from([...table.keys()].map((line) => `${line}\n`).join('')) },
    ...NAMES.map((name) => ({ path: `/repro/${name}`, data: compile(join(SOURCES, `${name}.c`)) })),
  ];
});

test('the table has every program', () => {
  expect([...new Set([...table.keys()].map((one) => one.split(' ')[0]))].sort()).toEqual(NAMES.sort());
});

async function printed(flavour: string, base: BaseName): Promise<Map<string, string>> {
  const { image } = await buildKernel({ flavour, slug: 'fconnectat', base });
  const { text } = await runInit({ kernel: image, init, files, timeLimitMs: 600_000 });
  const programs = text.split(/^== /m).slice(1);
  const said = programs.map((one) => one.split(/\n(?<rest>[\s\S]*)/) as [string, string]);
  return new Map(
    said.map(([program, rest]) => [program, cellOf(program, rest.replace(/^folders [\s\S]*/m, ''))]),
  );
}

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test.each(FLAVOURS.map((flavour, column) => [flavour, column] as const))(
    '%s: each prints what its table says',
    async (flavour, column) => {
      const said = await printed(flavour, base);
      expect(said).toEqual(new Map([...table].map(([program, cells]) => [program, cells[column]])));
    },
  );
});
