// SPDX-License-Identifier: MIT
// Nothing stays pinned after calls of every outcome (R20): no socket, no file, no mount.
import { numberOf } from '../harness/numbers.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import { countFiles } from '../harness/scripted/counts.ts';
import { ENDINGS, LAST_ENDINGS } from './endings.ts';
import { Tally } from './tally.ts';
import { nameOf, runTrials, trialsOf } from './trial.ts';

/** Calls of every outcome, each in a world of its own: nothing is left of it when all is closed. */
export const PINS: OwnLane = {
  scenario: 'pins',
  needs: [],
  async run(context) {
    const target = await context.boot();
    const tally = new Tally();
    let before = await countFiles(target);
    for (const trial of trialsOf([...ENDINGS, ...LAST_ENDINGS], numberOf(context.numbers, 'fconnectat'))) {
      const name = nameOf(trial);
      context.onProgress(name);
      const [seen] = await runTrials(target, [trial]);
      tally.count(seen!);
      tally.failures.push(...seen!.failures);
      const { complete, value } = seen!;
      const { returns } = trial.ending;
      if (complete && value !== returns) tally.wrong(`${name}: ${value} instead of ${returns}`);
      const after = await countFiles(target);
      if (before === undefined || after === undefined) tally.wrong(`${name}: the files cannot be counted`);
      else if (before !== after) tally.wrong(`${name}: files are left open`);
      before = after;
    }
    return tally.result();
  },
};
