// SPDX-License-Identifier: MIT
// Domains of a schema as documents write them: nearly TLA+, with sets by their names and plain enumerations.
import { isSameSet } from '../../base/same-set.ts';
import type { Scalar } from './scalar.ts';
import type { Shape } from './shape.ts';

/** What a domain may be written with. */
export interface Vocabulary {
  /** The sets of one scenario by their names. */
  readonly sets: Readonly<Record<string, readonly string[]>>;
  /** Upper bounds that depend on the key of a map, by their names. */
  readonly limits: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The largest set all of whose elements are among `values`. */
function setWithin(values: readonly string[], { sets }: Vocabulary): [string, readonly string[]] | undefined {
  return Object.entries(sets)
    .filter(([, elements]) => elements.length > 0 && elements.every((each) => values.includes(each)))
    .sort(([, one], [, other]) => other.length - one.length)[0];
}

/** A set's name, `and what else there is`; or the values one by one. */
function scalarDomain({ type, domain, values = [] }: Scalar, vocabulary: Vocabulary): string {
  if (type !== 'string') return domain;
  const texts = values.map(String);
  const set = setWithin(texts, vocabulary);
  if (set === undefined) return texts.join(', ');
  const rest = texts.filter((each) => !set[1].includes(each));
  return rest.length === 0 ? set[0] : `${set[0]} + ${rest.join(', ')}`;
}

/** `lo..LIMIT`, where each key's integers end at that key's limit. */
function limitedDomain(fields: ReadonlyMap<string, Shape>, { limits }: Vocabulary): string | undefined {
  const ranges = [...fields].map(([key, shape]) => {
    const [lo, hi] = shape.kind === 'scalar' && shape.type === 'number' ? shape.domain.split('..') : [];
    return { key, lo, hi };
  });
  if (ranges.some(({ lo }) => lo === undefined || lo !== ranges[0]?.lo)) return undefined;
  const limit = Object.entries(limits).find(([, by]) =>
    ranges.every(({ key, hi }) => hi === String(by[key])),
  );
  return limit && `${ranges[0]?.lo}..${limit[0]}`;
}

/** What the keys of a map over a named set lead to; undefined where they lead to different things. */
function itemsDomain(fields: ReadonlyMap<string, Shape>, vocabulary: Vocabulary): string | undefined {
  const limited = limitedDomain(fields, vocabulary);
  if (limited !== undefined) return limited;
  const [first, ...others] = [...fields.values()].map((shape) => domainText(shape, vocabulary, true));
  return others.every((each) => each === first) ? first : undefined;
}

function recordDomain(fields: ReadonlyMap<string, Shape>, vocabulary: Vocabulary, inMap: boolean): string {
  const keys = [...fields.keys()];
  const [set] = Object.entries(vocabulary.sets).find(([, elements]) => isSameSet(elements, keys)) ?? [];
  const items = set === undefined ? undefined : itemsDomain(fields, vocabulary);
  if (items !== undefined) return `[${set} -> ${items}]`;
  return inMap ? 'record' : `[${keys.join(', ')}]`;
}

/** A domain in words; `inMap` for that of a map's values, of which a record is just that. */
export function domainText(shape: Shape, vocabulary: Vocabulary, inMap = false): string {
  switch (shape.kind) {
    case 'scalar':
      return scalarDomain(shape, vocabulary);
    case 'opt':
      return `${domainText(shape.item, vocabulary)} + none`;
    case 'set': {
      const text = domainText(shape.item, vocabulary);
      return `SUBSET ${/\W/.test(text) ? `{${text}}` : text}`;
    }
    case 'array':
    case 'seq':
      return `Seq(${domainText(shape.item, vocabulary)})`;
    case 'record':
      return recordDomain(shape.fields, vocabulary, inMap);
  }
}
