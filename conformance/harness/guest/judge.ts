// SPDX-License-Identifier: MIT
// Runs scripts on a guest and says what was not as it must be.
import type { OwnFailure, OwnResult } from '../own-lane.ts';
import type { OpenTarget } from '../target/open-target.ts';
import { type Expectation, type JudgedScript, Played } from './judged-script.ts';

interface Line {
  readonly expectation: Expectation;
  readonly observed: string;
}

const holds = ({ expectation, observed }: Line): boolean => observed === expectation.expected;

/** What was expected beside what was observed; of the set-up only what went wrong. */
function diagramOf(lines: readonly Line[], fault: string | undefined): string {
  const shown = lines.filter((line) => !holds(line) || !line.expectation.label.startsWith('set-up: '));
  const width = Math.max(...shown.map(({ expectation }) => expectation.label.length), 0);
  const rows = shown.flatMap((line) => {
    const { label, expected } = line.expectation;
    if (holds(line)) return [`   ${label.padEnd(width)}  ${expected}`];
    return [
      `!! ${label.padEnd(width)}  expected ${expected}`,
      `   ${''.padEnd(width)}  observed ${line.observed}`,
    ];
  });
  return [...rows, ...(fault === undefined ? [] : [`!! the shim: ${fault}`])].join('\n');
}

/** Runs one script on the guest. */
async function play(target: OpenTarget, script: JudgedScript): Promise<Played | OwnFailure> {
  const [result] = await target.run([{ ops: script.ops }]);
  if (result === undefined || 'crashed' in result)
    return { title: script.title, kind: 'crash', diagram: result?.crashed ?? 'no result' };
  return new Played(result);
}

/**
 * Why the guest cannot do what a script sets up, in the words of its first expectation that does not hold; undefined
 * when all hold.
 */
export async function missing(target: OpenTarget, script: JudgedScript): Promise<string | undefined> {
  const played = await play(target, script);
  if (!(played instanceof Played)) return `${script.title}: ${played.diagram}`;
  for (const expectation of script.expectations) {
    const observed = expectation.observed(played);
    if (observed !== expectation.expected)
      return `${script.title}: ${expectation.label} gives ${observed} instead of ${expectation.expected}`;
  }
  return played.fault === undefined ? undefined : `${script.title}: ${played.fault}`;
}

/** Runs the scripts in their order. What they set up in the guest is gone after a crash, which therefore ends the run. */
export async function judge(target: OpenTarget, scripts: readonly JudgedScript[]): Promise<OwnResult> {
  const failures: OwnFailure[] = [];
  const covered = new Set<string>();
  let cases = 0;
  let calls = 0;
  for (const script of scripts) {
    cases += 1;
    calls += script.ops.filter(({ op }) => op === 'call').length;
    const played = await play(target, script);
    if (!(played instanceof Played)) {
      failures.push(played);
      break;
    }
    const lines = script.expectations.map((expectation) => ({
      expectation,
      observed: expectation.observed(played),
    }));
    for (const line of lines)
      if (line.expectation.covers !== undefined && holds(line)) covered.add(line.expectation.covers);
    if (played.fault !== undefined || !lines.every(holds))
      failures.push({ title: script.title, kind: 'difference', diagram: diagramOf(lines, played.fault) });
  }
  return { cases, calls, failures, covered: [...covered].sort() };
}
