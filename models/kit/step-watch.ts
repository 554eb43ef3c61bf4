// SPDX-License-Identifier: MIT
// Properties of single steps, judged while a search goes by: two views side by side, before and after.
import type { Machine } from './machine.ts';
import { located } from './model-error.ts';
import type { Property, StepProperty } from './property.ts';
import type { StateStore } from './store.ts';

/** A step, by numbers. */
export interface NumberedStep {
  readonly state: number;
  readonly instance: number;
  readonly to: number;
}

/** Remembers the first step that breaks each property. */
export class StepWatch<S> {
  readonly properties: readonly StepProperty<S>[];
  private readonly machine: Machine;
  private readonly broken = new Map<StepProperty<S>, NumberedStep>();
  private loaded = -1;

  constructor(machine: Machine, properties: readonly Property<S>[]) {
    this.machine = machine;
    this.properties = properties.filter((property) => property.kind === 'step');
  }

  brokenBy(property: StepProperty<S>): NumberedStep | undefined {
    return this.broken.get(property);
  }

  /** Judges the step, whose ends are in `store`. */
  step(store: StateStore, state: number, instance: number, to: number): void {
    const { machine } = this;
    if (this.broken.size === this.properties.length) return;
    const [before, after] = machine.readers;
    if (this.loaded !== state) before.take(store, state);
    this.loaded = state;
    after.take(store, to);
    const taken = machine.instances[instance]!.taken;
    for (const property of this.properties) {
      if (this.broken.has(property)) continue;
      const holds = property.holds as (before: object, step: typeof taken, after: object) => boolean;
      try {
        const reader = `property "${property.name}"`;
        const work = () => holds(before.state, taken, after.state);
        if (!machine.readBoth(reader, work, before, after))
          this.broken.set(property, { state, instance, to });
      } catch (error) {
        throw located(error, machine, store, state, { instance, to });
      }
    }
  }
}
