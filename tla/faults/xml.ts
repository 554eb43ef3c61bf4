// SPDX-License-Identifier: MIT
// Reads the XML that SANY writes: elements and text. It has no attributes, comments or processing but the first line's.
import { SyspecError } from '../../base/errors.ts';

/** An element; `text` is what stands in it outside of its children. */
export interface Element {
  readonly tag: string;
  readonly children: readonly Element[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

/** The root element. Throws SyspecError BAD_INPUT when the text ends early or its tags do not match. */
export function readXml(text: string): Element {
  interface Open {
    tag: string;
    children: Element[];
    text: string;
  }
  const root: Open = { tag: '', children: [], text: '' };
  const open: Open[] = [root];
  for (const [, markup, content] of text.matchAll(/<([^>]*)>([^<]*)/g)) {
    const tag = markup!;
    if (tag.startsWith('/')) {
      const closed = open.pop()!;
      if (closed.tag !== tag.slice(1) || open.length === 0) throw broken(`</${closed.tag}>`, tag);
    } else if (!tag.startsWith('?')) {
      const name = tag.endsWith('/') ? tag.slice(0, -1) : tag;
      const element = { tag: name, children: [], text: '' };
      open.at(-1)!.children.push(element);
      if (!tag.endsWith('/')) open.push(element);
    }
    open.at(-1)!.text += unescaped(content!.trim());
  }
  if (open.length !== 1 || root.children.length !== 1) throw broken(`</${open.at(-1)!.tag}>`, 'its end');
  return root.children[0]!;
}

const broken = (expected: string, found: string): SyspecError =>
  new SyspecError('BAD_INPUT', `what SANY wrote is no XML: expected ${expected}, and found ${found}`);

/** The first child with this tag. */
export function childOf(element: Element, tag: string): Element | undefined {
  return element.children.find((child) => child.tag === tag);
}

/** The text of the element at the end of a path of tags; empty where there is none. */
export function textAt(element: Element, ...path: readonly string[]): string {
  let at: Element | undefined = element;
  for (const tag of path) at = at && childOf(at, tag);
  return at?.text ?? '';
}
