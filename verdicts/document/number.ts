// SPDX-License-Identifier: MIT
// The numbers of new calls: against what the series wires by hand, and constants of the conformance code.
import { constantName } from '../../base/slug.ts';
import { Comparing, type Comparison, type Repeaters, shown, untold } from './fact.ts';
import type { SourceLine } from './sources.ts';

/** How far alpha is ahead of all others with a new call's number, for its own old calls. */
const ALPHA_AHEAD = 110;

/** A number that some place gives a call. */
interface Numbered {
  readonly ahead: number;
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

/** Places that give the call a number: a #define, or a row of a table of calls. */
function wired(series: readonly SourceLine[], call: string): Numbered[] {
  const define = new RegExp(`^#\\s*define\\s+__NR_${call}\\s+(\\d+)`);
  const row = new RegExp(`^(\\d+)\\s+\\w+\\s+${call}\\s`);
  return series.flatMap(({ text, file, line, target }) => {
    const number = (define.exec(text) ?? row.exec(text))?.[1];
    if (number === undefined) return [];
    return [
      { ahead: target.startsWith('arch/alpha/') ? ALPHA_AHEAD : 0, file: shown(file), line, says: number },
    ];
  });
}

function constants(conformance: readonly SourceLine[], call: string): Numbered[] {
  const pattern = new RegExp(`\\bNR_${constantName(call)} = (\\d+)`);
  return conformance.flatMap(({ text, file, line }) => {
    const number = pattern.exec(text)?.[1];
    return number === undefined ? [] : [{ ahead: 0, file: shown(file), line, says: number }];
  });
}

/** A place that gives no number repeats nothing: wiring is made of the document, and the lanes read it. */
export function compareNumber({ proposal, series, conformance }: Repeaters): Comparison[] {
  const { calls, file, lines } = proposal;
  const added = calls.flatMap(({ name, number }) => (number === undefined ? [] : [{ name, number }]));
  if (added.length === 0) return [untold('number', 'the series', 'the document has none')];
  const line = lines.number ?? lines.calls ?? 0;
  const places = [
    { against: 'the series', find: (call: string) => wired(series, call) },
    { against: 'the conformance code', find: (call: string) => constants(conformance, call) },
  ];
  return places.flatMap(({ against, find }) => {
    const comparing = new Comparing();
    const found = added.flatMap((call) => find(call.name).map((other) => ({ ...call, other })));
    for (const { name, number, other } of found) {
      const { ahead, ...place } = other;
      comparing.equal(`the number of ${name}`, { file, line, says: String(number + ahead) }, place);
    }
    return found.length === 0 ? [] : [comparing.done('number', against)];
  });
}
