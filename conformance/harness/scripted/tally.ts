// SPDX-License-Identifier: MIT
// What a lane that judges itself gathers.
import type { OwnFailure, OwnResult } from '../own-lane.ts';
import type { Target } from '../target.ts';
import { runScript, type ScriptRun } from './run.ts';
import type { Script } from './script.ts';

/** Counts what was tried, and keeps what was wrong and what was seen. */
export class Tally {
  #cases = 0;
  #calls = 0;
  readonly failures: OwnFailure[] = [];
  readonly covered = new Set<string>();

  /** One more was tried, by these calls. */
  count({ calls }: Pick<Script, 'calls'>): void {
    this.#cases += 1;
    this.#calls += calls;
  }

  wrong(title: string): void {
    this.failures.push({ title, kind: 'difference' });
  }

  /** It was not run to its end. */
  ended(name: string, { title, crashed }: NonNullable<ScriptRun['ended']>): void {
    this.failures.push({ title: `${name}: ${title}`, kind: crashed ? 'crash' : 'difference' });
  }

  /** Runs a script and counts it; one that was not run to its end is a failure, and gives undefined. */
  async run(target: Target, script: Script, name: string): Promise<ScriptRun | undefined> {
    const run = await runScript(target, script);
    this.count(script);
    if (run.ended === undefined) return run;
    this.ended(name, run.ended);
    return undefined;
  }

  result(): OwnResult {
    return {
      ...{ cases: this.#cases, calls: this.#calls },
      ...{ failures: this.failures, covered: [...this.covered].sort() },
    };
  }
}
