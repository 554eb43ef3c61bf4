// SPDX-License-Identifier: MIT
// From one framed message to events.
import { CODE, type ErrorKind, EXPLANATIONS, errorKind, type ViolationKind } from './codes.ts';
import type { Position, TlcEvent } from './events.ts';
import type { Message } from './message.ts';

type Decoder = (text: string) => TlcEvent[];

const count = (digits: string): number => Number(digits.replaceAll(',', ''));

const PROGRESS =
  /^Progress\((\d+)\) at .*?: ([\d,]+) states generated.*?, ([\d,]+) distinct states found.*?, ([\d,]+) states left/;
const STATS = /^([\d,]+) states generated, ([\d,]+) distinct states found, ([\d,]+) states left/;
const STEP =
  /^(\d+): (?:Back to state: )?<(.+?)(?: (line \d+, col \d+ to line \d+, col \d+ of module \S+))?>/;
const COVERAGE = /^<(\S+) (line \d+, .*?)>: ([\d,]+):([\d,]+)/;

const DECODERS: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [CODE.version, (text) => [{ type: 'version', version: text.replace(/^TLC2 Version /, '').trim() }]],
  [CODE.modeCheck, (text) => [{ type: 'started', text }]],
  [CODE.modeSimulate, (text) => [{ type: 'started', text }]],
  [CODE.modeDepthFirst, (text) => [{ type: 'started', text }]],
  [CODE.initial, initialStates],
  [CODE.initialDistinct, initialStates],
  [CODE.progress, progress],
  [CODE.stats, stats],
  [
    CODE.depth,
    (text) => numbers(text, /search is ([\d,]+)/, ([depth]) => ({ type: 'depth', depth: depth! })),
  ],
  [CODE.statePlain, state],
  [CODE.state, state],
  [CODE.stuttering, stuttering],
  [CODE.backToState, backToState],
  [CODE.nestedExpression, positions],
  [CODE.coverageAction, coverage],
  [CODE.coverageInit, coverage],
  [CODE.coverageValue, evaluated],
  [CODE.coverageCost, evaluated],
  [CODE.success, success],
  [CODE.finished, () => [{ type: 'finished' }]],
]);

/** The events that a message stands for; one it does not know becomes `other`, and none is dropped. */
export function decode(message: Message): TlcEvent[] {
  const { code, severity, text } = message;
  const events = DECODERS.get(code)?.(text) ?? [];
  if (events.length > 0) return events;
  if (severity === 'warning') return [{ type: 'warning', code, message: text.trim() }];
  if ((severity === 'error' || severity === 'bug') && !EXPLANATIONS.has(code)) return failure(message);
  return [{ type: 'other', code, text }];
}

function numbers(text: string, pattern: RegExp, build: (n: readonly number[]) => TlcEvent): TlcEvent[] {
  const match = pattern.exec(text);
  return match === null ? [] : [build(match.slice(1).map(count))];
}

function initialStates(text: string): TlcEvent[] {
  const pattern = /([\d,]+)(?: distinct states? generated| of them distinct)/;
  return numbers(text, pattern, ([states]) => ({ type: 'initial', states: states! }));
}

function progress(text: string): TlcEvent[] {
  return numbers(text, PROGRESS, ([depth, generated, distinct, queue]) => ({
    type: 'progress',
    depth: depth!,
    generated: generated!,
    distinct: distinct!,
    queue: queue!,
  }));
}

function stats(text: string): TlcEvent[] {
  return numbers(text, STATS, ([generated, distinct, queue]) => ({
    type: 'stats',
    generated: generated!,
    distinct: distinct!,
    queue: queue!,
  }));
}

function state(text: string): TlcEvent[] {
  const match = STEP.exec(text);
  if (match === null) return [];
  const body = text.slice(text.indexOf('\n') + 1).trim();
  return [
    { type: 'state', index: Number(match[1]), action: match[2]!, location: match[3] ?? null, text: body },
  ];
}

function stuttering(text: string): TlcEvent[] {
  // TLC numbers the step that does not happen; the behaviour stays in the state before it.
  return numbers(text, /^(\d+): Stuttering/, ([index]) => ({ type: 'loop', to: index! - 1, action: null }));
}

function backToState(text: string): TlcEvent[] {
  const match = STEP.exec(text);
  return match === null ? [] : [{ type: 'loop', to: Number(match[1]), action: match[2]! }];
}

function positions(text: string): TlcEvent[] {
  const found = [...text.matchAll(/^\d+\. Line (\d+), column (\d+) to line \d+, column \d+ in (\S+)$/gm)];
  const list = found.map((at): Position => ({ line: Number(at[1]), column: Number(at[2]), module: at[3]! }));
  return list.length === 0 ? [] : [{ type: 'positions', positions: list }];
}

function coverage(text: string): TlcEvent[] {
  const match = COVERAGE.exec(text);
  if (match === null) return [];
  const [distinct, generated] = [count(match[3]!), count(match[4]!)];
  return [{ type: 'coverage', action: match[1]!, location: match[2]!, distinct, generated }];
}

const EVALUATED = /^\s*(\|*)line (\d+), col (\d+) to line (\d+), col (\d+) of module (\w+): ([\d,]+)/;

function evaluated(text: string): TlcEvent[] {
  const match = EVALUATED.exec(text);
  if (match === null) return [];
  const [line, column, endLine, endColumn] = match.slice(2, 6).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const span = { module: match[6]!, line, column, endLine, endColumn };
  return [{ type: 'evaluated', span, nesting: match[1]!.length, count: count(match[7]!) }];
}

function success(text: string): TlcEvent[] {
  const match = /optimistic\):\s+val = (\S+)/.exec(text);
  return [{ type: 'success', collision: match === null ? null : Number(match[1]) }];
}

/** The violations that have a message of their own, and where that message has the name. */
const VIOLATIONS: ReadonlyMap<number, readonly [ViolationKind, RegExp | null]> = new Map([
  [CODE.assumptionFalse, ['assumption', /^Assumption (.*) is false/]],
  [CODE.invariantInitial, ['safety', /^Invariant (\S+) is violated/]],
  [CODE.propertyInitial, ['safety', /^Property (\S+) is violated/]],
  [CODE.invariant, ['safety', /^Invariant (\S+) is violated/]],
  [CODE.invariantConstant, ['safety', /^The invariant of (\S+) is equal to FALSE/]],
  [CODE.actionProperty, ['action-property', /^Action property (.*) is violated/]],
  [CODE.deadlock, ['deadlock', null]],
  [CODE.temporal, ['liveness', null]],
]);

function failure({ code, text, nested }: Message): TlcEvent[] {
  const message = tidy(text);
  if (code === CODE.assertFailed || nested.includes(CODE.assertFailed)) {
    const argument = /second argument was:\s*([\s\S]*)/.exec(text)?.[1]?.trim() ?? '';
    const name = /^"(.*)"$/s.exec(argument)?.[1] ?? argument;
    return [{ type: 'violation', kind: 'assert', name, code, message }];
  }
  const violation = VIOLATIONS.get(code);
  if (violation === undefined) return [error(code, nested, text, message)];
  const [kind, pattern] = violation;
  const name = pattern?.exec(text)?.[1] ?? null;
  const event: TlcEvent = { type: 'violation', kind, name, code, message: message.split('\n', 1)[0]! };
  if (code !== CODE.invariantInitial && code !== CODE.propertyInitial) return [event];
  const initial = text.slice(text.indexOf('\n') + 1).trim();
  return [event, { type: 'state', index: 1, action: 'Initial predicate', location: null, text: initial }];
}

function error(code: number, nested: readonly number[], text: string, message: string): TlcEvent {
  // A message that wraps another one says less than the one inside.
  const cause = nested.at(-1) ?? code;
  const kind: ErrorKind = exhausted(cause, text) ? 'memory' : errorKind(cause);
  const line = /configuration file at line (\d+)/.exec(text)?.[1];
  return { type: 'error', kind, code: cause, message, ...(line === undefined ? {} : { line: Number(line) }) };
}

/** TLC reports an exhausted heap as whatever it was doing: only an exception's name tells. */
function exhausted(code: number, text: string): boolean {
  const wrapsException = code === CODE.general || code === 2147 || code === 2154;
  return wrapsException && /OutOfMemoryError|Java heap space|GC overhead limit/.test(text);
}

const BOILERPLATE =
  /^(TLC threw an unexpected exception|This was probably caused by an error|See the User Output|The exception was a |\s+at |: ?$)/;

/** Without TLC's preamble and Java's stack. */
function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const said = lines.filter((line) => line !== '' && !BOILERPLATE.test(line));
  return (said.length > 0 ? said : lines.filter((line) => line !== '')).join('\n');
}
