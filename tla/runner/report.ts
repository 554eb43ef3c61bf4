// SPDX-License-Identifier: MIT
// What a run's events add up to.
import type { ViolationKind } from './codes.ts';
import type { Position, TlcEvent } from './events.ts';
import { parseState } from './parse-value.ts';
import { canonical } from './value.ts';

/** One state of a behaviour: the action that led to it, and each variable's canonical text. */
export interface TraceStep {
  readonly action: string;
  readonly location: string | null;
  readonly state: Readonly<Record<string, string>>;
}

/** From the last state, `action` leads back to state `to` (from 1); null: it stutters for ever. */
export interface TraceLoop {
  readonly to: number;
  readonly action: string | null;
}

/** A behaviour: from an initial state to a violation or an error, or a lasso. */
export interface Trace {
  readonly steps: TraceStep[];
  loop: TraceLoop | null;
}

/** A property that does not hold, and the behaviour that shows it. */
export interface Violation {
  readonly kind: ViolationKind;
  /** The property; of an assumption its place; of Assert its second argument; null where TLC names none. */
  name: string | null;
  /** TLC's message code. */
  readonly code: number;
  readonly message: string;
  readonly trace: Trace;
}

type ErrorEvent = Extract<TlcEvent, { type: 'error' }>;

/** Something that kept TLC from judging. */
export interface TlcError extends Omit<ErrorEvent, 'type'> {
  /** The behaviour that led to it, where TLC prints one. */
  readonly trace: Trace;
  /** Where the expression stands, outermost first; empty where TLC does not say. */
  positions: readonly Position[];
}

/** The sum of a run. A count that TLC never gave is null. */
export interface Report {
  version: string | null;
  initial: number | null;
  generated: number | null;
  distinct: number | null;
  queue: number | null;
  depth: number | null;
  collision: number | null;
  readonly violations: Violation[];
  readonly errors: TlcError[];
  readonly warnings: string[];
  /** Actions that were taken, where coverage was asked for; the last statistics count. */
  readonly coverage: Map<string, { readonly distinct: number; readonly generated: number }>;
  /** The last lines outside of any message. */
  readonly output: string[];
  success: boolean;
  finished: boolean;
  truncated: boolean;
}

const OUTPUT_LINES = 50;

/** A report of nothing. */
export function emptyReport(): Report {
  return {
    version: null,
    initial: null,
    generated: null,
    distinct: null,
    queue: null,
    depth: null,
    collision: null,
    violations: [],
    errors: [],
    warnings: [],
    coverage: new Map(),
    output: [],
    success: false,
    finished: false,
    truncated: false,
  };
}

/** Adds events to a report, in their order. */
export class ReportBuilder {
  readonly report: Report = emptyReport();
  /** What the states that follow belong to. */
  #subject: Violation | TlcError | undefined;

  add(event: TlcEvent): void {
    const { report } = this;
    switch (event.type) {
      case 'version':
        report.version = event.version;
        break;
      case 'initial':
        report.initial = event.states;
        break;
      case 'progress':
      case 'stats':
        report.generated = event.generated;
        report.distinct = event.distinct;
        report.queue = event.queue;
        // Where TLC stops at a temporal property it gives no depth of its own.
        if (event.type === 'progress') report.depth = event.depth;
        break;
      case 'depth':
        // TLC says 1 of constants alone, and counts states: there are none.
        report.depth = report.distinct === 0 ? 0 : event.depth;
        break;
      case 'coverage':
        report.coverage.set(`${event.action} ${event.location}`, event);
        break;
      case 'warning':
        report.warnings.push(event.message);
        break;
      case 'success':
        report.success = true;
        report.collision = event.collision;
        break;
      case 'finished':
      case 'truncated':
        report[event.type] = true;
        break;
      case 'output':
        report.output.push(event.text);
        if (report.output.length > OUTPUT_LINES) report.output.shift();
        break;
      default:
        this.#failure(event);
    }
  }

  #failure(event: TlcEvent): void {
    const subject = this.#subject;
    if (event.type === 'violation') {
      const { type: _, ...rest } = event;
      const violation = { ...rest, trace: emptyTrace() };
      this.report.violations.push(violation);
      this.#subject = violation;
    } else if (event.type === 'error') {
      const { type: _, ...rest } = event;
      const error = { ...rest, trace: emptyTrace(), positions: [] };
      this.report.errors.push(error);
      this.#subject = error;
    } else if (event.type === 'state') {
      const { action, location, text } = event;
      subject?.trace.steps.push({ action, location, state: readState(text) });
    } else if (event.type === 'loop' && subject !== undefined) {
      subject.trace.loop = { to: event.to, action: event.action };
    } else if (event.type === 'positions' && subject !== undefined && 'positions' in subject) {
      subject.positions = event.positions;
    }
  }
}

const emptyTrace = (): Trace => ({ steps: [], loop: null });

/** Canonical texts; where a value is one that TLC prints and cannot be read (`Nat`, an operator), its own text. */
function readState(text: string): Record<string, string> {
  try {
    return Object.fromEntries([...parseState(text)].map(([name, value]) => [name, canonical(value)]));
  } catch {
    const conjuncts = text.split(/^\/\\ /m).filter((conjunct) => conjunct !== '');
    return Object.fromEntries(
      conjuncts.map((conjunct) => {
        const equals = conjunct.indexOf(' = ');
        return [conjunct.slice(0, equals), conjunct.slice(equals + 3).trim()];
      }),
    );
  }
}
