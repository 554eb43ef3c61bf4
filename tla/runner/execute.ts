// SPDX-License-Identifier: MIT
// One TLC process: its output goes raw to the log, and as events to the report.
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { StringDecoder } from 'node:string_decoder';
import { SyspecError } from '../../base/errors.ts';
import type { TlcEvent } from './events.ts';
import { TlcOutput } from './output.ts';
import { type Report, ReportBuilder } from './report.ts';
import { runGroup } from './run-group.ts';
import { SearchClock } from './search-clock.ts';
import type { Ending } from './verdict.ts';

/** Where and for how long the process runs. */
export interface ExecuteOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds. */
  readonly timeLimitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TlcEvent) => void) | undefined;
}

/** What came of it. */
export interface Execution {
  readonly ending: Ending;
  readonly report: Report;
  /** Knows the files of the modules that were read. */
  readonly output: TlcOutput;
  /** Milliseconds. */
  readonly elapsedMs: number;
  /** Of these the search; null for one that did not come to an end. */
  readonly searchMs: number | null;
}

/**
 * Runs `java` with `args` and reads all of its output.
 * @throws SyspecError BAD_INPUT when the log cannot be written; the error of `onEvent`, if it throws.
 */
export async function execute(
  java: string,
  args: readonly string[],
  log: string,
  options: ExecuteOptions,
): Promise<Execution> {
  const output = new TlcOutput();
  const builder = new ReportBuilder();
  const clock = new SearchClock();
  const take = (events: readonly TlcEvent[]): void => {
    for (const event of events) {
      builder.add(event);
      clock.take(event, performance.now());
      options.onEvent?.(event);
    }
  };
  // Characters may be cut in two between chunks.
  const text = new StringDecoder('utf8');
  const complaints = new StringDecoder('utf8');
  let errors = '';
  const file = openLog(log);
  const start = performance.now();
  try {
    const ending = await runGroup(java, args, {
      ...options,
      onStdout(chunk) {
        appendFileSync(file, chunk);
        take(output.push(text.write(chunk)));
      },
      onStderr(chunk) {
        errors += complaints.write(chunk);
      },
    });
    const elapsedMs = performance.now() - start;
    take(output.end());
    // Last, so that Java's complaints do not cut a message of TLC's in two.
    appendFileSync(file, errors);
    take(
      errors.split('\n').flatMap((line) => (line === '' ? [] : [{ type: 'output', text: line } as const])),
    );
    return { ending, report: builder.report, output, elapsedMs, searchMs: clock.searchMs };
  } finally {
    closeSync(file);
  }
}

function openLog(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new SyspecError('BAD_INPUT', `cannot write the log: ${(error as Error).message}`);
  }
}
