// SPDX-License-Identifier: MIT
// The selftest in guests: it passes with the series, is skipped without it, and fails on each seeded fault of what it claims.
import { availableParallelism } from 'node:os';
import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { inParallel } from '../../base/pool.ts';
import { inRoot } from '../../base/root.ts';
import { type BaseName, DEFAULT_BASE } from '../../conformance/kernel/bases.ts';
import type { InitramfsFile } from '../../conformance/kernel/boot/initramfs.ts';
import { compileInit, runInit } from '../../conformance/kernel/boot/run-init.ts';
import { buildKernel } from '../../conformance/kernel/build/build.ts';
import type { Documents } from '../generate.ts';
import { notRun } from '../selftest/races.ts';
import { claimedFaults, unseenFaults } from './faults.ts';
import { BY_ONLY, checkCommand, judged, type Line, leftOut } from './line.ts';
import { linesOf } from './tool.ts';

/** After so many milliseconds a guest hangs. */
const LIMIT_MS = 900_000;
/** On which faults are tried: `mutants` has built these kernels. */
const FAULTS_ON = 'fast';
/** As kselftest says that nothing was tested. */
const SKIPPED = 4;

/** What came of a run. */
export interface GuestResult {
  readonly exit: number;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Names of those that could not be made. */
  readonly skipped: readonly string[];
  readonly passed: number;
  /** All that it printed. */
  readonly text: string;
}

/** Reads what the guest said: TAP, and its exit status. */
export function readTap(text: string): GuestResult {
  const failed = [...text.matchAll(/^not ok \d+ (\S+)/gm)].map(([, name]) => name!);
  const skipped = [...text.matchAll(/^ok \d+ (\S+).*# SKIP/gm)].map(([, name]) => name!);
  const passed = [...text.matchAll(/^ok \d+ (?!.*# SKIP)/gm)].length;
  return { exit: Number(/^exit (-?\d+)$/m.exec(text)?.[1] ?? -1), failed, skipped, passed, text };
}

/** How kernels are made and booted; tests have others. */
export interface Guests {
  /** @param words the program below /selftest, and what it is given */
  run(flavour: string, patches: readonly string[], words: readonly string[]): Promise<GuestResult>;
}

/** Guests in QEMU. */
export function guestsOf(
  slug: string,
  programs: readonly InitramfsFile[],
  options: {
    readonly base: BaseName;
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly source?: string | undefined;
    readonly onProgress: (text: string) => void;
  },
): Guests {
  const { base, env, signal, source, onProgress } = options;
  return {
    async run(flavour, patches, words) {
      const { image } = await buildKernel({ flavour, slug, base, source, patches, env, signal, onProgress });
      const init = await compileInit(
        [inRoot('documents', 'gate', 'guest.c'), inRoot('conformance', 'kernel', 'check', 'port.c')],
        env,
      );
      onProgress(`${slug}: ${words.join(' ')} on ${flavour} of ${base}`);
      const append = ['--', ...words];
      const { text } = await runInit({
        kernel: image,
        init,
        files: programs,
        append,
        timeLimitMs: LIMIT_MS,
        env,
        signal,
      });
      return readTap(text);
    },
  };
}

const show = ({ exit, failed, skipped, passed }: GuestResult): string =>
  [
    `exit ${exit}, ${passed} passed`,
    ...(failed.length === 0 ? [] : [`failed: ${failed.join(', ')}`]),
    ...(skipped.length === 0 ? [] : [`skipped: ${skipped.join(', ')}`]),
  ].join(', ');

/** What is broken today, on a kernel without any patch: each program says what is said to have been seen there, or it is open. */
export async function todayLines(
  { material, races }: Pick<Documents, 'material' | 'races'>,
  guests: Guests,
  base: BaseName,
): Promise<Line[]> {
  const { slug } = material.proposal;
  const lines: Line[] = [];
  for (const race of races.filter(({ today }) => today)) {
    const { name, args, seen } = race;
    const about = {
      slug,
      check: `guest ${base}: ${name}`,
      command: checkCommand(slug, base, { boot: true }),
    };
    const expected = seen.find(({ on }) => on === base);
    if (expected === undefined) {
      const why = notRun(race).get(base) ?? 'nobody has seen it there';
      lines.push({ ...about, state: 'open', details: [`it has not been run: ${why}`], note: '' });
      continue;
    }
    const { exit, text } = await guests.run('pristine', [], [`./${name}`, ...args]);
    const missing = expected.says
      .filter((says) => !text.includes(says))
      .map((says) => `not printed: ${says}`);
    const problems = exit === expected.exit ? missing : [`exit ${exit}, not ${expected.exit}`, ...missing];
    const said = linesOf(text).map((line) => `it said: ${line}`);
    lines.push(judged(about, problems.length === 0 ? [] : [...problems, ...said], `exit ${exit}`));
  }
  return lines;
}

/** As `runInit` says it. Any other death may be the host's doing: QEMU that it killed, or that it had no time for. */
const PANICKED = /^the kernel panicked: /;

/**
 * What came of each fault. A kernel that one brings down is not quiet about it. A guest that died otherwise is tried again, alone.
 * @throws what a guest throws, and GUEST_DIED where it dies again without a panic: no verdict
 */
async function tryFaults(
  paths: readonly string[],
  run: (path: string) => Promise<GuestResult>,
): Promise<GuestResult[]> {
  const attempt = async (path: string): Promise<GuestResult | SyspecError> => {
    try {
      return await run(path);
    } catch (error) {
      if (!(error instanceof SyspecError && error.code === 'GUEST_DIED')) throw error;
      if (!PANICKED.test(error.message)) return error;
      return { exit: 1, failed: [error.message], skipped: [], passed: 0, text: '' };
    }
  };
  const first = await inParallel(
    paths.map((path) => () => attempt(path)),
    availableParallelism(),
  );
  const results: GuestResult[] = [];
  for (const [at, path] of paths.entries()) {
    const result = first[at] instanceof SyspecError ? await attempt(path) : first[at]!;
    if (result instanceof SyspecError) throw result;
    results.push(result);
  }
  return results;
}

/** How many faults `only` leaves out. A text that none has in its name has tried nothing: that is no check. */
function onlyLine(
  about: Pick<Line, 'slug' | 'check' | 'command'>,
  { only, tried, of }: { readonly only: string; readonly tried: number; readonly of: number },
  ready: boolean,
): Line[] {
  if (tried === 0) {
    const none = `no fault of what the selftest claims has '${only}' in its name, so none of ${of} was tried`;
    return [judged(about, [none])];
  }
  return tried === of ? [] : [leftOut(about, ready, `${counted(of - tried, 'fault')} ${BY_ONLY}`)];
}

/** The lines of one proposal. @throws what building and booting throw: no verdict */
export async function bootLines(
  documents: Documents,
  root: string,
  guests: Guests,
  {
    base = DEFAULT_BASE,
    only,
    ready = false,
  }: {
    readonly base?: BaseName | undefined;
    readonly only?: string | undefined;
    readonly ready?: boolean;
  } = {},
): Promise<Line[]> {
  const { slug } = documents.material.proposal;
  const command = checkCommand(slug, base, { boot: true });
  const expectation = (
    check: string,
    result: GuestResult,
    isRight: (result: GuestResult) => boolean,
    wanted: string,
  ) =>
    judged(
      { slug, check, command },
      isRight(result) ? [] : [`${show(result)}; expected ${wanted}`],
      isRight(result) ? show(result) : '',
    );
  const without = (flavour: string) => guests.run(flavour, [], [`./${slug}_test`]);
  // A test that could not be made is no test.
  const isPass = ({ exit, failed, skipped, passed }: GuestResult): boolean =>
    exit === 0 && failed.length + skipped.length === 0 && passed === documents.selftest.tests.length;
  const passes = 'exit 0, and each test passed';
  const lines = [
    expectation(`guest ${base}: patched`, await without('series'), isPass, passes),
    expectation(`guest ${base}: patched, without a fault`, await without(FAULTS_ON), isPass, passes),
    expectation(
      `guest ${base}: unpatched`,
      await without('pristine'),
      ({ exit }) => exit === SKIPPED,
      `exit ${SKIPPED}: skipped`,
    ),
  ];
  const unseen = unseenFaults(root, slug);
  const isSeen = ({ exit, failed }: GuestResult): boolean => exit === 1 && failed.length > 0;
  const all = claimedFaults(root, documents, base);
  const faults = all.filter(({ name }) => only === undefined || name.includes(only));
  const results = await tryFaults(
    faults.map(({ path }) => path),
    (path) => guests.run(FAULTS_ON, [path], [`./${slug}_test`]),
  );
  const tried = faults.map(({ name, breaks }, at): Line => {
    const why = unseen.get(name);
    const about =
      why === undefined
        ? `a failure: it breaks ${breaks.join(', ')}, which the selftest claims to test`
        : `${passes}: documents/${slug}/unseen.json says that it is not seen; take it off if it is`;
    const line = expectation(
      `guest ${base}: ${name}`,
      results[at]!,
      why === undefined ? isSeen : isPass,
      about,
    );
    const alone = { ...line, command: checkCommand(slug, base, { boot: true, only: name }) };
    return why === undefined || line.state === 'fails' ? alone : { ...alone, note: `not seen: ${why}` };
  });
  const about = { slug, check: `guest ${base}: faults`, command };
  const counts = { tried: faults.length, of: all.length };
  return [...lines, ...tried, ...(only === undefined ? [] : onlyLine(about, { only, ...counts }, ready))];
}
