// SPDX-License-Identifier: MIT
// What is found in a function: its mutants, and what is left as it is, with the reason.
import type { CFunction } from '../c/functions.ts';
import { type Range, textOf } from '../c/text.ts';
import type { CFile, Token } from '../c/tokens.ts';

/** How a piece of text is switched: the value of a condition, or whether a statement is run. */
export interface Wrap {
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly by: 'negate' | 'never' | 'always' | 'skip';
}

/** One fault that can be switched on. */
export interface Mutation {
  readonly function: string;
  readonly line: number;
  /** What is done to which text: `delete 'sock_put(sk)'`. */
  readonly change: string;
  readonly wraps: readonly Wrap[];
}

/** Something that is not mutated. */
export interface Skipped {
  readonly function: string;
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** Gathers what is found in the added lines of one function. */
export class Found {
  /** Where the preprocessor lines are. */
  readonly #directives: readonly number[];
  readonly #name: string;
  readonly #added: ReadonlySet<number>;
  /** Tokens that something was said of. */
  readonly #accounted = new Set<number>();
  readonly tokens: readonly Token[];
  readonly mutations: Mutation[] = [];
  readonly skipped: Skipped[] = [];

  /** @param added numbers of lines */
  constructor(file: CFile, { name, body }: CFunction, added: ReadonlySet<number>) {
    this.#directives = file.tokens.filter(({ kind }) => kind === 'directive').map(({ start }) => start);
    this.#name = name;
    this.#added = added;
    this.tokens = body;
  }

  /** Whether any of it is on an added line. */
  isAdded({ from, to }: Range): boolean {
    return this.tokens.slice(from, to).some(({ line }) => this.#added.has(line));
  }

  /** Whether a preprocessor line is between its tokens. */
  hasDirective(range: Range): boolean {
    const { start, end } = this.#span(range);
    return this.#directives.some((at) => at > start && at < end);
  }

  text(range: Range): string {
    return textOf(this.tokens, range);
  }

  wrap(range: Range, by: Wrap['by']): Wrap {
    return { ...this.#span(range), by };
  }

  mutate({ from }: Range, change: string, ...wraps: Wrap[]): void {
    this.mutations.push({ function: this.#name, line: this.tokens[from]!.line, change, wraps });
  }

  skip(range: Range, why: string): void {
    const { line } = this.tokens[range.from]!;
    this.skipped.push({ function: this.#name, line, text: this.text(range), why });
  }

  account(at: number): void {
    this.#accounted.add(at);
  }

  isAccounted(at: number): boolean {
    return this.#accounted.has(at);
  }

  #span({ from, to }: Range): Omit<Wrap, 'by'> {
    return { start: this.tokens[from]!.start, end: this.tokens[to - 1]!.end };
  }
}
