// SPDX-License-Identifier: MIT
// Packed words to plain values and back, field by field: for everything that is not the inner loop.
import type { ArrayNode, Node, OptNode, RecordNode, ScalarNode, SeqNode, SetNode } from './layout.ts';
import { leaves } from './layout.ts';
import { PlainSet } from './plain-set.ts';
import { show } from './show.ts';

/** Reports a broken rule, with what to do about it; the owner adds model and action. */
export type Fault = (message: string, hint: string) => never;

/** The plain value at `node`, sharing nothing with `words`. */
export function readNode(words: Int32Array, node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.scalar.decode(readCode(words, node));
    case 'set':
      return new PlainSet(elementsOf(words, node));
    case 'opt':
      return readCode(words, node.present) === 0 ? null : readNode(words, node.item);
    case 'array':
      return node.items.map((item) => readNode(words, item));
    case 'seq':
      return node.items.slice(0, readCode(words, node.length)).map((item) => readNode(words, item));
    case 'record': {
      const record: Record<string, unknown> = {};
      for (const [key, field] of node.fields) record[key] = readNode(words, field);
      return record;
    }
  }
}

/** Packs a plain value (or a view of one) at `node`, where the bits of sequences must be zero; checks all of it. */
export function writeNode(words: Int32Array, node: Node, value: unknown, fault: Fault): void {
  if (node.kind === 'scalar') writeCode(words, node, encode(node, value, fault));
  else if (node.kind === 'set') writeSet(words, node, value, fault);
  else if (node.kind === 'record') writeRecord(words, node, value, fault);
  else if (node.kind === 'opt') writeOpt(words, node, value, fault);
  else writeItems(words, node, value, fault);
}

/** The code at a scalar. */
export function readCode(words: Int32Array, node: ScalarNode): number {
  return ((words[node.word] as number) >>> node.shift) & node.mask;
}

/** Stores a code that is known to fit. */
export function writeCode(words: Int32Array, node: ScalarNode, code: number): void {
  words[node.word] = ((words[node.word] as number) & ~(node.mask << node.shift)) | (code << node.shift);
}

/** The code of `value`, or a fault that names field, value and domain. */
export function encode(node: ScalarNode, value: unknown, fault: Fault): number {
  const code = node.scalar.encode(value);
  if (code >= 0) return code;
  return outside(node.path, value, node.scalar.domain, fault);
}

/** Reports a value outside the domain of the field at `path`. */
export function outside(path: string, value: unknown, domain: string, fault: Fault): never {
  return fault(
    `${path} = ${show(value)} is outside its domain ${domain}`,
    'Correct the write, or widen the domain in the schema.',
  );
}

/** Checks that `value` is an array which fits. */
export function checkItems(node: ArrayNode | SeqNode, value: unknown, fault: Fault): readonly unknown[] {
  if (!Array.isArray(value)) fault(`${node.path} = ${show(value)} is not an array`, 'Assign an array.');
  const items = value as readonly unknown[];
  const max = node.items.length;
  if (node.kind === 'array' && items.length !== max) {
    fault(`${node.path} has ${items.length} items, not ${max}`, 'Use seqOf where the length changes.');
  }
  if (items.length > max) {
    fault(
      `${node.path} overflows: ${items.length} items, at most ${max}`,
      'Raise the bound of its seqOf, or return BLOCKED while it is full.',
    );
  }
  return items;
}

/** Index in 0..size-1 of a set's element, or a fault. */
export function elementIndex(node: SetNode, element: unknown, fault: Fault): number {
  const index = node.element.encode(element);
  if (index >= 0) return index;
  return fault(
    `${show(element)} is outside ${node.path}'s domain ${node.element.domain}`,
    'Correct the element, or widen setOf in the schema.',
  );
}

/** The elements of a set, in the order of its domain. */
export function* elementsOf(words: Int32Array, node: SetNode): Generator<unknown> {
  for (let i = 0; i < node.element.size; i++) {
    const bit = node.shift + i;
    if (((words[node.word + (bit >>> 5)] as number) >>> (bit & 31)) & 1) yield node.element.decode(i);
  }
}

function writeSet(words: Int32Array, node: SetNode, value: unknown, fault: Fault): void {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    fault(`${node.path} = ${show(value)} is not a set`, 'Assign a Set.');
  }
  const indices = [...(value as Iterable<unknown>)].map((element) => elementIndex(node, element, fault));
  clearNode(words, node);
  for (const index of indices) {
    const bit = node.shift + index;
    words[node.word + (bit >>> 5)] = (words[node.word + (bit >>> 5)] as number) | (1 << (bit & 31));
  }
}

function writeOpt(words: Int32Array, node: OptNode, value: unknown, fault: Fault): void {
  writeCode(words, node.present, value === null ? 0 : 1);
  if (value !== null) writeNode(words, node.item, value, fault);
}

function writeItems(words: Int32Array, node: ArrayNode | SeqNode, value: unknown, fault: Fault): void {
  const items = checkItems(node, value, fault);
  if (node.kind === 'seq') writeCode(words, node.length, items.length);
  for (const [i, item] of items.entries()) writeNode(words, node.items[i] as Node, item, fault);
}

function writeRecord(words: Int32Array, node: RecordNode, value: unknown, fault: Fault): void {
  checkKeys(node, value, fault);
  for (const [key, field] of node.fields) writeNode(words, field, value[key], fault);
}

/** Checks that `value` is an object with exactly the record's keys. */
export function checkKeys(
  node: RecordNode,
  value: unknown,
  fault: Fault,
): asserts value is Record<string, unknown> {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.length !== node.fields.size || keys.some((key) => !node.fields.has(key))) {
    const where = node.path === '' ? 'the state' : node.path;
    fault(
      `${where} = ${show(value)} does not have the keys {${[...node.fields.keys()].join(', ')}}`,
      'Assign all fields of the record, and no others.',
    );
  }
}

/** Sets every bit of a node to zero. */
export function clearNode(words: Int32Array, node: Node): void {
  for (const leaf of leaves(node)) {
    if (leaf.kind === 'scalar') writeCode(words, leaf, 0);
    else {
      for (let i = 0; i < leaf.element.size; i++) {
        const bit = leaf.shift + i;
        words[leaf.word + (bit >>> 5)] = (words[leaf.word + (bit >>> 5)] as number) & ~(1 << (bit & 31));
      }
    }
  }
}
