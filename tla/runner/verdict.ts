// SPDX-License-Identifier: MIT
// From TLC's exit code and its messages to one verdict. Neither is believed alone: with -continue, and from
// the distributed server, TLC exits 0 after a violation; and 10, 13, 75, 76 and 255 stand for several things.
import type { SignalName } from '../../base/environment.ts';
import type { ErrorCode } from '../../base/errors.ts';
import { CODE, type ErrorKind } from './codes.ts';
import type { Report, TlcError, Violation } from './report.ts';

/** Why the runner itself ended the run. */
export type Stop =
  | { readonly by: 'time'; readonly limitMs: number }
  | { readonly by: 'abort' }
  | { readonly by: 'signal'; readonly signal: SignalName };

/** How the process ended. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly exit: number | null;
  readonly signal: SignalName | null;
  readonly stop: Stop | null;
}

export type VerdictName = 'holds' | 'violated' | 'bad-specification' | 'environment';

/** The judgement of one run. */
export interface Verdict {
  readonly verdict: VerdictName;
  /** The first violation, also of a run that then ended badly. */
  readonly violation: Violation | null;
  /** Why there is no verdict on the property; null with `holds` and `violated`. */
  readonly message: string | null;
  readonly code: ErrorCode | null;
}

/** What the run was about. */
export interface Asked {
  /** False for a specification of constants: it has assumptions, and no states. */
  readonly behaviours: boolean;
}

/** Judges a run. Whatever is not understood is `environment`, and never `holds`. */
export function judge(report: Report, ending: Ending, asked: Asked = { behaviours: true }): Verdict {
  return (
    stopped(report, ending) ??
    violated(report, ending) ??
    refused(report, ending) ??
    held(report, ending, asked)
  );
}

function inconclusive(report: Report, code: ErrorCode, message: string): Verdict {
  const verdict = code === 'BAD_INPUT' ? 'bad-specification' : 'environment';
  return { verdict, violation: report.violations[0] ?? null, message, code };
}

/** Java's own words on memory, which stand outside of TLC's messages. */
const NO_MEMORY =
  /^(Exception in thread .*|Terminating due to )?java\.lang\.OutOfMemoryError|^# There is insufficient memory|^Could not reserve enough space|^Invalid maximum heap size/;

const SIGNAL_EXITS: ReadonlyMap<number, string> = new Map([
  [129, 'SIGHUP'],
  [130, 'SIGINT'],
  [137, 'SIGKILL'],
  [143, 'SIGTERM'],
]);

function stopped(report: Report, { exit, signal, stop }: Ending): Verdict | undefined {
  if (stop !== null) return inconclusive(report, 'INTERRUPTED', stopText(stop));
  const memory = report.output.find((line) => NO_MEMORY.test(line));
  if (memory !== undefined && exit !== 0) return inconclusive(report, 'OUT_OF_MEMORY', memory);
  const exhausted = report.errors.find((error) => error.kind === 'memory');
  if (exhausted !== undefined) return inconclusive(report, 'OUT_OF_MEMORY', exhausted.message);
  const by = signal ?? SIGNAL_EXITS.get(exit ?? -1);
  if (by === undefined) return undefined;
  const reaper = by === 'SIGKILL' ? ' (by the kernel, if memory ran out)' : '';
  return inconclusive(report, 'INTERRUPTED', `TLC was ended by ${by}${reaper}`);
}

function stopText(stop: Stop): string {
  switch (stop.by) {
    case 'time':
      return `the time limit of ${stop.limitMs / 1000} s was reached`;
    case 'abort':
      return 'the run was interrupted';
    case 'signal':
      return `the run was ended by ${stop.signal}`;
  }
}

/** Exit codes that TLC 2.18 gives with each violation, besides the 0 of -continue. */
const VIOLATION_EXITS: ReadonlyMap<number, readonly number[]> = new Map([
  [CODE.assumptionFalse, [10]],
  [CODE.deadlock, [11]],
  [CODE.invariantInitial, [12]],
  [CODE.invariant, [12]],
  [CODE.invariantConstant, [151]],
  [CODE.propertyInitial, [13]],
  [CODE.actionProperty, [13]],
  [CODE.temporal, [13]],
]);
/** Assert: 14 in an action or action property, 76 in an invariant, 75 in Init, 10 in an assumption, 255 elsewhere. */
const ASSERT_EXITS = [14, 76, 75, 10, 255];

function violated(report: Report, { exit }: Ending): Verdict | undefined {
  const violation = report.violations[0];
  if (violation === undefined) return undefined;
  // With -continue the exit code may be that of any violation.
  const expected = report.violations.flatMap(({ kind, code }) =>
    kind === 'assert' ? ASSERT_EXITS : (VIOLATION_EXITS.get(code) ?? []),
  );
  if (report.truncated) {
    // The behaviour may lack its end.
    return inconclusive(
      report,
      'TLC_CRASHED',
      `TLC reported "${violation.message}", but its output is cut short`,
    );
  }
  if (exit === 0 || expected.includes(exit ?? -1)) {
    return { verdict: 'violated', violation, message: null, code: null };
  }
  const message = `TLC reported "${violation.message}" and then exited ${exit}, which do not agree`;
  return inconclusive(report, 'TLC_CRASHED', message);
}

const SPECIFICATION_ERRORS: readonly ErrorKind[] = ['parse', 'semantic', 'config', 'evaluation'];
/** Exit codes that blame the specification even where no message was understood. */
const PARSE_EXITS = [150, 151];

function refused(report: Report, { exit }: Ending): Verdict | undefined {
  const [error] = report.errors;
  if (error === undefined) {
    if (!PARSE_EXITS.includes(exit ?? -1)) return undefined;
    return inconclusive(report, 'BAD_INPUT', 'TLC could not read the specification or its configuration');
  }
  if (!SPECIFICATION_ERRORS.includes(error.kind)) return inconclusive(report, 'TLC_CRASHED', describe(error));
  if (exit !== 0) return inconclusive(report, 'BAD_INPUT', describe(error));
  return inconclusive(report, 'TLC_CRASHED', `TLC exited 0 after an error: ${describe(error)}`);
}

function describe({ file, line, message }: TlcError): string {
  return file === undefined ? message : `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Without the options that Java took from its environment, and without a stack. */
function javaSaid(output: readonly string[]): string {
  return output.filter((line) => !/^Picked up |^\s+at /.test(line)).join('; ');
}

function held(report: Report, { exit }: Ending, { behaviours }: Asked): Verdict {
  const complete = report.success && report.finished && !report.truncated && report.queue === 0;
  if (exit !== 0 && report.version === null && report.output.length > 0) {
    return inconclusive(report, 'TLC_CRASHED', `Java did not start TLC: ${javaSaid(report.output)}`);
  }
  if (exit !== 0 || !complete) {
    const last = report.output.at(-1);
    const said = last === undefined ? '' : `; its last line: ${last}`;
    const how = exit === 0 ? 'before it completed the search' : `${exit} without saying why`;
    return inconclusive(report, 'TLC_CRASHED', `TLC exited ${how}${said}`);
  }
  if (report.distinct === 0 && behaviours) {
    // "No error has been found" is true of no behaviour at all, and proves nothing.
    return inconclusive(
      report,
      'BAD_INPUT',
      'no state satisfies the initial predicate: every property holds of it',
    );
  }
  return { verdict: 'holds', violation: null, message: null, code: null };
}
