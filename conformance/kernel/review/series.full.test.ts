// SPDX-License-Identifier: MIT
// Every patch series as it would be sent: it applies as it is, each of its patches builds, and neither checkpatch nor
// the compiler nor sparse has more to say than exceptions.json lists, in a folder beside the patches.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_NAMES } from '../bases.ts';
import { flavourNamed } from '../flavours.ts';
import { optionsOf, type Patch, readPatch } from '../source/patch.ts';
import { patchesOf } from '../source/patches.ts';
import { findSource } from '../source/source.ts';
import { newestOf } from '../source/wiring/table.ts';
import { place } from './mail.ts';
import { newReports, type Report, readExceptions, unsettled } from './reports.ts';
import { type Built, ReviewTree } from './review.ts';
import { REVIEW_CONFIGS, type ReviewConfig } from './review-config.ts';
import { allSeries, brokenBy, callsOf, objectsOf, type Series, tablesWithout } from './series.ts';

let tree: ReviewTree;

/** The series up to each of its patches, the empty one first. */
const prefixes = ({ patches }: Series): Patch[][] =>
  [0, ...patches.keys()].map((_, count) => patches.slice(0, count));

/** What the build of a series says that the build of the pristine source does not, and the objects of its last patch. */
async function built(series: Series, config: ReviewConfig): Promise<Built> {
  const reports: Report[] = [];
  let pristine: Built | undefined;
  let last: Built | undefined;
  for (const patches of prefixes(series)) {
    const options = optionsOf(patches);
    if (pristine !== undefined && !config.on && options.length === 0) continue;
    await tree.patch(patches);
    last = await tree.objects(config, options, objectsOf(series.patches));
    pristine ??= last;
    reports.push(...newReports(pristine.reports, last.reports));
  }
  return { reports, objects: last?.objects ?? [] };
}

const listedOn =
  (base: string) =>
  ({ folder }: Series, tool: Report['tool']) =>
    [folder, join(folder, base)].flatMap(readExceptions).filter((exception) => exception.tool === tool);

describe.each(BASE_NAMES)('Linux %s', (base) => {
  const listed = listedOn(base);
  beforeAll(async () => {
    tree = await ReviewTree.open(await findSource(undefined, base));
  });
  afterAll(() => tree?.close());

  describe.each(allSeries(base))('the series of $slug', (written) => {
    let series: Series;
    beforeAll(async () => {
      series = { ...written, patches: await tree.sent(written.slug, base) };
    });

    test('is numbered', () => {
      const { patches } = series;
      const subjects = patches.map(
        ({ path }) => /^Subject: \[(.*?)\] /m.exec(readFileSync(path, 'utf8'))?.[1],
      );
      expect(subjects).toEqual(patches.map((_, at) => `PATCH ${place(at + 1, patches.length)}`));
    });

    test('applies to the source as it is, and after the test-only patches', async () => {
      expect(series.patches.length).toBeGreaterThan(0);
      await tree.patch([...patchesOf(flavourNamed('unpatched'), undefined, { base }), ...series.patches]);
      await tree.patch(series.patches);
      // With its points, and with another variant in its place.
      for (const flavour of ['fast', 'naive', 'today-fixed'])
        await tree.patch(patchesOf(flavourNamed(flavour), series.slug, { base }));
    });

    test('checkpatch says nothing that is not listed', async () => {
      await tree.patch([]);
      const reports: Report[] = [];
      for (const patch of series.patches) reports.push(...(await tree.checkpatch(patch)));
      expect(unsettled(reports, listed(series, 'checkpatch'))).toEqual([]);
    });

    test('each patch builds, and compiler and sparse say nothing new that is not listed', async () => {
      const all: Built[] = [];
      for (const config of REVIEW_CONFIGS) all.push(await built(series, config));
      const reports = all.flatMap((each) => each.reports);
      expect(unsettled(reports, listed(series, 'build'))).toEqual([]);
      // What no configuration has, nobody has looked at.
      const objects = new Set(all.flatMap((each) => each.objects));
      expect([...objects].sort()).toEqual(objectsOf(series.patches).sort());
    });

    test('its calls are in every table in which the newest call is', async () => {
      const calls = callsOf(series.patches);
      await tree.patch([]);
      const newest = newestOf(readFileSync(tree.path('scripts/syscall.tbl'), 'utf8'))!.name;
      if (calls.length > 0) expect(tablesWithout(tree.path(''), newest, calls)).not.toEqual([]);
      await tree.patch(series.patches);
      expect(tablesWithout(tree.path(''), newest, calls)).toEqual([]);
      const archs = series.patches.flatMap(({ files }) =>
        files.flatMap((file) => /^arch\/(\w+)\/.*\.tbl$/.exec(file)?.[1] ?? []),
      );
      for (const arch of new Set([...archs, ...(calls.length > 0 ? ['riscv'] : [])])) {
        const tables = [...(await tree.calls(arch))].filter(([, names]) => names.includes(newest));
        expect(tables, arch).not.toEqual([]);
        for (const [table, names] of tables)
          expect(names, `${arch}: ${table}`).toEqual(expect.arrayContaining(calls));
      }
    });

    test('a kernel without what it adds links', async () => {
      await tree.patch(series.patches);
      await tree.kernel(REVIEW_CONFIGS.find(({ on }) => !on)!, optionsOf(series.patches));
    });
  });

  test('all series apply together', async () => {
    await tree.patch(patchesOf(flavourNamed('all'), undefined, { base }));
  });

  describe.each(allSeries(base).filter(({ mutants }) => mutants.length > 0))(
    'the mutants of $slug',
    (written) => {
      const { slug } = written;
      let series: readonly Patch[];
      beforeAll(async () => {
        series = await tree.sent(slug, base);
      });

      test.each(written.mutants)(
        '$name applies after the series, compiles, and says what it breaks',
        async (mutant) => {
          expect(brokenBy(mutant)).not.toEqual([]);
          await tree.patch([...patchesOf(flavourNamed('fast'), slug, { base }), mutant]);
          await tree.patch([...series, mutant]);
          const objects = objectsOf([mutant]);
          const { objects: compiled } = await tree.objects(REVIEW_CONFIGS[0]!, optionsOf(series), objects);
          expect(compiled).toEqual(objects);
        },
      );
    },
  );

  describe('what is planted is found:', () => {
    const FILE = 'lib/argv_split.c';
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'syspec-series-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    /** A patch that adds these lines to the end of a file. */
    function planted(lines: readonly string[]): Patch {
      const text = readFileSync(tree.path(FILE), 'utf8').trimEnd().split('\n');
      const context = text.slice(-3).map((line) => ` ${line}`);
      const added = lines.map((line) => `+${line}`);
      const hunk = `@@ -${text.length - 2},3 +${text.length - 2},${3 + added.length} @@`;
      const header = [
        'Subject: [PATCH] lib: plant a fault',
        '',
        'To be found.',
        '---',
        `diff --git a/${FILE} b/${FILE}`,
      ];
      const path = join(folder, 'planted.patch');
      writeFileSync(
        path,
        [...header, `--- a/${FILE}`, `+++ b/${FILE}`, hunk, ...context, ...added, ''].join('\n'),
      );
      return readPatch(path);
    }

    /** What is new in that file with the patch. */
    async function reported(lines: readonly string[]): Promise<string[]> {
      const [config] = REVIEW_CONFIGS;
      const objects = [FILE.replace(/c$/, 'o')];
      await tree.patch([]);
      const base = await tree.objects(config!, [], objects);
      await tree.patch([planted(lines)]);
      const faulty = await tree.objects(config!, [], objects);
      return newReports(base.reports, faulty.reports).map(({ says }) => says);
    }

    test('white space at the end of a line, by checkpatch', async () => {
      await tree.patch([]);
      const reports = await tree.checkpatch(planted(['', '/* Nothing. */ ']));
      expect(reports.map(({ says }) => says)).toEqual(['ERROR:TRAILING_WHITESPACE: trailing whitespace']);
    });

    test('a function that should be static, by the compiler and by sparse', async () => {
      expect(await reported(['', 'int planted(void);', 'int unplanted(void) { return 0; }'])).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^warning: no previous prototype for 'unplanted'/),
          expect.stringMatching(/^warning: symbol 'unplanted' was not declared/),
        ]),
      );
    });

    test('locks are counted where the annotations are for sparse', () => {
      expect(tree.countsLocks).toBe(base === '6.12');
    });

    const LOCK = ['', 'static DEFINE_SPINLOCK(planted);', 'void take(int *what);'];
    test('a lock that is kept, by sparse', async () => {
      if (!tree.countsLocks) return;
      const take = ['void take(int *what) { spin_lock(&planted); }'];
      expect(await reported([...LOCK, ...take])).toEqual([
        "warning: context imbalance in 'take' - wrong count at exit",
      ]);
    });

    test('a lock that is kept beside an annotation that sparse cannot read', async () => {
      if (!tree.countsLocks) return;
      const unreadable = ['void give(int *what) __releases(({ what; })) { spin_unlock(&planted); }'];
      const take = ['void take(int *what) { spin_lock(&planted); }'];
      const give = ['void give(int *what);', ...unreadable];
      expect(await reported([...LOCK, ...give, ...take])).toEqual([
        "warning: context imbalance in 'take' - wrong count at exit",
      ]);
    });

    test('what does not compile', async () => {
      await expect(reported(['', '#error planted'])).rejects.toMatchObject({
        code: 'KERNEL_BUILD',
        message: expect.stringContaining('#error planted'),
      });
    });
  });
});
