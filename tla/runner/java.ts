// SPDX-License-Identifier: MIT
// Finds a Java runtime that really runs.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { SyspecError } from '../../base/errors.ts';

const run = promisify(execFile);

/** TLC 2.18 is compiled for this release. */
const MIN_VERSION = 11;
const INSTALL = 'Install a Java runtime (Debian: apt-get install openjdk-21-jre-headless), or set JAVA_HOME.';

/** A runtime that answered `-version`. */
export interface Java {
  readonly path: string;
  /** The feature release: 8, 11, 17, ... */
  readonly version: number;
  /** All that it said of itself. */
  readonly said: string;
}

const known = new Map<string, Promise<Java>>();

/**
 * The Java of JAVA_HOME, else the first of PATH. It is asked for its version once a process.
 * @throws SyspecError JAVA_MISSING when there is none, it does not run, or it is too old.
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const path = candidates(env).find((file) => existsSync(file));
  if (path === undefined) throw new SyspecError('JAVA_MISSING', 'no java in JAVA_HOME or PATH', INSTALL);
  const asked = known.get(path) ?? ask(path);
  known.set(path, asked);
  const java = await asked;
  if (java.version >= MIN_VERSION) return java;
  throw new SyspecError('JAVA_MISSING', `${path} is Java ${java.version}; TLC needs ${MIN_VERSION}`, INSTALL);
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  const home = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : [];
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...home, ...folders.map((folder) => join(folder, 'java'))];
}

async function ask(path: string): Promise<Java> {
  let said: string;
  try {
    said = (await run(path, ['-XX:-UsePerfData', '-version'])).stderr;
  } catch (error) {
    throw new SyspecError('JAVA_MISSING', `${path} does not run: ${(error as Error).message}`, INSTALL);
  }
  const version = javaVersion(said);
  if (version !== undefined) return { path, version, said };
  throw new SyspecError('JAVA_MISSING', `${path} gives no version: ${said.split('\n', 1)[0]}`, INSTALL);
}

/** The feature release in what `java -version` says (on stderr): `1.8.0_402` is 8, `17.0.21` is 17. */
export function javaVersion(said: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(said);
  return match === null ? undefined : Number(match[1]);
}
