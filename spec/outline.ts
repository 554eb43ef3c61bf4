// SPDX-License-Identifier: MIT
// Markdown as a title and sections of blocks. Knows nothing of what a proposal says.
import MarkdownIt, { type Token } from 'markdown-it';

/** A piece of markdown source and the line where it begins, counted from 1. */
export interface Item {
  readonly text: string;
  readonly line: number;
}

/** What stands directly in a section. Quotations and raw HTML are left out: they say nothing to the reader. */
export type Block =
  | (Item & { readonly kind: 'heading'; readonly level: number })
  | (Item & { readonly kind: 'paragraph' })
  | (Item & { readonly kind: 'code'; readonly language: string })
  /** Items of nested lists follow the item that they are nested in. */
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly Item[] }
  /** Rows are source lines; the first is the header, and the separator is left out. */
  | { readonly kind: 'table'; readonly line: number; readonly rows: readonly Item[] };

/** What a second-level heading begins. */
export interface Section {
  readonly name: string;
  readonly line: number;
  readonly blocks: readonly Block[];
}

/** A document: its title, what precedes the first section, the sections. */
export interface Outline {
  readonly title: Item | undefined;
  readonly preamble: readonly Block[];
  readonly sections: readonly Section[];
  /** The number of lines. */
  readonly lines: number;
}

// Text stays markdown source: generators turn it into other forms, and the checks need no more.
const markdown = new MarkdownIt({ html: true });
markdown.core.ruler.disable('inline');

const lineOf = (token: Token | undefined): number => (token?.map?.[0] ?? 0) + 1;

/** The tokens of the block that opens at `from`, its opening and closing ones included. */
function extent(tokens: readonly Token[], from: number): readonly Token[] {
  let to = from + 1;
  if (tokens[from]?.nesting === 1) {
    while (to < tokens.length && tokens[to]?.level !== tokens[from]?.level) to += 1;
    to += 1;
  }
  return tokens.slice(from, to);
}

function itemsOf(tokens: readonly Token[]): Item[] {
  const items: { text: string; line: number }[] = [];
  for (const token of tokens) {
    const last = items.at(-1);
    if (token.type === 'list_item_open') items.push({ text: '', line: lineOf(token) });
    else if (token.type === 'inline' && last !== undefined) {
      last.text += `${last.text === '' ? '' : '\n'}${token.content}`;
    }
  }
  return items;
}

function blockOf(tokens: readonly Token[], source: readonly string[]): Block | undefined {
  const [first, inline] = tokens;
  const line = lineOf(first);
  const text = inline?.content ?? '';
  switch (first?.type) {
    case 'heading_open':
      return { kind: 'heading', level: Number(first.tag.slice(1)), text, line };
    case 'paragraph_open':
      return { kind: 'paragraph', text, line };
    case 'fence':
      return { kind: 'code', language: first.info.trim(), text: first.content, line };
    case 'bullet_list_open':
      return { kind: 'list', items: itemsOf(tokens), line };
    case 'table_open': {
      const lines = tokens.filter((token) => token.type === 'tr_open').map(lineOf);
      return { kind: 'table', line, rows: lines.map((at) => ({ text: source[at - 1] ?? '', line: at })) };
    }
    default:
      return undefined;
  }
}

function blocksOf(text: string, source: readonly string[]): Block[] {
  const tokens = markdown.parse(text, {});
  const blocks: Block[] = [];
  for (let at = 0; at < tokens.length; ) {
    const block = extent(tokens, at);
    const read = blockOf(block, source);
    if (read !== undefined) blocks.push(read);
    at += block.length;
  }
  return blocks;
}

/** Splits `blocks` before each heading of `level`: what precedes the first one, and a section for each. */
export function divide(
  blocks: readonly Block[],
  level: number,
): { preamble: readonly Block[]; sections: readonly Section[] } {
  const preamble: Block[] = [];
  const sections: { name: string; line: number; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === level) {
      sections.push({ name: block.text, line: block.line, blocks: [] });
    } else (sections.at(-1)?.blocks ?? preamble).push(block);
  }
  return { preamble, sections };
}

/** Parses markdown; every text is one. */
export function outline(text: string): Outline {
  const source = text.split(/\r?\n/);
  const { preamble, sections } = divide(blocksOf(text, source), 2);
  const title = preamble.find((block) => block.kind === 'heading');
  return {
    title: title?.level === 1 ? title : undefined,
    preamble: preamble.filter((block) => block !== title),
    sections,
    lines: source.length - 1,
  };
}
