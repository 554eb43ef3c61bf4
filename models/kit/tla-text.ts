// SPDX-License-Identifier: MIT
// States as TLA+ values, in one canonical text for each value, to be compared with what TLC prints.
import type { Model } from './model.ts';
import type { ScalarValue } from './scalar.ts';
import type { Shape } from './shape.ts';
import { checkModel } from './usage.ts';

/** TLA+ has no null; a model's enums must not have this name for something else. */
const NONE = 'none';

/** Each variable's value as TLA+ text: sets and record keys sorted by code unit, null as "none". */
export function toTla<S>(model: Model<S>, state: S): Record<string, string> {
  checkModel(model, 'toTla');
  const { shape } = model.machine.workspace.root;
  if (shape.kind !== 'record') throw new TypeError('a state is a record');
  const values = state as Record<string, unknown>;
  return Object.fromEntries([...shape.fields].map(([name, field]) => [name, tlaText(field, values[name])]));
}

function tlaText(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'scalar':
      return scalarText(value as ScalarValue);
    case 'opt':
      return value === null ? scalarText(null) : tlaText(shape.item, value);
    case 'set': {
      const elements = Array.from(value as Iterable<unknown>, (element) => tlaText(shape.item, element));
      return `{${elements.sort().join(', ')}}`;
    }
    case 'array':
    case 'seq': {
      const items = (value as readonly unknown[]).map((item) => tlaText(shape.item, item));
      return `<<${items.join(', ')}>>`;
    }
    case 'record': {
      const fields = value as Readonly<Record<string, unknown>>;
      const pairs = [...shape.fields.keys()].sort().map((key) => {
        return `${key} |-> ${tlaText(shape.fields.get(key) as Shape, fields[key])}`;
      });
      return pairs.length === 0 ? '<<>>' : `[${pairs.join(', ')}]`;
    }
  }
}

/** A scalar as TLA+ text. */
export function scalarText(value: ScalarValue): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  return `"${(value ?? NONE).replace(/["\\]/g, '\\$&')}"`;
}
