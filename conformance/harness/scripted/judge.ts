// SPDX-License-Identifier: MIT
// Runs scripts on a guest and says what was not as it must be.
import { aligned } from '../../../base/table.ts';
import type { OwnResult } from '../own-lane.ts';
import type { OpenTarget } from '../target.ts';
import type { Expectation, JudgedScript } from './judged-script.ts';
import { runScript } from './run.ts';
import { Tally } from './tally.ts';

interface Line {
  readonly expectation: Expectation;
  readonly observed: string;
}

const holds = ({ expectation, observed }: Line): boolean => observed === expectation.expected;

/** What was expected beside what was observed; of the set-up only what went wrong. */
function diagramOf(lines: readonly Line[], ended: string | undefined): string {
  const shown = lines.filter((line) => !holds(line) || !line.expectation.label.startsWith('set-up: '));
  const rows = shown.flatMap((line) => {
    const { label, expected } = line.expectation;
    if (holds(line)) return [[`   ${label}`, expected]];
    return [
      [`!! ${label}`, `expected ${expected}`],
      ['', `observed ${line.observed}`],
    ];
  });
  return [...aligned(rows), ...(ended === undefined ? [] : [`!! ${ended}`])].join('\n');
}

/**
 * Why the guest cannot do what a script sets up, in the words of its first expectation that does not hold; undefined
 * when all hold.
 */
export async function missing(target: OpenTarget, script: JudgedScript): Promise<string | undefined> {
  const run = await runScript(target, script);
  if (run.isLost) return `${script.title}: ${run.ended?.title}`;
  for (const expectation of script.expectations) {
    const observed = expectation.observed(run);
    if (observed !== expectation.expected)
      return `${script.title}: ${expectation.label} gives ${observed} instead of ${expectation.expected}`;
  }
  return run.ended === undefined ? undefined : `${script.title}: ${run.ended.title}`;
}

/** Runs the scripts in their order. What they set up in the guest is gone after a crash, which therefore ends the run. */
export async function judge(target: OpenTarget, scripts: readonly JudgedScript[]): Promise<OwnResult> {
  const tally = new Tally();
  for (const script of scripts) {
    tally.count(script);
    const run = await runScript(target, script);
    const { isLost, ended } = run;
    if (isLost) {
      const kind = ended?.crashed === true ? 'crash' : 'difference';
      tally.failures.push({ title: script.title, kind, diagram: ended?.title ?? '' });
      break;
    }
    const lines = script.expectations.map((expectation) => ({
      expectation,
      observed: expectation.observed(run),
    }));
    for (const line of lines)
      if (line.expectation.covers !== undefined && holds(line)) tally.covered.add(line.expectation.covers);
    if (ended !== undefined || !lines.every(holds))
      tally.failures.push({
        title: script.title,
        kind: 'difference',
        diagram: diagramOf(lines, ended?.title),
      });
  }
  return tally.result();
}
