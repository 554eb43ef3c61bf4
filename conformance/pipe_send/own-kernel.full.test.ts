// SPDX-License-Identifier: MIT
// What no kernel of the lanes has, on one that is built for it (fixtures/own-kernel.patch):
// - a regular file and a block device that have FMODE_NOWAIT. MSG_DONTWAIT is EOPNOTSUPP all the same, for that flag promises another
//   thing there (R5);
// - a FIFO whose times cannot be written. A write of bytes that are in the pipe does not fail by them (R6);
// - a cgroup at its memory limit. MSG_DONTWAIT asks for memory as a write does, and has what can be taken back (R14, A3). Where there
//   is nothing to take back, a send is ENOMEM (E10), or has moved some bytes and says how many. No byte is lost (R6).
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import { compileProgram, printedOn } from '../replay/fixtures/program.ts';

const slug = 'pipe_send';
const [EIO, ENOMEM] = [5, 12];
const [PAGE, PAGES] = [4096, 1024];
const fixture = (name: string) => inRoot('conformance', slug, 'fixtures', name);
const mutant = (...names: string[]) => inRoot('conformance/kernel/mutants', slug, ...names);
const folder = folderOfFile();
const programs = new Map<string, Uint8Array>();
beforeAll(() => {
  for (const name of ['disks.c', 'times.c', 'memory.c', 'pages.c'])
    programs.set(name, compileProgram(fixture(name), folder));
});

/** What a program says that ends well. */
const said = (program: string, base: BaseName, ...faults: string[]): Promise<string[]> =>
  printedOn(
    { flavour: 'fast', slug, base, patches: [fixture('own-kernel.patch'), ...faults] },
    programs.get(program)!,
  );

describe.each(BASE_NAMES)('Linux %s', (base) => {
  const faulty = [
    mutant('regular-promised.patch'),
    ...['times-fail-write', 'allocation-refused'].map((name) => mutant(base, `${name}.patch`)),
    fixture(`${base}/part-forgotten.patch`),
  ];

  test('neither kind of file promises what MSG_DONTWAIT asks', async () => {
    expect(await said('disks.c', base)).toEqual([
      'regular preadv2 1 recv -95 send -95',
      'block preadv2 1 recv -95 send -95',
    ]);
  });

  test('a kernel that takes FMODE_NOWAIT for it is seen', async () => {
    const lines = await said('disks.c', base, ...faulty);
    expect(lines.map((line) => line.replace(/ send .*/, ''))).toEqual([
      'regular preadv2 1 recv 1',
      'block preadv2 1 recv 1',
    ]);
  });

  test.each([
    ['does not fail', [] as string[], 1],
    ['fails, where a fault has it so', faulty, -EIO],
  ])('a write whose times cannot be written %s', async (_, faults, value) => {
    const calls = ['write', 'send', 'MSG_DONTWAIT'];
    expect(await said('times.c', base, ...faults)).toEqual(calls.map((call) => `${call} ${value} read 1`));
  });

  test('at the limit of memory, MSG_DONTWAIT has what can be taken back', async () => {
    expect(await said('memory.c', base)).toEqual([
      `MSG_DONTWAIT sent ${PAGES} of ${PAGES}, 0`,
      `none sent ${PAGES} of ${PAGES}, 0`,
    ]);
  });

  test('a kernel that asks for memory which is there at once is seen', async () => {
    const [dontwait, none] = await said('memory.c', base, ...faulty);
    expect(dontwait).toMatch(new RegExp(`^MSG_DONTWAIT sent \\d+ of ${PAGES}, ${ENOMEM}$`));
    expect(none).toBe(`none sent ${PAGES} of ${PAGES}, 0`);
  });

  test.each([
    ['says', [] as string[], PAGE],
    ['forgets, where a fault has it so,', faulty, -1],
  ])('without memory for all of its bytes, a send %s how many it has moved', async (_, faults, part) => {
    const line = (flag: string) => `${flag} ${ENOMEM}, of two pages ${part}, 0 pages wrong, then ${PAGE}`;
    expect(await said('pages.c', base, ...faults)).toEqual(['MSG_DONTWAIT', 'none'].map(line));
  });
});
