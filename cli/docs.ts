// SPDX-License-Identifier: MIT
// syspec docs: write what would be sent of a proposal, or check it as a strict maintainer would.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { ROOT } from '../base/root.ts';
import { didYouMean } from '../base/suggest.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { BASE_NAMES, type BaseName } from '../conformance/kernel/bases.ts';
import { onDisk } from '../conformance/kernel/tools/failure.ts';
import { handMutants } from '../conformance/mutants/hand.ts';
import { basesOf } from '../documents/bases.ts';
import { evidenceOf } from '../documents/evidence.ts';
import { asideIn } from '../documents/gate/aside.ts';
import { gateLines, onDiskLine } from '../documents/gate/gate.ts';
import { asJson, isOk, type Line, summary, table } from '../documents/gate/line.ts';
import { notThere, notThereLines } from '../documents/gate/unwritten.ts';
import {
  type Base,
  type Documents,
  type Generated,
  generate,
  requireUntouched,
  writeDocuments,
} from '../documents/generate.ts';
import { proseFile } from '../documents/prose.ts';
import { cacheFolder } from '../tla/runner/cache.ts';
import { paragraphs } from './help.ts';
import { refuseIdle } from './idle.ts';
import { noKernel } from './no-kernel.ts';
import { interruptible } from './signals.ts';
import { type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { fullRuns } from './test/conform.ts';
import { requireRoom } from './written.ts';

interface Flags {
  readonly out?: string;
  readonly source?: string;
  readonly base?: BaseName;
  readonly check: boolean;
  readonly ready: boolean;
  readonly boot: boolean;
  readonly only?: string;
  readonly json: boolean;
}

const AFTER = paragraphs(
  "For each proposal: the man page and its rendering, the page below Documentation/, a kselftest, syzkaller's description, comments in kernel-doc, the open questions, the checklist of adding-syscalls.rst, and for each source a series as an mbox that git am takes, and the fixes of Linux in it as one of their own.",
  'What is claimed to have been found is read from records/; what is stale there, or missing, is named and not claimed.',
  'Nothing has a Signed-off-by: EDITME stands where a person has to write. Fill it in below the folder of --out: what you change there is not written over. --check --ready --out with that folder fails while one is left there, or a letter or patch has no Signed-off-by or no Assisted-by.',
  'Exit status: 0 all checks that were made hold, and without --boot the last line says how many were not; 1 one does not; 2 bad usage, or a text that cannot be used; 3 no verdict: a tool is missing.',
);

/** The command. */
export function docsCommand(): Command {
  return new Command('docs')
    .description(SUMMARIES.docs)
    .argument('[slug...]', 'proposals; by default all that somebody has written about')
    .option(
      '--out <dir>',
      'where to write (default: out; with --check a new folder in the cache, which the commands of its lines name). With --check what is there already is compared, and stays: what stands in the place of an EDITME is yours',
    )
    .addOption(
      new Option(
        '--base <release>',
        'for this Linux alone (default: each for which there are patches)',
      ).choices(BASE_NAMES),
    )
    .option('--source <dir>', "a kernel tree (default: Debian's source package)")
    .option('--check', 'check it, a line a check, each with the command that repeats it', false)
    .option('--ready', 'with --check: fail while something is open: left for a person, or for --boot', false)
    .option(
      '--boot',
      'with --check: also compile after each patch, and run the selftest in guests: patched, unpatched, and on mutants (needs QEMU)',
      false,
    )
    .option(
      '--only <text>',
      'with --boot: of the mutants, only those with this in their name; with --ready the others are open',
    )
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', AFTER)
    .action(async (slugs: string[], flags: Flags, command: Command) => {
      if (!flags.boot) refuseIdle(command, ['only'], 'without --boot', 'Add --check --boot.');
      if (!flags.check && (flags.ready || flags.boot))
        throw new SyspecError('BAD_USAGE', '--ready and --boot are about what is checked', 'Add --check.');
      const chosen = selected(slugs);
      if (flags.only !== undefined) requireFault(chosen, flags.only, flags.base);
      // Who names proposals asks for no other.
      const unwritten = slugs.length > 0 ? [] : notThereLines(ROOT);
      const progress = startProgress(flags.check ? 'checking' : 'writing');
      const printed = interruptible((signal) =>
        run(chosen, unwritten, flags, { signal, onProgress: (text) => progress.update(text) }),
      );
      print(await printed.finally(() => progress.done()));
    });
}

/** @throws SyspecError BAD_USAGE for what is no proposal; BAD_INPUT where nobody has written about any */
function selected(slugs: readonly string[]): readonly string[] {
  const known = Object.keys(CONFORMANCE);
  const written = known.filter((slug) => notThere(ROOT, slug) === undefined);
  const unknown = slugs.find((slug) => !known.includes(slug));
  if (unknown !== undefined) throw noKernel(unknown, written);
  for (const slug of slugs) {
    const part = notThere(ROOT, slug);
    if (part !== undefined)
      throw new SyspecError(
        'BAD_INPUT',
        `${slug}: ${part} is not there`,
        'documents/README.md says what is needed.',
      );
  }
  if (slugs.length > 0) return slugs;
  if (written.length > 0) return written;
  throw new SyspecError(
    'BAD_INPUT',
    `nobody has written about ${known.join(', ')}`,
    `Write ${proseFile('SLUG')}.`,
  );
}

/** Looked at before the work. @throws SyspecError BAD_USAGE where no fault has that in its name: none would be tried */
function requireFault(slugs: readonly string[], only: string, base: BaseName | undefined): void {
  const bases = base === undefined ? BASE_NAMES : [base];
  const ids = slugs.flatMap((slug) => bases.flatMap((one) => handMutants(slug, one))).map(({ id }) => id);
  if (ids.some((id) => id.includes(only))) return;
  throw new SyspecError(
    'BAD_USAGE',
    `no fault has '${only}' in its name`,
    didYouMean(only, [...new Set(ids)]),
  );
}

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** The documents of one proposal, and the kernels that they are for. */
interface Made {
  readonly documents: Documents;
  readonly bases: Base[];
}

async function made(slug: string, { source, base }: Flags, { signal, onProgress }: Watch): Promise<Made> {
  onProgress(`${slug}: kernel sources`);
  const bases = await basesOf(slug, { env: process.env, signal, source, only: base });
  const wanted = fullRuns().filter((one) => one.slug === slug);
  const evidence = evidenceOf(ROOT, slug, wanted);
  return { documents: await generate(slug, { root: ROOT, evidence, bases, onProgress }), bases };
}

async function run(
  slugs: readonly string[],
  unwritten: readonly Line[],
  flags: Flags,
  watch: Watch,
): Promise<Printed> {
  const cache = join(cacheFolder(), 'documents');
  const aside = flags.check ? await onDisk('what is checked', cache, async () => asideIn(cache)) : undefined;
  const out = flags.out ?? aside ?? 'out';
  const written: string[] = [];
  const lines: Line[] = [];
  const gaps: string[] = [];
  const all: (Generated & Made & { readonly isThere: boolean })[] = [];
  // What lies there already may have been filled in: it is compared, and stays.
  const liesThere = (slug: string) => flags.out !== undefined && existsSync(join(out, slug));
  if (!flags.check || !slugs.every(liesThere)) requireRoom(out);
  for (const slug of slugs) {
    const isThere = aside !== undefined && liesThere(slug);
    all.push({ isThere, folder: isThere ? aside : out, slug, ...(await made(slug, flags, watch)) });
  }
  requireUntouched(all.filter(({ folder }) => folder !== aside));
  for (const { isThere, folder, slug, documents, bases } of all) {
    if (isThere) lines.push(onDiskLine(out, documents));
    written.push(...writeDocuments(folder, slug, documents));
    gaps.push(
      ...documents.evidence.gaps.map(({ title, place, why }) => `${place}: '${title}' ${why}: not claimed`),
    );
    if (flags.check)
      lines.push(
        ...(await gateLines(documents, {
          root: ROOT,
          folder,
          filled: isThere ? out : undefined,
          bases,
          env: process.env,
          ...watch,
          boot: flags.boot,
          ready: flags.ready,
          only: flags.only,
          source: flags.source,
        })),
      );
  }
  if (flags.check) return checked([...lines, ...unwritten], flags);
  const without = unwritten.map(
    ({ slug, details }) => `-- not written: ${slug}: ${details[0]?.split(';')[0]}`,
  );
  const text = flags.json
    ? `${JSON.stringify({ schema: 1, ok: true, written, notClaimed: gaps, notThere: unwritten.map(({ slug }) => slug) })}\n`
    : [...gaps, ...without, `${counted(written.length, 'file')} in ${out}`]
        .map((line) => `${line}\n`)
        .join('');
  return { text, exitCode: EXIT.holds };
}

function checked(lines: readonly Line[], { ready, json }: Flags): Printed {
  const text = json ? asJson(lines, ready) : `${table(lines)}${summary(lines, ready)}`;
  return { text, exitCode: isOk(lines, ready) ? EXIT.holds : EXIT.failed };
}
