// SPDX-License-Identifier: MIT
// The call's number, and the errno of a kernel without it: against what the series wires by hand, and the conformance code.
import { constantName } from '../../base/slug.ts';
import { Comparing, type Comparison, type Repeaters, shown, untold } from './fact.ts';
import type { SourceLine } from './sources.ts';

/** How far alpha is ahead of all others with a new call's number, for its own old calls. */
const ALPHA_AHEAD = 110;

/** Places that give the call `slug` a number: a #define, or a row of a table of calls. */
function wired(series: readonly SourceLine[], slug: string) {
  const define = new RegExp(`^#\\s*define\\s+__NR_${slug}\\s+(\\d+)`);
  const row = new RegExp(`^(\\d+)\\s+\\w+\\s+${slug}\\s`);
  return series.flatMap(({ text, file, line, target }) => {
    const number = (define.exec(text) ?? row.exec(text))?.[1];
    if (number === undefined) return [];
    return [
      { ahead: target.startsWith('arch/alpha/') ? ALPHA_AHEAD : 0, file: shown(file), line, says: number },
    ];
  });
}

function constants(conformance: readonly SourceLine[], slug: string) {
  const pattern = new RegExp(`\\bNR_${constantName(slug)} = (\\d+)`);
  return conformance.flatMap(({ text, file, line }) => {
    const number = pattern.exec(text)?.[1];
    return number === undefined ? [] : [{ ahead: 0, file: shown(file), line, says: number }];
  });
}

/** The errno by which a kernel shows that it lacks the interface. */
export function compareProbe({ proposal, conformance }: Repeaters): Comparison[] {
  const { file, lines, probe } = proposal;
  const found = conformance.flatMap(({ text, file: other, line }) => {
    const says = /\babsent: '(E\w+)'/.exec(text)?.[1];
    return says === undefined ? [] : [{ file: shown(other), line, says }];
  });
  if (found.length === 0) return [untold('probe', 'the conformance code', 'it asks for no call')];
  const comparing = new Comparing();
  for (const other of found)
    comparing.equal('the probe', { file, line: lines.probe ?? 0, says: probe }, other);
  return [comparing.done('probe', 'the conformance code')];
}

/** The number of a new system call. */
export function compareNumber({ proposal, series, conformance }: Repeaters): Comparison[] {
  const { slug, number, file, lines } = proposal;
  if (number === undefined) return [untold('number', 'the series', 'the document has none')];
  const numbered = wired(series, slug);
  const places = [
    // Where no patch wires the call, its wiring is made of the document, and repeats nothing.
    ...(numbered.length > 0 || series.length === 0 ? [{ against: 'the series', found: numbered }] : []),
    { against: 'the conformance code', found: constants(conformance, slug) },
  ];
  return places.map(({ against, found }) => {
    if (found.length === 0) return untold('number', against, `${against} gives ${slug} no number`);
    const comparing = new Comparing();
    for (const { ahead, ...other } of found) {
      const document = { file, line: lines.number ?? 0, says: String(number + ahead) };
      comparing.equal(`the number of ${slug}`, document, other);
    }
    return comparing.done('number', against);
  });
}
