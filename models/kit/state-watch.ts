// SPDX-License-Identifier: MIT
// Properties of single states, judged and counted while a search goes by.
import { SyspecError } from '../../base/errors.ts';
import type { Machine } from './machine.ts';
import type { Property } from './property.ts';

/** In how many states a predicate is true, and the first state in which it is not what is usual. */
export interface Tally {
  states: number;
  /** Of an `always` the first state in which it is false, of a `reachable` the first in which it is true. */
  first: number | undefined;
}

/** A property of states, ready to be judged. */
interface Judged {
  readonly reader: string;
  readonly holds: (state: object) => boolean;
  /** The value that decides it. */
  readonly decisive: boolean;
  readonly tally: Tally;
}

/** Remembers the first state that decides each property. */
export class StateWatch<S> {
  /** By property; one that is not about single states stays as it is. */
  readonly tallies: readonly Tally[];
  private readonly machine: Machine;
  private readonly properties: readonly Property<S>[];
  private readonly counts: boolean;
  private readonly judged: readonly Judged[];

  /** With `counts`, every property is judged in every state. */
  constructor(machine: Machine, properties: readonly Property<S>[], counts: boolean) {
    this.machine = machine;
    this.properties = properties;
    this.counts = counts;
    this.tallies = properties.map(() => ({ states: 0, first: undefined }));
    this.judged = properties.flatMap((property, p) => {
      if (property.kind !== 'always' && property.kind !== 'reachable') return [];
      return {
        reader: `property "${property.name}"`,
        holds: property.holds as (state: object) => boolean,
        decisive: property.kind === 'reachable',
        tally: this.tallies[p] as Tally,
      };
    });
  }

  state(state: number): void {
    const { judged, counts, machine } = this;
    for (let p = 0; p < judged.length; p++) {
      const { reader, holds, decisive, tally } = judged[p] as Judged;
      if (!counts && tally.first !== undefined) continue;
      const value = machine.read(reader, holds);
      if (value) tally.states += 1;
      if (value === decisive) tally.first ??= state;
    }
  }

  /** `enabled` is an instance that led out of the state, or -1. */
  expanded(state: number, enabled: number): void {
    const { machine } = this;
    const terminal = machine.terminal !== undefined && machine.read('terminal', machine.terminal);
    if (terminal && enabled >= 0) {
      const label = machine.instances[enabled]?.label;
      throw new SyspecError(
        'BAD_MODEL',
        `${machine.name}: a state is declared terminal but \`${label}\` is enabled`,
        'Let no action be enabled in a terminal state, or narrow terminal().',
      );
    }
    if (terminal || enabled >= 0) return;
    for (const [p, { kind }] of this.properties.entries()) {
      if (kind === 'no-deadlock') (this.tallies[p] as Tally).first ??= state;
    }
  }
}
