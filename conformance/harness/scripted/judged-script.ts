// SPDX-License-Identifier: MIT
// A script together with what must come of each call.
import type { ScriptRun } from './run.ts';
import { Script } from './script.ts';

/** Something that must be seen. */
export interface Expectation {
  readonly label: string;
  readonly expected: string;
  observed(run: ScriptRun): string;
  /** An item of coverage that is seen when this holds. */
  readonly covers?: string | undefined;
}

/** A call that had to succeed, so that there be anything to judge. */
const SUCCEEDED = /^\d+$/;

/** A sequence with its judgement. A call of which nothing is expected must succeed. */
export class JudgedScript extends Script {
  readonly title: string;
  readonly #expectations: Expectation[] = [];
  readonly #judged = new Set<number>();

  constructor(title: string) {
    super();
    this.title = title;
  }

  /** What the call must give, at once; `blocked` is one of the answers. */
  expect(op: number, label: string, expected: string, covers?: string): void {
    this.expectThat({ label, expected, covers, observed: (run) => run.atOnce(op) }, [op]);
  }

  /** What a call that had blocked must give in the end. */
  expectInTheEnd(op: number, label: string, expected: string, covers?: string): void {
    this.expectThat({ label, expected, covers, observed: (run) => run.inTheEnd(op) }, [op]);
  }

  /** Something that must be read off the run; the calls `of` need not succeed. */
  expectThat(expectation: Expectation, of: readonly number[] = []): void {
    for (const op of of) this.#judged.add(op);
    this.#expectations.push(expectation);
  }

  /** All that must be seen: first that the set-up came off, then what was asked for, in its order. */
  get expectations(): readonly Expectation[] {
    const setUp = this.ops.flatMap((op, at): Expectation[] =>
      op.op !== 'call' || this.#judged.has(at)
        ? []
        : [
            {
              label: `set-up: call ${op.nr} of task ${op.task} (operation ${at})`,
              expected: 'succeeds',
              observed: (run) => {
                const seen = run.inTheEnd(at);
                return SUCCEEDED.test(seen) ? 'succeeds' : seen;
              },
            },
          ],
    );
    return [...setUp, ...this.#expectations];
  }
}
