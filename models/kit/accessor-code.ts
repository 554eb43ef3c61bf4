// SPDX-License-Identifier: MIT
// Generated accessors of record views: a shift and a mask for a scalar, a mark before use for what holds arrays.
import type { Node, RecordNode, ScalarNode } from './layout.ts';
import { type Fault, outside } from './plain.ts';

/** One property of a view. */
export interface Accessors {
  get(): unknown;
  set(value: unknown): void;
}

interface View {
  readonly $host: { readonly fault: Fault };
  readonly $node: RecordNode;
}

/** Domains up to this size are encoded by comparing in turn, which compiles to pointer comparisons. */
const CHAINED = 16;
/** Domains up to this size are decoded through a table in the code. */
const TABLED = 64;

function isTabled({ scalar }: ScalarNode): boolean {
  return scalar.values !== undefined && scalar.size <= TABLED;
}

function encodeSource(i: number, { scalar }: ScalarNode): string {
  if (scalar.values === undefined || scalar.size > CHAINED) return `this.$c${i}.encode(v)`;
  return `${scalar.values.map((value, code) => `v === ${JSON.stringify(value)} ? ${code} : `).join('')}-1`;
}

function scalarSource(i: number, node: ScalarNode): string {
  const code = `(this.$words[this.$w${i}] >>> this.$s${i}) & ${node.mask}`;
  return `{
    get() { return ${isTabled(node) ? `V${i}[${code}]` : `this.$c${i}.decode(${code})`}; },
    set(v) {
      const code = ${encodeSource(i, node)};
      if (code < 0) refuse(this, ${i}, v);
      const { $words, $w${i}: word, $s${i}: shift } = this;
      $words[word] = ($words[word] & ~(${node.mask} << shift)) | (code << shift);
    },
  }`;
}

function partSource(i: number, field: Node): string {
  const touch = field.kind === 'record' || field.kind === 'set' ? '' : `this.$host.touch(this.$g${i}); `;
  const value = field.kind === 'opt' ? `this.$v${i}.length === 0 ? null : this.$v${i}[0]` : `this.$v${i}`;
  return `{
    get() { ${touch}return ${value}; },
    set(v) { ${touch}this.$p${i}.assign(v); },
  }`;
}

function source(node: RecordNode): string {
  const fields = [...node.fields.values()];
  const tables = fields.map((field, i) =>
    field.kind === 'scalar' && isTabled(field) ? `const V${i} = ${JSON.stringify(field.scalar.values)};` : '',
  );
  const members = fields.map((field, i) =>
    field.kind === 'scalar' ? scalarSource(i, field) : partSource(i, field),
  );
  return `'use strict'; ${tables.join('\n')} return [${members.join(', ')}];`;
}

function refuse(view: View, i: number, value: unknown): never {
  const field = [...view.$node.fields.values()][i] as ScalarNode;
  return outside(field.path, value, field.scalar.domain, view.$host.fault);
}

const generated = new Map<string, readonly Accessors[]>();

/** The accessors of a record's fields, by name; the same functions for every record that has the same code. */
export function accessorsFor(node: RecordNode): readonly (readonly [string, Accessors])[] {
  const code = source(node);
  const key = JSON.stringify([...node.fields.keys(), code]);
  const accessors: readonly Accessors[] = generated.get(key) ?? new Function('refuse', code)(refuse);
  generated.set(key, accessors);
  return [...node.fields.keys()].map((name, i) => [name, accessors[i] as Accessors]);
}
