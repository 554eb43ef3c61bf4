// SPDX-License-Identifier: MIT
// A class data archive: Java starts with TLC's classes loaded and verified. Made once, kept beside the jar.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import type { Jar } from './jar.ts';
import type { Java } from './java.ts';
import { runGroup } from './run-group.ts';

/** -XX:ArchiveClassesAtExit is as old as this. */
const MIN_VERSION = 13;
/** Archives kept: other versions of Java, and jars of the user's own. */
const MAX_ARCHIVES = 4;
/** Milliseconds; on an idle machine it takes three seconds. */
const LIMIT = 60_000;

/** Enough of TLA+ for the classes that any run needs: quantifiers, records, functions, sequences, a property. */
const MODULE = `---- MODULE Archive ----
EXTENDS Naturals, Sequences, FiniteSets, TLC
VARIABLES x, f
Init == x = 0 /\\ f = [s \\in {"a", "b"} |-> <<>>]
Step(s) == /\\ x < 3 /\\ x' = x + 1
           /\\ f' = [f EXCEPT ![s] = Append(@, [on |-> s, n |-> {x}])]
Next == \\E s \\in DOMAIN f : Step(s)
Spec == Init /\\ [][Next]_<<x, f>> /\\ WF_<<x, f>>(Next)
Seen == PrintT(ToString(<<x, f>>))
Inv == x \\in Nat /\\ (ENABLED Next \\/ x = 3) /\\ \\A s \\in DOMAIN f : Len(f[s]) <= Cardinality(0 .. x) /\\ Seen
Constraint == PrintT(UNCHANGED x)
Ends == <>(x = 3)
====
`;
const CONFIG = `SPECIFICATION Spec
INVARIANT Inv
ACTION_CONSTRAINT Constraint
PROPERTY Ends
CHECK_DEADLOCK FALSE
`;

const known = new Map<string, Promise<string | undefined>>();

/**
 * The archive for this Java and this jar, made at the first use. Undefined where there is none to be had, which only
 * makes a run slower.
 */
export function classArchive(java: Java, jar: Jar, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (java.version < MIN_VERSION) return Promise.resolve(undefined);
  const path = join(cacheFolder(env), 'classes', `${keyOf(java, jar)}.jsa`);
  const found = known.get(path) ?? findOrMake(path, java, jar, env).catch(() => undefined);
  known.set(path, found);
  return found;
}

/** Java refuses an archive whose jar has another path or time. */
function keyOf({ path, said }: Java, jar: Jar): string {
  const parts = [path, said, jar.sha256, jar.path, statSync(jar.path).mtimeMs, MODULE, CONFIG];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

async function findOrMake(path: string, java: Java, jar: Jar, env: NodeJS.ProcessEnv): Promise<string> {
  if (existsSync(path)) return path;
  const folder = join(path, '..');
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'make-'));
  try {
    await make(work, java, jar, env);
    // Of several that make it at once each renames a whole file over an equal one.
    await rename(join(work, 'classes.jsa'), path);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await prune(folder, path);
  return path;
}

const ignore = (): void => {};

async function make(folder: string, java: Java, jar: Jar, env: NodeJS.ProcessEnv): Promise<void> {
  await writeFile(join(folder, 'Archive.tla'), MODULE);
  await writeFile(join(folder, 'Archive.cfg'), CONFIG);
  const args = [
    // What was compiled before the archive is written stays interpreted in each run that uses it: ten times slower.
    '-Xint',
    `-XX:ArchiveClassesAtExit=${join(folder, 'classes.jsa')}`,
    ...['-XX:+UseSerialGC', '-Xss16m', '-XX:-UsePerfData', `-Djava.io.tmpdir=${folder}`],
    ...['-cp', jar.path, 'tlc2.TLC', '-tool', '-metadir', join(folder, 'states')],
    ...[
      '-dump',
      'dot,actionlabels',
      join(folder, 'graph'),
      '-userFile',
      join(folder, 'printed'),
      'Archive.tla',
    ],
  ];
  const { exit } = await runGroup(java.path, args, {
    ...{ cwd: folder, env, timeLimitMs: LIMIT, onStdout: ignore, onStderr: ignore },
  });
  if (exit !== 0) throw new Error(`no archive: Java exited ${exit}`);
}

async function prune(folder: string, kept: string): Promise<void> {
  const archives = (await readdir(folder)).filter((name) => name.endsWith('.jsa'));
  const others = archives.map((name) => join(folder, name)).filter((path) => path !== kept);
  const byAge = others.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  await Promise.all(byAge.slice(MAX_ARCHIVES - 1).map((path) => rm(path, { force: true })));
}
