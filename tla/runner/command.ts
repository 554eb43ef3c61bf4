// SPDX-License-Identifier: MIT
// TLC's command line. Each flag here answers something that was seen to go wrong without it.
import { delimiter, resolve } from 'node:path';
import type { Scratch } from './scratch.ts';

/** What a run is asked to do, apart from where Java, the jar and the configuration are. */
export interface CommandOptions {
  /** TLC's worker threads; 1 by default, which also makes the trace and the counts of a violation repeatable. */
  readonly workers?: number | 'auto' | undefined;
  /** False: deadlock is no violation, whatever the configuration says. */
  readonly deadlock?: boolean | undefined;
  /** Go on after a violation, and report each. */
  readonly continue?: boolean | undefined;
  /** Count how often each action is taken. */
  readonly coverage?: boolean | undefined;
  /** Write the state graph. */
  readonly dump?: string | undefined;
  /** Java's heap in MiB. */
  readonly heapMb?: number | undefined;
  /** A small run is over before the optimising compiler has paid for itself: it gets the quick one. */
  readonly small?: boolean | undefined;
  /** Folders with modules that the specification EXTENDS or INSTANCEs. */
  readonly libraries?: readonly string[] | undefined;
  /** Jars with modules, and with the Java that some of these are written in. */
  readonly jars?: readonly string[] | undefined;
  /** Called after the run with each line that the specification printed, which then is not in TLC's output. */
  readonly onPrinted?: ((line: string) => void) | undefined;
  /** Java system properties. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
  /** More arguments of TLC's own. */
  readonly extraArgs?: readonly string[] | undefined;
}

const DEFAULT_HEAP_MB = 2048;

/**
 * Java's arguments that make it run TLC on `spec` (absolute), with all it writes in `scratch`; `archive` is where
 * Java finds TLC's classes loaded (see classArchive).
 */
export function tlcArguments(
  jar: string,
  spec: string,
  scratch: Scratch,
  options: CommandOptions,
  archive?: string,
): readonly string[] {
  return [
    ...(archive === undefined ? [] : archiveArguments(archive)),
    ...javaArguments(scratch, options),
    '-cp',
    [jar, ...(options.jars ?? []).map((each) => resolve(each))].join(delimiter),
    'tlc2.TLC',
    '-tool',
    // Two runs that start within one second would share one states folder.
    ...['-metadir', scratch.states],
    ...(options.onPrinted === undefined ? [] : ['-userFile', scratch.printed]),
    ...['-config', scratch.config.slice(scratch.folder.length + 1)],
    ...['-workers', String(options.workers ?? 1)],
    // Nobody resumes these runs, and a checkpoint stops the workers.
    ...['-checkpoint', '0'],
    ...(options.deadlock === false ? ['-deadlock'] : []),
    ...(options.continue ? ['-continue'] : []),
    // The interval only matters for runs longer than it: statistics also come at the end.
    ...(options.coverage ? ['-coverage', '60'] : []),
    ...(options.dump === undefined ? [] : ['-dump', 'dot,actionlabels', scratch.graph]),
    ...(options.extraArgs ?? []),
    spec,
  ];
}

/** An archive that does not fit is passed over: no word of it may come among TLC's output. */
export function archiveArguments(archive: string): string[] {
  return [`-XX:SharedArchiveFile=${archive}`, '-Xshare:auto', '-Xlog:cds*=off', '-Xlog:class*=off'];
}

function javaArguments(scratch: Scratch, options: CommandOptions): string[] {
  // TLC does not take an absolute -config beside an absolute specification, but does look in the library.
  const library = [scratch.folder, ...(options.libraries ?? []).map((folder) => resolve(folder))];
  return [
    // TLC warns of any other collector, and is slower with it where there is much to collect.
    ...(options.small ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : ['-XX:+UseParallelGC']),
    `-Xmx${options.heapMb ?? DEFAULT_HEAP_MB}m`,
    // Evaluation is recursive: the default 1 MiB is short for recursive operators.
    '-Xss16m',
    // TLC catches the error, and was then seen to go on for ever.
    '-XX:+ExitOnOutOfMemoryError',
    // Else a killed run leaves its performance data among the temporary files of all users.
    '-XX:-UsePerfData',
    // The standard modules are unpacked here; in a shared folder two runs overwrite each other's.
    `-Djava.io.tmpdir=${scratch.temp}`,
    // Numbers in messages are formatted by locale.
    '-Duser.language=en',
    '-Duser.country=US',
    '-Dfile.encoding=UTF-8',
    `-DTLA-Library=${library.join(delimiter)}`,
    ...Object.entries(options.properties ?? {}).map(([name, value]) => `-D${name}=${value}`),
  ];
}
