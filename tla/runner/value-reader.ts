// SPDX-License-Identifier: MIT
// A recursive-descent reader of the value syntax that TLC prints. Line breaks are white space: TLC wraps.
import { SyspecError } from '../../base/errors.ts';
import type { TlaValue } from './value.ts';

/** A longer interval is refused: expanding it would exhaust memory. */
const MAX_INTERVAL = 1_000_000;
/** TLC's values nest a few levels; this one keeps a hostile text from overflowing the stack. */
const MAX_NESTING = 500;

const SPACE = /\s*/y;
const WORD = /[A-Za-z0-9_]+/y;
const INTEGER = /-?\d+(?![A-Za-z0-9_])/y;
const STRING = /"((?:[^"\\]|\\.)*)"/sy;

const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['f', '\f'],
]);

/** A cursor over one text; every method skips white space first, and throws BAD_INPUT with the offset. */
export class ValueReader {
  readonly #text: string;
  #position = 0;
  #nesting = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the text goes on with `token`. */
  at(token: string): boolean {
    this.#match(SPACE);
    return this.#text.startsWith(token, this.#position);
  }

  /** Passes `token` if it comes next, and says whether it did. */
  skip(token: string): boolean {
    const found = this.at(token);
    if (found) this.#position += token.length;
    return found;
  }

  expect(token: string): void {
    if (!this.skip(token)) this.#fail(`expected ${token}`);
  }

  /** A name: of a variable, a field or a model value (which may begin with a digit). */
  identifier(): string {
    this.#match(SPACE);
    return this.#match(WORD)?.[0] ?? this.#fail('expected a name');
  }

  end(): void {
    this.#match(SPACE);
    if (this.#position < this.#text.length) this.#fail('expected the end');
  }

  value(): TlaValue {
    if (++this.#nesting > MAX_NESTING) this.#fail(`more than ${MAX_NESTING} nested values`);
    const value = this.#unnested();
    this.#nesting--;
    return value;
  }

  #unnested(): TlaValue {
    if (this.skip('<<')) return { kind: 'sequence', elements: this.#list('>>', () => this.value()) };
    if (this.skip('{')) return { kind: 'set', elements: this.#list('}', () => this.value()) };
    if (this.skip('[')) return { kind: 'record', fields: this.#list(']', () => this.#field()) };
    if (this.skip('(')) return this.#parenthesised();
    const string = this.#match(STRING);
    if (string !== undefined) return { kind: 'string', value: unescaped(string[1]!) };
    const integer = this.#match(INTEGER);
    if (integer !== undefined) return this.#integerOrInterval(Number(integer[0]));
    const name = this.identifier();
    if (name === 'TRUE' || name === 'FALSE') return { kind: 'boolean', value: name === 'TRUE' };
    return { kind: 'model', name };
  }

  #integerOrInterval(from: number): TlaValue {
    if (!this.skip('..')) return { kind: 'integer', value: from };
    this.#match(SPACE);
    const to = Number(this.#match(INTEGER)?.[0] ?? this.#fail('expected an integer'));
    const length = Math.max(0, to - from + 1);
    if (length > MAX_INTERVAL) this.#fail(`interval of ${length} elements`);
    return {
      kind: 'set',
      elements: Array.from({ length }, (_, i): TlaValue => ({ kind: 'integer', value: from + i })),
    };
  }

  /** `(a :> b @@ c :> d)`, or a value in parentheses. */
  #parenthesised(): TlaValue {
    const first = this.value();
    if (!this.at(':>')) {
      this.expect(')');
      return first;
    }
    const entries: [TlaValue, TlaValue][] = [];
    for (let key = first; ; key = this.value()) {
      this.expect(':>');
      entries.push([key, this.value()]);
      if (!this.skip('@@')) break;
    }
    this.expect(')');
    return { kind: 'function', entries };
  }

  #field(): [string, TlaValue] {
    const name = this.identifier();
    this.expect('|->');
    return [name, this.value()];
  }

  #list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.skip(close)) return items;
    do items.push(item());
    while (this.skip(','));
    this.expect(close);
    return items;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#position = pattern.lastIndex;
    return match;
  }

  #fail(what: string): never {
    const near = JSON.stringify(this.#text.slice(this.#position, this.#position + 20));
    throw new SyspecError(
      'BAD_INPUT',
      `not a TLA+ value: ${what} at offset ${this.#position}, before ${near}`,
    );
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, c: string) => UNESCAPED.get(c) ?? c);
}
