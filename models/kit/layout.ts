// SPDX-License-Identifier: MIT
// Where each field lies in the vector of 32-bit words. No field crosses a word, so reading is a shift and a mask.
import { booleans, type Domain, integers, type Scalar } from './scalar.ts';
import type { Shape } from './shape.ts';

interface Placed {
  /** The field as a body would write it: `rest[1]`, `entry.dir.name`. */
  readonly path: string;
}

/** A field of up to 31 bits. */
export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly scalar: Scalar;
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
}

/** One bit an element, from bit `shift` of `word` on; only a set in words of its own goes on into the next. */
export interface SetNode extends Placed {
  readonly kind: 'set';
  readonly element: Domain;
  readonly word: number;
  readonly shift: number;
}

/** Whether there is a value, and room for it: zero where there is none. */
export interface OptNode extends Placed {
  readonly kind: 'opt';
  readonly present: ScalarNode;
  readonly item: Node;
}

export interface ArrayNode extends Placed {
  readonly kind: 'array';
  readonly items: readonly Node[];
}

/** A length, and room for the most items there can be: zero where unused, so that equal values have equal words. */
export interface SeqNode extends Placed {
  readonly kind: 'seq';
  readonly length: ScalarNode;
  readonly items: readonly Node[];
}

export interface RecordNode extends Placed {
  readonly kind: 'record';
  readonly shape: Shape;
  readonly fields: ReadonlyMap<string, Node>;
}

/** A shape with its place in the words. */
export type Node = ScalarNode | SetNode | OptNode | ArrayNode | SeqNode | RecordNode;

/** A state's fields and how many words it takes. */
export interface Layout {
  readonly root: RecordNode;
  readonly width: number;
}

/** First word with room wins: declaration order is kept, and the gaps that large fields leave are filled. */
class Packer {
  private readonly used: number[] = [];

  place(bits: number): { word: number; shift: number } {
    const found = this.used.findIndex((used) => used + bits <= 32);
    const word = found < 0 ? this.used.push(0) - 1 : found;
    const shift = this.used[word] as number;
    this.used[word] = shift + bits;
    return { word, shift };
  }

  placeSet(bits: number): { word: number; shift: number } {
    if (bits <= 32) return this.place(bits);
    const word = this.used.length;
    for (let left = bits; left > 0; left -= 32) this.used.push(Math.min(left, 32));
    return { word, shift: 0 };
  }

  get width(): number {
    return Math.max(1, this.used.length);
  }
}

function placeScalar(packer: Packer, scalar: Scalar, path: string): ScalarNode {
  const bits = 32 - Math.clz32(scalar.size - 1);
  const { word, shift } = packer.place(bits);
  return { kind: 'scalar', path, scalar, word, shift, mask: 2 ** bits - 1 };
}

function keyPath(path: string, key: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function placeNode(packer: Packer, shape: Shape, path: string): Node {
  const place = (inner: Shape, innerPath: string) => placeNode(packer, inner, innerPath);
  const items = (count: number, item: Shape) =>
    Array.from({ length: count }, (_, i) => place(item, `${path}[${i}]`));
  switch (shape.kind) {
    case 'scalar':
      return placeScalar(packer, shape, path);
    case 'set':
      return { kind: 'set', path, element: shape.element, ...packer.placeSet(shape.element.size) };
    case 'opt': {
      const present = placeScalar(packer, booleans(), path);
      return { kind: 'opt', path, present, item: place(shape.item, path) };
    }
    case 'array':
      return { kind: 'array', path, items: items(shape.length, shape.item) };
    case 'seq': {
      const length = placeScalar(packer, integers(0, shape.max), `${path}.length`);
      return { kind: 'seq', path, length, items: items(shape.max, shape.item) };
    }
    case 'record': {
      const entries = [...shape.fields].map(
        ([key, inner]) => [key, place(inner, keyPath(path, key))] as const,
      );
      return { kind: 'record', path, shape, fields: new Map(entries) };
    }
  }
}

/** Lays out a state's record. */
export function layOut(shape: Shape): Layout {
  const packer = new Packer();
  const root = placeNode(packer, shape, '');
  if (root.kind !== 'record') throw new TypeError('a state is a record');
  return { root, width: packer.width };
}

/** The scalars and sets of a node, in declaration order. */
export function* leaves(node: Node): Generator<ScalarNode | SetNode> {
  if (node.kind === 'scalar' || node.kind === 'set') {
    yield node;
    return;
  }
  if (node.kind === 'opt') {
    yield node.present;
    yield* leaves(node.item);
    return;
  }
  if (node.kind === 'seq') yield node.length;
  for (const child of node.kind === 'record' ? node.fields.values() : node.items) yield* leaves(child);
}
