// SPDX-License-Identifier: MIT
// Which mutants a specification has, from what SANY understood of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { type Parsed, parseSpecification } from './export.ts';
import { type Roles, type TlaMutant, tlaMutants } from './mutants.ts';
import { CHOICE_MODULE, type Choice, choiceText, withChoices } from './schemata.ts';
import { partsOfSpecification } from './specification.ts';

const TOY = join(import.meta.dirname, 'fixtures', 'Toy.tla');
const ROLES: Roles = {
  specifications: ['Spec', 'FairSpec'],
  claims: ['Kept'],
  unreached: ['NotGrown'],
  excluded: [],
  judges: [],
};

const folder = folderOfFile();
let parsed: Parsed;
let mutants: TlaMutant[];
beforeAll(async () => {
  parsed = await parseSpecification(TOY, []);
  mutants = tlaMutants(parsed.syntax, parsed.sources, ROLES);
});

/** `kind: original -> replacement` of one operator. */
const of = (operator: string) =>
  mutants
    .filter(({ id }) => id.startsWith(`Toy!${operator}:`))
    .map(({ kind, original, replacement }) => `${kind}: ${original} -> ${replacement}`);

test('guards are dropped, comparisons negated and moved, numbers raised, assignments left out', () => {
  expect(of('Add')).toEqual([
    'drop-conjunct: n < 2 -> TRUE',
    'negate: n < 2 -> n >= 2',
    'boundary: n < 2 -> n <= 2',
    'number: 2 -> 3',
    'drop-conjunct: Len(queue) # 3 \\/ FALSE -> TRUE',
    'drop-disjunct: Len(queue) # 3 -> FALSE',
    'negate: Len(queue) # 3 -> Len(queue) = 3',
    'number: 3 -> 4',
    "unchanged: n' = n + 1 -> UNCHANGED n",
    'arithmetic: n + 1 -> n - 1',
    'number: 1 -> 2',
    expect.stringMatching(/^unchanged: queue' = Append.* -> UNCHANGED queue$/),
    expect.stringMatching(/^drop-append: .* -> queue$/),
    expect.stringMatching(/^prepend: .* -> \(<<\[kind .*\]>> \\o queue\)$/),
    'drop-member: 1 -> ',
    'number: 1 -> 2',
    'drop-member: 2 -> ',
    'number: 2 -> 3',
  ]);
});

test('clauses of EXCEPT, negations, sides, and what LET defines', () => {
  expect(of('See')).toEqual([
    'last: Head(queue) -> queue[Len(queue)]',
    'drop-conjunct: queue # <<>> -> TRUE',
    'negate: queue # <<>> -> queue = <<>>',
    'drop-conjunct: ~(first.kind = "old") -> TRUE',
    'drop-negation: ~(first.kind = "old") -> ((first.kind = "old"))',
    'negate: first.kind = "old" -> first.kind # "old"',
    expect.stringMatching(/^unchanged: /),
    'drop-clause: ![1].kind = "old" -> ',
    'number: 1 -> 2',
    'drop-clause: ![1].seen = @ \\ {1} -> ',
    'number: 1 -> 2',
    'only-left: @ \\ {1} -> @',
    'drop-member: 1 -> ',
    'number: 1 -> 2',
  ]);
});

test('quantifiers, antecedents, arms and conditions', () => {
  const kinds = of('Drop').map((each) => each.split(' -> ')[0]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'quantifier: \\E',
      'drop-antecedent: queue[i].kind \\notin {"new"}',
      'drop-arm: n = 0',
      'always-arm: n = 0',
      'always: queue = <<>>',
      'never: queue = <<>>',
      'drop-tail: Tail(queue)',
    ]),
  );
  expect(of('Drop')).toContain('negate: queue[i].kind \\notin {"new"} -> queue[i].kind \\in {"new"}');
});

test('actions are dropped; of a specification nothing but its fairness', () => {
  expect(of('Next')).toEqual(['Add', 'See', 'Drop'].map((name) => `drop-disjunct: ${name} -> FALSE`));
  expect(of('Init')).toEqual(['number: 0 -> 1']);
  expect(of('Spec')).toEqual([]);
  expect(of('FairSpec')).toEqual(['drop-fairness: WF_vars(See) -> TRUE', 'fairness: WF -> SF']);
});

test('claims are emptied, and lose what makes them weaker without it; what nobody uses is let alone', () => {
  expect(of('Kept')).toEqual([
    expect.stringMatching(/^empty-claim: .* -> TRUE$/),
    'drop-conjunct: Short -> TRUE',
    'drop-conjunct: n < 3 -> TRUE',
    'drop-conjunct: n > 0 /\\ n < 2 => queue # <<>> \\/ n = 1 -> TRUE',
  ]);
  expect(of('NotGrown')).toEqual([
    'empty-claim: ~(n = 2 /\\ Short) -> FALSE',
    'drop-conjunct: n = 2 -> TRUE',
    'drop-conjunct: Short -> TRUE',
  ]);
  expect([...of('Unused'), ...of('Short')]).toEqual([]);
});

test('a module that judges has only what a claim can lose', () => {
  const judged = tlaMutants(parsed.syntax, parsed.sources, { ...ROLES, judges: ['Toy'] });
  expect([...new Set(judged.map(({ kind }) => kind))].sort()).toEqual(['drop-conjunct', 'empty-claim']);
  expect(tlaMutants(parsed.syntax, parsed.sources, { ...ROLES, excluded: ['Toy'] })).toEqual([]);
});

test('an id says where, and an edit elsewhere does not change it', async () => {
  const ids = mutants.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("Toy!Add: number '1' #2");
  const spec = join(folder, 'Toy.tla');
  const text = readFileSync(TOY, 'utf8');
  writeFileSync(spec, text.replace('Add ==', 'Zero == 0 + 1\n\nAdd =='));
  const edited = await parseSpecification(spec, []);
  const again = tlaMutants(edited.syntax, edited.sources, ROLES);
  expect(again.map(({ id }) => id)).toEqual(ids);
  expect(again.map(({ place }) => place)).not.toEqual(mutants.map(({ place }) => place));
});

test('SANY reads each mutant, and all of them in one text', async () => {
  const text = readFileSync(TOY, 'utf8');
  const broken = mutants.filter(({ text: make }) => make() === text);
  expect(broken).toEqual([]);
  const choices = new Map(
    mutants.flatMap(({ choice }, i): [number, Choice][] => (choice ? [[i + 1, choice]] : [])),
  );
  writeFileSync(join(folder, `${CHOICE_MODULE}.tla`), choiceText([...choices.keys()]));
  writeFileSync(join(folder, 'Toy.tla'), withChoices(parsed.sources.get('Toy')!, choices));
  const all = await parseSpecification(join(folder, 'Toy.tla'), [folder]);
  expect(all.syntax.modules.get('Toy')?.length).toBe(parsed.syntax.modules.get('Toy')?.length);
});

test('a specification is taken apart', () => {
  const { syntax, sources } = parsed;
  expect(partsOfSpecification(syntax, sources, 'FairSpec')).toEqual({
    initial: ['(Init)'],
    next: ['(Next)'],
    subscripts: ['(vars)'],
    fairness: ['(WF_vars(See))'],
  });
  expect(partsOfSpecification(syntax, sources, 'Next')).toBeUndefined();
  expect(partsOfSpecification(syntax, sources, 'Nothing')).toBeUndefined();
});

test('a specification that SANY refuses is bad input', async () => {
  const spec = join(folder, 'Bad.tla');
  writeFileSync(spec, '---- MODULE Bad ----\nA == 1 +\n====\n');
  await expect(parseSpecification(spec, [])).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
