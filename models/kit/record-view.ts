// SPDX-License-Identifier: MIT
// Records and maps as bodies see them: objects with accessors, own and enumerable, so that {...view} and
// Object.entries(view) do what they say.
import { accessorsFor } from './accessor-code.ts';
import type { Cell, Part, Scratch } from './cells.ts';
import type { Node, RecordNode } from './layout.ts';
import { checkKeys } from './plain.ts';

/** What views need beside the scratch words. */
export interface ViewHost extends Scratch {
  /** Called before every use of a field that holds arrays. */
  touch(group: number): void;
  /** Registers the arrays under one field as a group. */
  addGroup(cell: Cell): number;
  part(node: Node): Part;
}

/**
 * A view of the record at `node`. Its hidden properties are all that its accessors know, so that they, and the
 * engine's hidden class, are shared by all views of one shape: in one model, and in all variants of a model.
 */
export function createView(node: RecordNode, host: ViewHost): Part {
  const view: Record<string, unknown> = {};
  const hide = (key: string, value: unknown) => Object.defineProperty(view, key, { value });
  hide('$host', host);
  hide('$words', host.words);
  hide('$node', node);
  for (const [i, field] of [...node.fields.values()].entries()) {
    if (field.kind === 'scalar') {
      hide(`$w${i}`, field.word);
      hide(`$s${i}`, field.shift);
      hide(`$c${i}`, field.scalar);
      continue;
    }
    const part = host.part(field);
    hide(`$v${i}`, part.value);
    hide(`$p${i}`, part);
    if (part.cell !== undefined) hide(`$g${i}`, host.addGroup(part.cell));
  }
  for (const [key, accessors] of accessorsFor(node)) {
    Object.defineProperty(view, key, { ...accessors, enumerable: true });
  }
  host.owned.add(Object.seal(view));
  return { value: view, cell: undefined, assign: (value) => assignRecord(view, node, value, host) };
}

function assignRecord(view: Record<string, unknown>, node: RecordNode, value: unknown, host: ViewHost): void {
  checkKeys(node, value, host.fault);
  for (const key of node.fields.keys()) view[key] = value[key];
}
