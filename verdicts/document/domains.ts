// SPDX-License-Identifier: MIT
// What each variable and field may be, and is at first: against the model's schema and its initial states.
import { domainText, type Vocabulary } from '../../models/kit/index.ts';
import type { ProposalModels } from '../../models/proposal.ts';
import type { Proposal } from '../../spec/index.ts';
import { Comparing, type Comparison, placeInModel, type Repeaters, untold } from './fact.ts';
import { initialTexts } from './initially.ts';
import { once } from './told.ts';

/** What the cells of a row say. */
interface Cells {
  readonly domain: string;
  readonly initially: string;
}

type Shape = Parameters<typeof domainText>[0];

/** A variable or a field: its shape by the names that lead to it, of which the keys of a map are none. */
interface Slot {
  readonly of: string | null;
  readonly name: string;
  readonly shape: Shape;
  /** Its values in a state. */
  readonly valuesIn: (state: unknown) => readonly unknown[];
}

const fieldOf = (value: unknown, name: string): unknown => (value as Record<string, unknown>)[name];

/** The slots of a record, and those of the records in it, or in the map that a field is. */
function slotsOf(
  shape: Shape,
  vocabulary: Vocabulary,
  of: string | null,
  valuesIn: Slot['valuesIn'],
): Slot[] {
  if (shape.kind !== 'record') return [];
  return [...shape.fields].flatMap(([name, field]): Slot[] => {
    const own = (state: unknown) => valuesIn(state).map((value) => fieldOf(value, name));
    const slot = { of, name, shape: field, valuesIn: own };
    if (field.kind !== 'record') return [slot];
    const text = domainText(field, vocabulary);
    if (!text.includes('->')) return [slot, ...slotsOf(field, vocabulary, name, own)];
    const [item] = field.fields.values();
    if (item === undefined || !text.endsWith('-> record]')) return [slot];
    const each = (state: unknown) => own(state).flatMap((value) => Object.values(value as object));
    return [slot, ...slotsOf(item, vocabulary, name, each)];
  });
}

const ordersOf = once((told) => told.orders?.());

const FOUND = new WeakMap<ProposalModels, ReadonlyMap<string, Cells>>();

const keyOf = (of: string | null, name: string): string => (of === null ? name : `${of}.${name}`);

/** The cells of each slot, by its key; of the first scenario as far as it is the same in all. */
function cellsOf(models: ProposalModels, vocabularyOf: (scenario: string) => Vocabulary) {
  const before = FOUND.get(models);
  if (before !== undefined) return before;
  const [scenario = ''] = models.scenarios;
  const { shape } = models.variant('proposed', scenario).model.machine.workspace.root;
  const vocabulary = vocabularyOf(scenario);
  const slots = slotsOf(shape, vocabulary, null, (state) => [state]);
  const texts = initialTexts(
    models,
    slots.map(({ valuesIn }) => valuesIn),
  );
  const found = new Map(
    slots.map(({ of, name, shape: field }, at) => {
      const domain = domainText(field, vocabulary);
      const initially = domain.endsWith('-> record]') ? 'see below' : texts[at]!;
      return [keyOf(of, name), { domain, initially }];
    }),
  );
  FOUND.set(models, found);
  return found;
}

/** The rows of the document, variables and fields alike. */
function rowsOf({ state, fields }: Proposal) {
  return [
    ...state.map(({ variable, ...row }) => ({ of: null, name: variable, ...row })),
    ...fields.map(({ field, ...row }) => ({ name: field, ...row })),
  ];
}

/** The phrases that say which of a sequence comes first. */
const orderIn = (meaning: string): string =>
  meaning
    .split(/[;,]/)
    .map((each) => each.trim())
    .filter((each) => each.endsWith(' first'))
    .join(', ');

/** The columns domain and initially, and the order of sequences. A row that the model has not, or the other way round, is another fact. */
export function compareDomains(repeaters: Repeaters): Comparison[] {
  const { proposal, models } = repeaters;
  const vocabulary = models.told?.vocabulary;
  if (vocabulary === undefined)
    return [untold('domains', 'the model', 'it does not say which sets there are')];
  const comparing = new Comparing();
  const cells = cellsOf(models, vocabulary);
  const orders = ordersOf(models);
  const unknown: string[] = [];
  for (const row of rowsOf(proposal)) {
    const key = keyOf(row.of, row.name);
    const said = cells.get(key);
    if (said === undefined) {
      unknown.push(key);
      continue;
    }
    const mine = { file: proposal.file, line: row.line };
    const theirs = placeInModel(repeaters, new RegExp(`\\b${row.name}\\b: `));
    for (const column of ['domain', 'initially'] as const) {
      const of = column === 'domain' ? `the domain of ${key}` : `what ${key} is initially`;
      comparing.equal(of, { ...mine, says: row[column] }, { ...theirs, says: said[column] });
    }
    if (orders === undefined) continue;
    const [own, order] = [orderIn(row.meaning), orders[key] ?? ''];
    comparing.equal(
      `the order of ${key}`,
      { ...mine, says: own || 'nothing' },
      { ...theirs, says: order || 'nothing' },
    );
  }
  const missing = unknown.length === 0 ? null : `not in the schema: ${unknown.join(', ')}`;
  return [comparing.done('domains', 'the model', missing)];
}
