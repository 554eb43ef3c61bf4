// SPDX-License-Identifier: MIT
// A module's text, and edits of it that leave in its column whatever stays: TLA+ reads columns.
import { withoutComments } from '../text/tokens.ts';
import type { Location } from './syntax.ts';

/** A stretch of a text: offsets, `end` not included. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Puts pieces, new text or stretches of the old one, in the place of a span. */
export interface Edit {
  readonly span: Span;
  readonly pieces: readonly (string | Span)[];
}

/** One module. */
export class Source {
  readonly module: string;
  readonly text: string;
  readonly #lines: readonly number[];

  constructor(module: string, text: string) {
    this.module = module;
    this.text = text;
    this.#lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Where an expression stands. */
  span({ begin, end }: Location): Span {
    const offset = ({ line, column }: Location['begin']) => this.#lines[line - 1]! + column - 1;
    return { begin: offset(begin), end: offset(end) + 1 };
  }

  /** From 1. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const line = this.#lines.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - this.#lines[line]! + 1 };
  }

  /** What stands there. */
  slice({ begin, end }: Span): string {
    return this.text.slice(begin, end);
  }

  /** What stands there, on one line and without comments. */
  plain(span: Span): string {
    return withoutComments(this.slice(span)).replace(/\s+/g, ' ').trim();
  }

  /** The first match between two operands that is in no comment; parentheses are passed over by `pattern`. */
  find(pattern: RegExp, { begin, end }: Span): Span | undefined {
    const match = pattern.exec(withoutComments(this.slice({ begin, end })));
    return match === null
      ? undefined
      : { begin: begin + match.index, end: begin + match.index + match[0].length };
  }

  /** The span with the parentheses around it, which SANY leaves out, as far as they close again. */
  withParentheses(span: Span): Span {
    let { begin, end } = span;
    for (;;) {
      const before = /\(\s*$/.exec(this.text.slice(0, begin));
      const after = /^\s*\)/.exec(this.text.slice(end));
      if (before === null || after === null) return { begin, end };
      begin = before.index;
      end += after[0].length;
    }
  }

  /** The text after an edit. */
  edited({ span, pieces }: Edit): string {
    const writer = new Writer(this);
    writer.write({ begin: 0, end: span.begin }, ...pieces, { begin: span.end, end: this.text.length });
    return writer.text;
  }
}

/** Writes new text and stretches of an old one, each of those in its own column. */
export class Writer {
  readonly #source: Source;
  #text = '';

  constructor(source: Source) {
    this.#source = source;
  }

  /** What was written. */
  get text(): string {
    return this.#text;
  }

  /** Writes pieces, one after the other. */
  write(...pieces: readonly (string | Span)[]): void {
    for (const piece of pieces) {
      this.#text += typeof piece === 'string' ? piece : this.#gap(piece) + this.#source.slice(piece);
    }
  }

  /** What brings the next character to the column in which `span` stands. */
  #gap({ begin, end }: Span): string {
    if (begin === end || this.#source.text[begin] === '\n') return '';
    const column = this.#source.position(begin).column - 1;
    const now = this.#text.length - (this.#text.lastIndexOf('\n') + 1);
    return now <= column ? ' '.repeat(column - now) : `\n${' '.repeat(column)}`;
  }
}
