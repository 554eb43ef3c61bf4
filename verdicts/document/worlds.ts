// SPDX-License-Identifier: MIT
// Who and what is in each scenario, the world with which they begin, and how far they go: against what the model says.
import { Comparing, type Comparison, placeInModel, type Repeaters, untold } from './fact.ts';
import { comparePhrases } from './phrases.ts';
import { NO_WORDS } from './told.ts';

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
    for (const [what, of] of [
      ['differs', `what ${name} differs in`],
      ['rivals', `the rivals of ${name}`],
    ] as const) {
      comparePhrases(
        comparing,
        of,
        { ...document, says: row?.[what] ?? null },
        { ...other, says: said?.[what] ?? null },
      );
    }
  }
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
