// SPDX-License-Identifier: MIT
// The numbers of new calls: against what the series wires by hand, constants of the conformance code, and the kernel's tables.
import { constantName } from '../../base/slug.ts';
import { basesOf, type Proposal } from '../../spec/index.ts';
import { Comparing, type Comparison, type Repeaters, shown, untold } from './fact.ts';
import type { SourceLine } from './sources.ts';

/** The architectures whose table is ahead of all others with a new call's number, for its own old calls, and how far. */
const AHEAD: Readonly<Record<string, number>> = { alpha: 110 };

const tableOf = (arch: string): string => `arch/${arch}/kernel/syscalls/syscall.tbl`;

/** How far ahead the table is to which a patch adds. */
const aheadIn = (target: string): number => AHEAD[/^arch\/(\w+)\//.exec(target)?.[1] ?? ''] ?? 0;

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
    return [{ ahead: aheadIn(target), file: shown(file), line, says: number }];
  });
}

function constants(conformance: readonly SourceLine[], call: string): Numbered[] {
  const pattern = new RegExp(`\\bNR_${constantName(call)} = (\\d+)`);
  return conformance.flatMap(({ text, file, line }) => {
    const number = pattern.exec(text)?.[1];
    return number === undefined ? [] : [{ ahead: 0, file: shown(file), line, says: number }];
  });
}

/** Questions such as `Which number has the call on alpha?`: the answer taken is `the same`, or `110 more`. */
function againstTables({ ambiguities, base, file }: Proposal): Comparison[] {
  const comparing = new Comparing();
  for (const { id, question, one, other, taken, line } of ambiguities) {
    const arch = /^Which number .* on (\w+)\?$/.exec(question)?.[1];
    if (arch === undefined) continue;
    const ahead = AHEAD[arch];
    comparing.equal(
      `the number on ${arch} (${id})`,
      { file, line, says: taken === 'the first' ? one : other },
      {
        file: `Linux ${basesOf(base)[0]}, ${tableOf(arch)}`,
        line: 0,
        says: ahead === undefined ? 'the same' : `${ahead} more`,
      },
    );
  }
  const done = comparing.done('number', "the kernel's tables");
  return done.compared === 0 ? [] : [done];
}

/** A place that gives no number repeats nothing: wiring is made of the document, and the lanes read it. */
function againstPlaces({ proposal, series, conformance }: Repeaters): Comparison[] {
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

/** The numbers, and how far they are from others where a table has numbers of its own. */
export const compareNumber = (repeaters: Repeaters): Comparison[] => [
  ...againstPlaces(repeaters),
  ...againstTables(repeaters.proposal),
];
