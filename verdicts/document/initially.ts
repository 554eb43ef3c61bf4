// SPDX-License-Identifier: MIT
// What stands in the initial states of all variants in all scenarios, in the words of a document.
import type { ProposalModels } from '../../models/proposal.ts';
import { plainJson } from './plain-json.ts';

/** The values of a variable or a field in a state: several where a map's keys lead there. */
type ValuesIn = (state: unknown) => readonly unknown[];

/** `empty`, a value, or something that no other value is written as. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? 'none');
  const values = Symbol.iterator in value ? [...(value as Iterable<unknown>)] : Object.entries(value);
  if (values.length === 0) return 'empty';
  return plainJson(values);
}

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value);

/** The texts of a value; of a map, those of all that its keys lead to. */
const textsOf = (value: unknown): readonly string[] =>
  isMap(value) ? Object.values(value).flatMap(textsOf) : [textOf(value)];

/** What a slot says of itself, by the texts that it has in each variant. */
function said(
  byVariant: ReadonlyMap<string, ReadonlySet<string>>,
  programs: ProposalModels['programs'],
): string {
  const all = new Set([...byVariant.values()].flatMap((texts) => [...texts]));
  const [only] = all;
  if (all.size === 1) return only!;
  if ([...byVariant].some(([, { size }]) => size > 1)) return 'scenario';
  const isFirstCall = [...byVariant].every(([variant, texts]) => texts.has(programs[variant]?.[0] ?? ''));
  return isFirstCall ? "first call of the variant's program" : 'variant';
}

/** For each slot what it is initially: one value, or what it depends on. */
export function initialTexts(models: ProposalModels, slots: readonly ValuesIn[]): readonly string[] {
  const found = slots.map(() => new Map(models.variants.map((variant) => [variant, new Set<string>()])));
  for (const variant of models.variants) {
    for (const scenario of models.scenarios) {
      for (const state of models.variant(variant, scenario).model.initials()) {
        for (const [at, valuesIn] of slots.entries()) {
          const texts = found[at]!.get(variant)!;
          // It is the scenario's already.
          if (texts.size > 1) continue;
          for (const value of valuesIn(state)) for (const text of textsOf(value)) texts.add(text);
        }
      }
    }
  }
  return found.map((byVariant) => said(byVariant, models.programs));
}
