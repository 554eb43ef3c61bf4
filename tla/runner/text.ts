// SPDX-License-Identifier: MIT
// A run as text for people.
import { basename } from 'node:path';
import { counted } from '../../base/plural.ts';
import { fitted } from '../../base/wrap.ts';
import { type Checked, checkedText, wasChecked } from './checked.ts';
import type { ViolationKind } from './codes.ts';
import type { TlcEvent } from './events.ts';
import type { Trace, TraceStep, Violation } from './report.ts';
import type { TlcRun } from './run.ts';

const number = new Intl.NumberFormat('en-US');
const count = (n: number | null): string => (n === null ? '?' : number.format(Math.round(n)));

const KINDS: Readonly<Record<Exclude<ViolationKind, 'deadlock' | 'assert'>, string>> = {
  assumption: 'assumption',
  safety: 'invariant',
  liveness: 'temporal property',
  'action-property': 'action property',
};

const NOTHING = '  Name a property: INVARIANT or PROPERTY in the configuration, or --invariant EXPR.';
const MAY_END = '  Nothing can go on there. Where that is no fault, for it may end: --no-deadlock.';

/**
 * The verdict on the first line, then what is violated or wrong, the behaviour, and the size of the search.
 * @param asked what was checked; of a run in which that is nothing, no property holds
 * @param columns of a line that is ours: advice, what was checked, how much it was; a behaviour stays as TLC writes it
 */
export function runText(
  spec: string,
  run: TlcRun,
  asked?: { readonly checked: Checked; readonly isAsked: boolean },
  columns = Number.POSITIVE_INFINITY,
): string {
  const lines = (text: string) => fitted(text, columns);
  const states = run.distinct === null ? 'the states' : counted(run.distinct, 'state');
  const word =
    run.verdict === 'holds' && asked?.isAsked === false
      ? `explored ${states}; no property was checked`
      : run.verdict === 'environment'
        ? 'no verdict'
        : run.verdict;
  const head = `${basename(spec)}: ${word}${run.violation === null ? '' : `: ${violationText(run.violation)}`}`;
  const more = run.violations.slice(1).map((violation) => `also: ${violationText(violation)}`);
  return `${[
    head,
    ...(run.message === null ? [] : [run.message]),
    ...(run.hint === null ? [] : [lines(`  ${run.hint}`)]),
    ...run.errors.slice(1).map((error) => `also: ${place(error)}${error.message}`),
    ...more,
    ...run.warnings.map((warning) => `warning: ${warning.replaceAll('\n', ' ')}`),
    ...traceText(run.trace),
    ...(run.violation?.kind === 'deadlock' ? [lines(MAY_END)] : []),
    ...(run.coverage.size === 0 ? [] : coverageText(run)),
    ...(asked?.isAsked && wasChecked(run) ? [lines(checkedText(asked.checked))] : []),
    ...(run.verdict === 'holds' && asked?.isAsked === false ? [lines(NOTHING)] : []),
    lines(sizeText(run)),
    ...(run.jar.pinned ? [] : [`not the pinned TLC: ${run.jar.path}, SHA-256 ${run.jar.sha256}`]),
    ...(run.dump === null ? [] : [`state graph: ${run.dump}`]),
    ...(run.log === null ? [] : [`log: ${run.log}`]),
  ].join('\n')}\n`;
}

/** One line on how far the search is. `elapsedMs` counts from its start. */
export function progressText(last: TlcEvent | undefined, elapsedMs: number): string {
  const time = `${Math.floor(elapsedMs / 1000)} s`;
  if (last?.type === 'initial') return `${time}: ${counted(last.states, 'initial state')}`;
  if (last?.type !== 'progress') return `${time}: starting`;
  const { distinct, generated, queue, depth } = last;
  return `${time}: ${counted(distinct, 'distinct state')}, ${count(generated)} generated, ${count(queue)} to do, depth ${depth}`;
}

function violationText({ kind, name, message }: Violation): string {
  if (kind === 'deadlock') return 'deadlock reached';
  if (kind === 'assert') return `Assert failed: ${name}`;
  return name === null ? `${KINDS[kind]}: ${message}` : `${KINDS[kind]} ${name} does not hold`;
}

function place({ file, line }: { readonly file?: string; readonly line?: number }): string {
  return file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
}

/** The first state whole, and of the others what changed. */
function traceText({ steps, loop }: Trace): string[] {
  const lines = steps.flatMap((step, index) => [
    `${String(index + 1).padStart(4)}  ${step.action}`,
    ...changes(step, steps[index - 1]),
  ]);
  if (loop === null) return lines;
  const again =
    loop.action === null ? `stays in state ${loop.to} for ever` : `${loop.action}: back to state ${loop.to}`;
  return [...lines, `   .  ${again}`];
}

function changes(step: TraceStep, before: TraceStep | undefined): string[] {
  const changed = Object.entries(step.state).filter(([name, value]) => before?.state[name] !== value);
  return changed.map(([name, value]) => `        ${name} = ${value}`);
}

function coverageText({ coverage }: TlcRun): string[] {
  return [...coverage].map(
    ([action, { distinct, generated }]) =>
      `${action.replace(/ line .*/, '')}: ${counted(generated, 'time')}, ${counted(distinct, 'time')} to a new state`,
  );
}

function sizeText({ distinct, generated, depth, elapsedMs, searchMs, collision }: TlcRun): string {
  const time = `${(elapsedMs / 1000).toFixed(1)} s`;
  if (distinct === null || distinct === 0) return `no states; ${time}`;
  const size = `${counted(distinct, 'distinct state')}, ${count(generated)} generated, depth ${count(depth)}`;
  const rate =
    searchMs === null
      ? ''
      : `, searched in ${(searchMs / 1000).toFixed(searchMs < 10_000 ? 2 : 1)} s, ${count((distinct * 1000) / Math.max(1, searchMs))} distinct/s`;
  const hidden = collision === null ? '' : `; chance of a hidden state ${collision}`;
  return `${size}; ${time}${rate}${hidden}`;
}
