// SPDX-License-Identifier: MIT
// A run as one JSON object, schema 1: the keys are the same whatever happened.
import type { SyspecError } from '../../base/errors.ts';
import { type Checked, wasChecked } from './checked.ts';
import type { TlcRun } from './run.ts';

/**
 * `syspec tlc --json` for a run that TLC made. State values are canonical TLA+ text (see `canonical`).
 * @param asked what was checked, and whether that is something: else the verdict is `unchecked`
 */
export function runJson(
  run: TlcRun,
  asked?: { readonly checked: Checked; readonly isAsked: boolean },
): string {
  const { violation, trace } = run;
  return line({
    schema: 1,
    verdict: run.verdict === 'holds' && asked?.isAsked === false ? 'unchecked' : run.verdict,
    violation: violation === null ? null : { kind: violation.kind, name: violation.name },
    distinct: run.distinct,
    generated: run.generated,
    depth: run.depth,
    tlcExit: run.tlcExit,
    trace: trace.steps.map(({ action, state }) => ({ action, state })),
    loop: trace.loop,
    log: run.log,
    message: run.message,
    hint: run.hint,
    code: run.code,
    checked: asked !== undefined && wasChecked(run) ? asked.checked : null,
  });
}

/** The same object for a run that could not be started. */
export function failureJson(error: SyspecError): string {
  return line({
    schema: 1,
    verdict: error.exitCode === 2 ? 'bad-specification' : 'environment',
    violation: null,
    distinct: null,
    generated: null,
    depth: null,
    tlcExit: null,
    trace: [],
    loop: null,
    log: null,
    message: error.message,
    hint: error.hint ?? null,
    code: error.code,
    checked: null,
  });
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
