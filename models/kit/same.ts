// SPDX-License-Identifier: MIT
// Comparing packed words with a plain value, without making one.
import type { Node, SetNode } from './layout.ts';
import { elementsOf, readCode } from './plain.ts';

/**
 * Whether the value at `node` is surely `value`. One that is, or has in it, a view of the state is none: it would change
 * with the state.
 */
export function isAt(words: Int32Array, node: Node, value: unknown, owned: WeakSet<object>): boolean {
  if (typeof value !== 'object' || value === null) return isSimple(words, node, value);
  if (owned.has(value)) return false;
  switch (node.kind) {
    case 'scalar':
      return false;
    case 'set':
      return isSetAt(words, node, value);
    case 'opt':
      return readCode(words, node.present) === 1 && isAt(words, node.item, value, owned);
    case 'array':
    case 'seq': {
      const count = node.kind === 'seq' ? readCode(words, node.length) : node.items.length;
      if (!Array.isArray(value) || value.length !== count) return false;
      return value.every((item, i) => isAt(words, node.items[i] as Node, item, owned));
    }
    case 'record': {
      if (Object.keys(value).length !== node.fields.size) return false;
      for (const [key, field] of node.fields) {
        if (!isAt(words, field, (value as Readonly<Record<string, unknown>>)[key], owned)) return false;
      }
      return true;
    }
  }
}

function isSimple(words: Int32Array, node: Node, value: unknown): boolean {
  if (node.kind === 'opt') {
    return readCode(words, node.present) === 0 ? value === null : isSimple(words, node.item, value);
  }
  return node.kind === 'scalar' && node.scalar.decode(readCode(words, node)) === value;
}

/** Elements that are objects are taken to differ: they are equal by value, not to the engine. */
function isSetAt(words: Int32Array, node: SetNode, value: object): boolean {
  if (!(value instanceof Set)) return false;
  let count = 0;
  for (const element of elementsOf(words, node)) {
    if (typeof element === 'object' || !value.has(element)) return false;
    count += 1;
  }
  return count === value.size;
}
