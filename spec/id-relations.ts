// SPDX-License-Identifier: MIT
// Ids and names are unique, and numbered ids stand in their order.
import type { Finding, Relation, Sections } from './relation.ts';
import type { SectionName } from './sections.ts';

interface Named {
  readonly name: string;
  readonly line: number;
}

const ids = (rows: readonly { id: string; line: number }[]): Named[] =>
  rows.map(({ id, line }) => ({ name: id, line }));

const NAMES: readonly (readonly [SectionName, noun: string, (sections: Sections) => readonly Named[]])[] = [
  ['Flags', 'flag', ({ flags }) => flags],
  ['Rules', 'rule', ({ rules }) => ids(rules)],
  ['Errors', 'error', ({ errors }) => ids(errors)],
  ['State', 'state variable', ({ state }) => state.map(({ variable, line }) => ({ name: variable, line }))],
  ['State', 'field', ({ fields }) => fields.map(({ of, field, line }) => ({ name: `${of}.${field}`, line }))],
  // Two steps of different owners may not share an action: traces and TLA+ tell them apart by it.
  ['Steps', 'step of the action', ({ steps }) => steps.map(({ action, line }) => ({ name: action, line }))],
  [
    'Specification',
    'step of the specification',
    ({ specification }) => specification.steps.map(({ step, line }) => ({ name: step, line })),
  ],
  ['Claims', 'formula', ({ formulas }) => formulas],
  ['Variants', 'variant', ({ variants }) => variants],
  ['Scenarios', 'scenario', ({ scenarios }) => scenarios],
  ['Races', 'race', ({ races }) => races],
  ['Claims', 'claim', ({ claims }) => ids(claims)],
  ['Alternatives', 'alternative', ({ alternatives }) => alternatives],
  ['Ambiguities', 'ambiguity', ({ ambiguities }) => ids(ambiguities)],
];

function repeated(place: SectionName, noun: string, rows: readonly Named[]): Finding[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ name, line }) => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, line);
      return [];
    }
    const message = `there is a second ${noun} ${name}`;
    return [{ place, line, message, expected: 'each once', hint: `rename it, or the one in line ${before}` }];
  });
}

/** The refinement comes first, then claims, then what is not claimed; within a letter, and for all else, by number. */
const rank = (id: string): number => (id.startsWith('N') ? 1e6 : 0) + Number(id.slice(1));

function misplaced(place: SectionName, rows: readonly Named[]): Finding[] {
  return rows.flatMap(({ name, line }, at) => {
    const before = rows[at - 1]?.name;
    if (before === undefined || rank(before) <= rank(name)) return [];
    const message = `${name} stands after ${before}`;
    return [{ place, line, message, expected: 'ids in ascending order', hint: 'move it' }];
  });
}

/** What may follow the error `before`: the next number, or what came in between later, under a letter. */
function nextErrors(before: string): readonly [number: string, letter: string] {
  const [, number = '', letter = ''] = /^E(\d+)([a-z]?)$/.exec(before) ?? [];
  const next = letter === '' ? 'a' : String.fromCharCode(letter.charCodeAt(0) + 1);
  return [`E${Number(number) + 1}`, `E${number}${next}`];
}

/** The place of an error in its table is the order in which it is checked, so its number leaves no gap. */
function misnumbered(rows: readonly Named[]): Finding[] {
  if (new Set(rows.map(({ name }) => name)).size < rows.length) return [];
  const may = (at: number) => (at === 0 ? ['E1'] : nextErrors(rows[at - 1]!.name));
  const at = rows.findIndex(({ name }, index) => !may(index).includes(name));
  const row = rows[at];
  if (row === undefined) return [];
  return [
    {
      place: 'Errors',
      line: row.line,
      message: `${row.name} is out of order`,
      expected: may(at).join(' or '),
      hint: 'number the errors from E1 in the order in which they are checked',
    },
  ];
}

/** All of them. */
export const ID_RELATIONS: readonly Relation[] = [
  ...NAMES.map(
    ([place, noun, rows]): Relation => ({
      of: [place],
      findings: (sections) => repeated(place, noun, rows(sections)),
    }),
  ),
  { of: ['Rules'], findings: ({ rules }) => misplaced('Rules', ids(rules)) },
  { of: ['Claims'], findings: ({ claims }) => misplaced('Claims', ids(claims)) },
  { of: ['Ambiguities'], findings: ({ ambiguities }) => misplaced('Ambiguities', ids(ambiguities)) },
  { of: ['Errors'], findings: ({ errors }) => misnumbered(ids(errors)) },
];
