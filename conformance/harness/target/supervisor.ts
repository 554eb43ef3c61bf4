// SPDX-License-Identifier: MIT
// Runs sequences across the deaths of kernels: names the sequence that did it, boots again, and goes on.
import { SyspecError } from '../../../base/errors.ts';
import type { Hello, Sequence, SequenceResult } from '../protocol/types.ts';
import type { Crash, OpenTarget } from '../target.ts';
import { attempt, consoleRead, type Death } from './attempt.ts';
import { Hunt } from './hunt.ts';
import type { OpenSession, Session } from './session.ts';

/** How patient the supervisor is. */
export interface Patience {
  /** Milliseconds without any answer after which a kernel is taken to hang: a watchdog, and never a verdict. */
  readonly hangMs: number;
  /** Crashes after which no kernel is booted any more. */
  readonly maxCrashes: number;
}

const PATIENCE: Patience = { hangMs: 60_000, maxCrashes: 100 };

type Slot = SequenceResult | Crash | undefined;

const hasFault = (slot: Slot, kind: string): boolean =>
  slot !== undefined && 'settled' in slot && slot.fault?.startsWith(kind) === true;

/** Keeps a session open, and opens another when it has died. */
export class Supervisor implements OpenTarget {
  readonly #open: OpenSession;
  readonly #patience: Patience;
  readonly hello: Hello;
  readonly name: string;
  crashes = 0;
  #session: Session | undefined;
  /** Complaints of the session that are accounted for. */
  #known = 0;
  /** Complaints of no sequence that have not been asked for. */
  #late: Crash[] = [];
  /** Those of booting that were told: each boot has them again. */
  readonly #told = new Set<string>();
  /** Why no session is opened any more. */
  #over: string | undefined;

  private constructor(open: OpenSession, session: Session, name: string, patience: Patience) {
    this.#open = open;
    this.#patience = patience;
    this.hello = session.shim.hello;
    this.name = name;
    this.#begin(session);
  }

  /**
   * Begins the first session.
   * @throws SyspecError as OpenSession
   */
  static async start(
    open: OpenSession,
    name: (hello: Hello) => string,
    patience: Partial<Patience> = {},
  ): Promise<Supervisor> {
    const session = await open();
    return new Supervisor(open, session, name(session.shim.hello), { ...PATIENCE, ...patience });
  }

  /** On one CPU a task that returns is not overtaken. */
  get ordered(): boolean {
    return this.hello.cpus === 1;
  }

  /**
   * Runs the sequences, one result each. Those that a kernel died of or complained about are run again one by one, each
   * on a kernel without complaints, until it is known which it was.
   * @throws SyspecError INTERRUPTED, DISK_FULL
   */
  async run(sequences: readonly Sequence[]): Promise<readonly (SequenceResult | Crash)[]> {
    const slots: Slot[] = sequences.map(() => undefined);
    let hunt: Hunt | undefined;
    for (;;) {
      if (hunt?.next === undefined) {
        hunt?.end(slots);
        hunt = undefined;
      }
      const left = [...slots.keys()].filter((i) => slots[i] === undefined);
      const group = hunt?.next === undefined ? left : [hunt.next];
      const session = group.length === 0 ? undefined : await this.#live();
      if (session === undefined) {
        hunt?.end(slots);
        return slots.map((slot) => slot ?? { crashed: this.#over ?? 'no result', notRun: true });
      }
      const { results, death } = await attempt(
        session,
        group.map((i) => sequences[i]!),
        this.#patience.hangMs,
        this.#known,
      );
      for (const [at, i] of group.entries()) slots[i] = results[at];
      hunt?.tried(death !== undefined);
      if (death === undefined) {
        await this.#leaveStuck(slots, group);
        continue;
      }
      await this.#lose();
      const suspects = death.suspects.map((at) => group[at]!);
      if (suspects.length === 0) this.#late.push(crashOf(death));
      else if (suspects.length === 1) slots[suspects[0]!] = crashOf(death);
      else hunt = new Hunt(crashOf(death), suspects);
    }
  }

  async complaints(): Promise<readonly Crash[]> {
    await consoleRead();
    if (this.#session !== undefined && this.#gather(this.#session)) await this.#lose();
    return this.#late.splice(0);
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#over ??= 'it was closed';
    if (session === undefined) return;
    await session.close();
    this.#gather(session);
  }

  #begin(session: Session): void {
    this.#session = session;
    this.#known = session.complaints.length;
    for (const why of session.complaints) {
      if (this.#told.has(why)) continue;
      this.#told.add(why);
      this.#late.push(crashOf({ why: `while booting: ${why}`, ...logOf(session) }));
    }
  }

  /** Takes complaints that came outside of a run; whether there were any. */
  #gather(session: Session): boolean {
    const fresh = session.complaints.slice(this.#known);
    this.#known = session.complaints.length;
    this.#late.push(...fresh.slice(0, 1).map((why) => crashOf({ why, ...logOf(session) })));
    return fresh.length > 0;
  }

  /** A session whose kernel has not complained; undefined when there will be none any more. */
  async #live(): Promise<Session | undefined> {
    if (this.#session !== undefined && this.#gather(this.#session)) await this.#lose();
    if (this.#session !== undefined || this.#over !== undefined) return this.#session;
    if (this.crashes >= this.#patience.maxCrashes) {
      this.#over = `given up after ${this.crashes} crashes`;
      return undefined;
    }
    try {
      this.#begin(await this.#open());
    } catch (error) {
      // What was seen so far is worth reporting, unless nothing can be, or it is not wanted.
      if (!(error instanceof SyspecError) || ['INTERRUPTED', 'DISK_FULL'].includes(error.code)) throw error;
      this.#over = `the kernel does not start again: ${error.message}`;
    }
    return this.#session;
  }

  async #lose(): Promise<void> {
    this.crashes += 1;
    const session = this.#session;
    this.#session = undefined;
    await session?.kill();
  }

  /** Another kernel after a task that cannot be killed; what then found no worker left is run again. */
  async #leaveStuck(slots: Slot[], group: readonly number[]): Promise<void> {
    if (!group.some((i) => hasFault(slots[i], 'unkillable'))) return;
    for (const i of group) if (hasFault(slots[i], 'workers')) slots[i] = undefined;
    await this.#lose();
  }
}

function crashOf({ why, log }: Omit<Death, 'suspects'>): Crash {
  return { crashed: why, ...(log === undefined ? {} : { log }) };
}

const logOf = ({ log }: Session): { log?: string } => (log === undefined ? {} : { log });
