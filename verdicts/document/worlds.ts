// SPDX-License-Identifier: MIT
// Who and what is in each scenario, the world with which they begin, and how far they go: against what the model says.
import type { Proposal } from '../../spec/index.ts';
import { Comparing, type Comparison, placeInModel, type Repeaters, untold } from './fact.ts';
import { comparePhrases } from './phrases.ts';
import { expanded } from './shorthands.ts';
import { NO_WORDS } from './told.ts';

/** A word that is in no program is compared with nothing. */
function compareUse(comparing: Comparing, { file, scenarios, shorthands }: Proposal): void {
  const used = new Set(scenarios.flatMap(({ rivals }) => expanded(rivals, shorthands).used));
  for (const row of shorthands) {
    comparing.equal(
      `the word of programs ${row.short}`,
      { file, line: row.line, says: 'a word' },
      { file, line: scenarios[0]?.line ?? 0, says: used.has(row) ? 'a word' : 'in no program' },
    );
  }
}

function compareRows(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const told = models.told?.scenarios;
  if (told === undefined) return untold('scenarios in words', 'the model', NO_WORDS);
  const comparing = new Comparing();
  const rows = new Map(proposal.scenarios.map((row) => [row.name, row]));
  const says = new Map(told.map((each) => [each.name, each]));
  for (const name of new Set([...rows.keys(), ...says.keys()])) {
    const [row, said] = [rows.get(name), says.get(name)];
    const document = { file: proposal.file, line: row?.line ?? proposal.scenarios[0]?.line ?? 0 };
    const other = placeInModel(repeaters, new RegExp(`\\bname: '${name}'`));
    const rivals = row === undefined ? null : expanded(row.rivals, proposal.shorthands).text;
    for (const [of, mine, theirs] of [
      [`what ${name} differs in`, row?.differs ?? null, said?.differs ?? null],
      [`the rivals of ${name}`, rivals, said?.rivals ?? null],
    ] as const) {
      comparePhrases(comparing, of, { ...document, says: mine }, { ...other, says: theirs });
    }
  }
  compareUse(comparing, proposal);
  return comparing.done('scenarios in words', 'the model');
}

function compareParts({ proposal, models }: Repeaters): Comparison {
  const told = models.told?.worlds;
  if (told === undefined) return untold('worlds', 'the model', NO_WORDS);
  const comparing = new Comparing();
  const keyOf = ({ of, part }: { of: string | null; part: string }) => `${part} of ${of ?? 'each scenario'}`;
  const rows = new Map(proposal.worlds.map((row) => [keyOf(row), row]));
  const says = new Map(told.map((each) => [keyOf(each), each]));
  const document = { file: proposal.file, line: proposal.worlds[0]?.line ?? 0 };
  comparing.equal(
    'how many parts the worlds have',
    { ...document, says: String(proposal.worlds.length) },
    { file: `models/${models.slug}`, line: 0, says: String(told.length) },
  );
  for (const key of new Set([...rows.keys(), ...says.keys()])) {
    const row = rows.get(key);
    comparePhrases(
      comparing,
      key,
      { ...document, line: row?.line ?? document.line, says: row?.what ?? null },
      { file: `models/${models.slug}`, line: 0, says: says.get(key)?.says ?? null },
    );
  }
  return comparing.done('worlds', 'the model');
}

function compareBounds(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const told = models.told?.bounds;
  if (told === undefined) return untold('bounds', 'the model', NO_WORDS);
  const comparing = new Comparing();
  const place = placeInModel(repeaters, /\bRAISED\b/);
  const sides = [
    ['the bounds', proposal.bounds, told.at],
    ['what is one above the bounds', proposal.above, told.above],
  ] as const;
  for (const [of, sentence, says] of sides) {
    comparePhrases(
      comparing,
      of,
      {
        file: proposal.file,
        line: sentence?.line ?? proposal.bounds.line,
        says: sentence?.text.replace(/\.$/, '') ?? null,
      },
      { ...place, says },
    );
  }
  return comparing.done('bounds', 'the model');
}

/** The rows of the scenarios, the parts of their worlds, and the bounds. */
export const compareWorlds = (repeaters: Repeaters): Comparison[] => [
  compareRows(repeaters),
  compareParts(repeaters),
  compareBounds(repeaters),
];
