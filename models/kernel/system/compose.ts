// SPDX-License-Identifier: MIT
// A system is put together from kinds of objects, each a plug-in, over the mechanisms that all of them use.
import { CRED_CALLS } from './cred-calls.ts';
import { DESCRIPTOR_CALLS } from './descriptors.ts';
import { LIMITS, TABLE } from './fd.ts';
import { LINUX } from './linux.ts';
import { ACTIONS } from './signal.ts';
import { SENT_SIGNALS, type Signals } from './signals.ts';
import type { Covers, ObjectKind, Rules, System, TaskPart } from './types.ts';

/** What a kind of object brings. */
export interface ObjectPlugin {
  readonly kind: ObjectKind<unknown, unknown>;
  /** What each task has because of it: a working directory, an address space. */
  readonly parts?: readonly TaskPart<unknown>[];
  /** Signals that its calls raise. */
  readonly signals?: Signals;
  readonly calls: Rules;
  /** Whether it says what a call with these arguments, of any kind, finds; without it, it always does. */
  readonly covers?: Covers;
}

/** The system with these kinds of objects. Throws when two bring a thing of the same name. */
export function compose(plugins: readonly ObjectPlugin[]): System {
  const kinds = plugins.map(({ kind }) => kind);
  const parts = [TABLE, LIMITS, ACTIONS, ...plugins.flatMap((plugin) => plugin.parts ?? [])];
  const signals = merged([SENT_SIGNALS, ...plugins.map((plugin) => plugin.signals ?? {})]);
  const rules = merged([DESCRIPTOR_CALLS, CRED_CALLS, ...plugins.map(({ calls }) => calls)]);
  requireOnce([...kinds, ...parts].map(({ name }) => name));
  const covers = plugins.flatMap((plugin) => plugin.covers ?? []);
  return { kinds, parts, signals, rules, covers, linux: LINUX };
}

/** The same system with more calls: those of a proposal. One that it has already is replaced. */
export function withCalls(system: System, calls: Rules): System {
  return { ...system, rules: { ...system.rules, ...calls } };
}

function merged<T>(records: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const entries = records.flatMap((record) => Object.entries(record));
  requireOnce(entries.map(([name]) => name));
  return Object.fromEntries(entries);
}

function requireOnce(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${twice} is brought twice to a system`);
}
