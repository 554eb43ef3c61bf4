// SPDX-License-Identifier: MIT
// The errnos of which the text of a step speaks, or that of another name that it has in bold.
import { ERRNOS } from './errno.ts';
import type { Block } from './outline.ts';
import type { Mention } from './proposal.ts';

const isErrno = (word: string): boolean => (ERRNOS as readonly string[]).includes(word);

/** Bold text that begins a paragraph or an item, or names a step, ends the text before it; of more than a word it names nothing. */
const BOLD = /(?:^\*\*|\*\*(?=[A-Z]\w*\())(?:([A-Z]\w*)(?:\(|\*\*))?/g;

/** The pieces of a paragraph or an item, and the step that each is about; undefined for one that goes on. */
function piecesOf(text: string): { readonly action: string | null | undefined; readonly text: string }[] {
  const starts = [...text.matchAll(BOLD)];
  const first = starts[0]?.index ?? text.length;
  return [
    { action: undefined, text: text.slice(0, first) },
    ...starts.map((start, at) => ({
      action: start[1] ?? null,
      text: text.slice(start.index, starts[at + 1]?.index),
    })),
  ];
}

/** The errnos of which the text speaks, by the step that it is about. */
export function mentionsIn(blocks: readonly Block[]): Mention[] {
  const found = new Map<
    string,
    { readonly action: string; readonly errnos: string[]; readonly line: number }
  >();
  let current: string | null = null;
  const items = blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return [block];
    return block.kind === 'list' ? block.items : [];
  });
  for (const { text: whole, line } of items) {
    for (const piece of piecesOf(whole)) {
      const { text } = piece;
      if (piece.action !== undefined) current = piece.action;
      const action: string | null = current;
      if (action === null) continue;
      const mention = found.get(action) ?? { action, errnos: [], line };
      const errnos = (text.match(/\bE[A-Z0-9]{2,}\b/g) ?? []).filter(isErrno);
      mention.errnos.push(...errnos);
      found.set(action, mention);
    }
  }
  return [...found.values()];
}
