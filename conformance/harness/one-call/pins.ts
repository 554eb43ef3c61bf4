// SPDX-License-Identifier: MIT
// Nothing stays pinned after calls of every outcome: no file, no mount, nothing that is counted.
import type { OwnLane } from '../own-lane.ts';
import { countFiles } from '../scripted/counts.ts';
import { Tally } from '../scripted/tally.ts';
import type { Ending, Subject, World } from './subject.ts';
import { nameOf, runTrials, trialsOf } from './trial.ts';

/** Calls of every outcome, each in a world of its own: nothing is left of it when all is closed. */
export const pinsLane = <W extends World, E extends Ending<W>>(
  subject: Subject<W, E>,
  endings: readonly E[],
): OwnLane => ({
  scenario: 'pins',
  what: 'after calls of every outcome no file and no mount is still held',
  needs: [],
  async run({ boot, numbers, onProgress }) {
    const target = await boot();
    const tally = new Tally();
    let before = await countFiles(target);
    for (const trial of trialsOf(endings, numbers)) {
      const name = nameOf(trial);
      onProgress(name);
      const [seen] = await runTrials(target, subject, [trial]);
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
});
