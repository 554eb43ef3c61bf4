// SPDX-License-Identifier: MIT
// Callers that walk under RCU beside a task on another CPU that renames what they walk along. What the lanes of `conform` arm, or
// run on one CPU, is never met there (conformance/README.md, "What is not walked").
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { interfaceOf } from '../interface.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import { runInit } from '../kernel/boot/run-init.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { compileProgram, programInit } from '../replay/fixtures/program.ts';

/** How often, of a race and a way to connect: see fixtures/walks.c. */
interface Counts {
  readonly calls: number;
  readonly here: number;
  readonly there: number;
  readonly wrong: number;
  readonly met: number;
}

/** For how long each is tried, in seconds; longer where nothing has been met by then. */
const SECONDS = 1;

const folder = folderOfFile();
let init: Uint8Array;
beforeAll(async () => {
  init = await programInit();
});

function program(nr: number): Uint8Array {
  const source = inRoot('conformance', 'fconnectat', 'fixtures', 'walks.c');
  return compileProgram(source, folder, '-O2', `-DNR=${nr}`, `-DSECONDS=${SECONDS}`);
}

function countsOf(line: string): Counts {
  const [, ...pairs] = line.split(/ (?=[a-z]+ \d)/);
  return Object.fromEntries(pairs.map((pair) => pair.split(' ')).map(([of, n]) => [of, Number(n)])) as never;
}

/** By race and way. */
async function walked(base: BaseName, flavour: string, ...patches: string[]): Promise<Map<string, Counts>> {
  const slug = 'fconnectat';
  const faults = patches.map((name) => inRoot('conformance', slug, 'fixtures', name));
  const { image } = await buildKernel({ flavour, slug, base, patches: faults });
  const nr = flavour === 'unpatched' ? 0 : interfaceOf(slug).numbers.fconnectat!;
  const files = [{ path: '/program', data: program(nr) }];
  const { text } = await runInit({ kernel: image, init, files, cpus: 2, timeLimitMs: 300_000 });
  const lines = text.split('\n').filter((line) => line.includes(' calls '));
  return new Map(lines.map((line) => [line.replace(/ calls .*/, ''), countsOf(line)]));
}

/** Ways of programs today that look first. */
const LOOK_FIRST = ['directories lstat', 'links lstat'];
/** Those that meet either socket, and never an error. */
const EITHER = ['directories connect', 'names connect'];
/** Those that find no name where there is none for a moment. */
const GAP = ['gap connect'];

/** Where nobody renames anything. */
const STILL = ['still connect'];

const EITHER_BY_CALL = ['directories path', 'names path', 'names dirfd'];
const HELD_BY_CALL = ['directories dirfd', 'directories inode', 'links nofollow'];
const GAP_BY_CALL = ['gap path'];

const all = (counts: Map<string, Counts>, names: readonly string[], count: keyof Counts) =>
  names.map((name) => counts.get(name)?.[count]);

/** All was tried, and walks under RCU were met in their middle; and a name that is missing for a moment is seen. */
function expectRaced(counts: Map<string, Counts>, names: readonly string[], gap: readonly string[]) {
  expect([...counts.keys()].sort()).toEqual([...names].sort());
  for (const [name, { here, met }] of counts)
    expect([name, here > 0, met > 0]).toEqual([name, true, !STILL.includes(name)]);
  for (const wrong of all(counts, gap, 'wrong')) expect(wrong).toBeGreaterThan(0);
}

const TODAY = [...LOOK_FIRST, ...EITHER, ...STILL, ...GAP];

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test('unpatched: who looks first connects to the other one, and this is seen', async () => {
    const counts = await walked(base, 'unpatched');
    expectRaced(counts, TODAY, GAP);
    for (const wrong of all(counts, LOOK_FIRST, 'wrong')) expect(wrong).toBeGreaterThan(0);
    expect(all(counts, EITHER, 'wrong')).toEqual([0, 0]);
  });

  test('fast: the call connects to what its directory, its inode or its name is', async () => {
    const counts = await walked(base, 'fast');
    const byCall = [...EITHER_BY_CALL, ...HELD_BY_CALL];
    expectRaced(counts, [...TODAY, ...byCall, ...GAP_BY_CALL], [...GAP, ...GAP_BY_CALL]);
    for (const there of all(counts, EITHER_BY_CALL, 'there')) expect(there).toBeGreaterThan(0);
    expect(all(counts, HELD_BY_CALL, 'there')).toEqual([0, 0, 0]);
    expect(all(counts, byCall, 'wrong')).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('a call that looks its name up twice is seen', async () => {
    const counts = await walked(base, 'fast', 'looks-twice.patch');
    expect(counts.get('links nofollow')!.wrong).toBeGreaterThan(0);
    expect(counts.get('links nofollow')!.there).toBeGreaterThan(0);
  });
});
