// SPDX-License-Identifier: MIT
// What a kernel showed, as views.
import type { Op, SequenceResult, Settled } from '../protocol/types.ts';
import { SIGNUMS } from '../signums.ts';
import type { Scene } from './scene.ts';
import { makeView, type Show, type View } from './view.ts';

const SIGNAL_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(SIGNUMS).map(([name, signum]) => [signum, name]),
);

/** Reads a sequence, operation by operation. */
export class Reader {
  readonly #scene: Pick<Scene<never>, 'tasks' | 'read'>;
  readonly #ops: readonly Op[];
  readonly #names: ReadonlyMap<number, string>;
  readonly #pids = new Map<number, string>();
  readonly #dead = new Set<string>();

  constructor(scene: Pick<Scene<never>, 'tasks' | 'read'>, ops: readonly Op[]) {
    this.#scene = scene;
    this.#ops = ops;
    this.#names = new Map(Object.entries(scene.tasks).map(([name, task]) => [task, name]));
  }

  /** What the operations from `from` up to `to` showed; undefined when the last one was not run. */
  view({ settled }: SequenceResult, from: number, to: number): View | undefined {
    const last = settled[to - 1];
    if (last === undefined) return undefined;
    const events = settled.slice(from, to).flatMap((one) => this.#events(one));
    return makeView(this.#show(last), events);
  }

  /** The same of a set-up, whose calls say nothing. */
  setUp({ settled }: SequenceResult, to: number): View | undefined {
    const last = settled[to - 1];
    for (const one of settled.slice(0, to)) this.#events(one);
    return last === undefined ? undefined : makeView(this.#show(last), []);
  }

  /** The first call of a range that failed, and with what; a set-up is to have none. */
  failed({ settled }: SequenceResult, from: number, to: number): string | undefined {
    for (const { returned } of settled.slice(from, to)) {
      const wrong = returned.find(({ value }) => value < 0n);
      if (wrong !== undefined) return `operation ${wrong.op} returned ${wrong.value}`;
    }
    return undefined;
  }

  #events({ returned, signals, died, spawned }: Settled): string[] {
    for (const { task, pid } of spawned) this.#pids.set(pid, this.#names.get(task) ?? `t${task}`);
    const events: string[] = [];
    for (const one of returned) {
      const name = this.#names.get(one.task);
      const op = this.#ops[one.op];
      if (op?.op !== 'call') continue;
      const text = this.#scene.read(op, one, this.#pids);
      if (text !== undefined) events.push(`${name ?? `t${one.task}`} ${text}`);
    }
    for (const { task, signal, count } of signals) {
      for (let i = 0; i < count; i++)
        events.push(`${this.#names.get(task)} handled ${SIGNAL_NAMES.get(signal) ?? `signal ${signal}`}`);
    }
    for (const { task } of died) {
      const name = this.#names.get(task);
      if (name === undefined) continue;
      this.#dead.add(name);
      events.push(`${name} died`);
    }
    return events;
  }

  #show({ blocked, parked }: Settled): Record<string, Show> {
    const show: Record<string, Show> = {};
    for (const [name, task] of Object.entries(this.#scene.tasks)) {
      const at = parked.find((one) => one.task === task);
      if (this.#dead.has(name)) show[name] = 'dead';
      else if (at !== undefined) show[name] = `parked at ${at.point}`;
      else show[name] = blocked.includes(task) ? 'asleep' : 'idle';
    }
    return show;
  }
}
