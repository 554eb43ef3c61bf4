// SPDX-License-Identifier: MIT
// `syspec kernel series`: the patches of a proposal as they are sent, the wiring of its calls among them, for a reviewer to read.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { kernelCache } from '../conformance/kernel/cache.ts';
import { sentSeries } from '../conformance/kernel/review/sent.ts';
import { findSource, unpacked } from '../conformance/kernel/source/source.ts';
import { baseOption, type SourceFlags, sourceOption } from './base-option.ts';
import { interruptible } from './signals.ts';
import { print } from './stdout.ts';
import { whoseKernel } from './whose-kernel.ts';
import { requireRoom } from './written.ts';

interface SeriesFlags extends SourceFlags {
  readonly out: string;
  readonly json: boolean;
}

/** The command `kernel series`. */
export function seriesCommand(): Command {
  return new Command('series')
    .description(
      'Write the patches of a proposal as they are sent, without selftest and documentation, which `docs` adds.',
    )
    .argument('[slug]', 'the proposal; needed where there are several')
    .requiredOption('--out <dir>', 'where to write them')
    .addOption(baseOption('the Linux that they are for'))
    .addOption(sourceOption("the kernel tree that they are for (default: Debian's linux-source-BASE)"))
    .option('--json', 'print one JSON object', false)
    .action(async (whose: string | undefined, { out, base, source, json }: SeriesFlags) => {
      const progress = startProgress('writing');
      const onProgress = (text: string) => progress.update(text);
      const written = await interruptible((signal) =>
        writeSeries(whose, out, { base, source, signal, onProgress }),
      ).finally(() => progress.done());
      const text = json
        ? `${JSON.stringify({ schema: 1, ok: true, written })}\n`
        : written.map((path) => `${path}\n`).join('');
      print({ text, exitCode: EXIT.holds });
    });
}

/** `git am DIR/*.patch` takes whatever lies there. @throws SyspecError BAD_USAGE where that is another patch than these */
export function refuseOthers(out: string, names: readonly string[]): void {
  if (!existsSync(out)) return;
  const other = readdirSync(out).find((file) => file.endsWith('.patch') && !names.includes(file));
  if (other !== undefined)
    throw new SyspecError(
      'BAD_USAGE',
      `${join(out, other)} is no patch of this series`,
      'Name another folder by --out.',
    );
}

/** @throws SyspecError BAD_INPUT where there is nothing to write, BAD_USAGE where it cannot be written; what `sentSeries` throws */
async function writeSeries(
  whose: string | undefined,
  out: string,
  {
    base,
    source,
    signal,
    onProgress,
  }: Omit<SourceFlags, 'source'> & {
    readonly source: string | undefined;
    readonly signal: AbortSignal;
    onProgress(text: string): void;
  },
): Promise<string[]> {
  const slug = whoseKernel('series', whose)!;
  requireRoom(out);
  const cache = kernelCache();
  onProgress('unpacking the source');
  const pristine = await unpacked(await findSource(source, base), cache, { env: process.env, signal });
  onProgress('the patches, and the wiring of the calls');
  const context = { env: process.env, signal, cache: cache.root };
  const aside = mkdtempSync(join(tmpdir(), 'syspec-series-'));
  try {
    const patches = await sentSeries(slug, pristine, aside, context, { base });
    if (patches.length === 0)
      throw new SyspecError(
        'BAD_INPUT',
        `${slug} has no patch series for Linux ${base}`,
        'Give another --base.',
      );
    refuseOthers(
      out,
      patches.map(({ name }) => name),
    );
    mkdirSync(out, { recursive: true });
    return patches.map(({ path, name }) => {
      const to = resolve(out, name);
      copyFileSync(path, to);
      return to;
    });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
