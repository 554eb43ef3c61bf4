// SPDX-License-Identifier: MIT
// The errnos of which the text of each step speaks. A text may also be about something else with a name, such as Resolution.
import { ERRNOS } from './errno.ts';
import type { Block } from './outline.ts';
import type { Mention } from './proposal.ts';

const isErrno = (word: string): boolean => (ERRNOS as readonly string[]).includes(word);

/**
 * Where the text about something begins: at bold text that begins a paragraph or an item, or that is a step with its
 * parameters (`**Find(p)**`). Its one word is the name; bold text of several words is a title, and names nothing.
 */
const BOLD = /(?:^\*\*|\*\*(?=[A-Z]\w*\())(?:([A-Z]\w*)(?:\(|\*\*))?/g;

/** The pieces of a paragraph or an item, and what each is about: null for nothing, undefined for what the one before was. */
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

/** The errnos, by what the text that speaks of them is about. */
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
