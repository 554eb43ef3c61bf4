// SPDX-License-Identifier: MIT
// The body of a function as a tree of statements.
import { afterBracket, isCloser, isOpener, type Range } from './text.ts';
import { cError, type Token } from './tokens.ts';

/** A statement. `each` is a macro with a body, as list_for_each_entry() is; `case` and `label` have no statement. */
export interface Statement extends Range {
  readonly kind:
    | 'block'
    | 'if'
    | 'while'
    | 'do'
    | 'for'
    | 'switch'
    | 'each'
    | 'case'
    | 'label'
    | 'jump'
    | 'simple';
  /** What decides; of a `for` the middle, of an `each` all that is in its parentheses. */
  readonly condition?: Range;
  /** The first and the last part of a `for`. */
  readonly others?: readonly Range[];
  /** The statements in a block; the branches of an if; the body of a loop. */
  readonly parts: readonly Statement[];
}

const JUMP = /^(?:goto|return|break|continue)$/;
/** A macro in front of a declaration, and no loop. */
const ATTRIBUTE = /^__|^(?:CLASS|DEFINE_|DECLARE_)/;

class Reader {
  readonly #file: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(file: string, tokens: readonly Token[]) {
    this.#file = file;
    this.#tokens = tokens;
  }

  all(): Statement[] {
    const statements: Statement[] = [];
    while (this.#at < this.#tokens.length) statements.push(this.#statement());
    return statements;
  }

  #text(at = this.#at): string {
    return this.#tokens[at]?.text ?? '';
  }

  #fail(what: string): never {
    const near = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    throw cError(this.#file, near?.line ?? 0, `${what}, and there is '${this.#text()}'`);
  }

  #skip(text: string): void {
    if (this.#text() !== text) this.#fail(`'${text}' is expected`);
    this.#at += 1;
  }

  /** The first place from here on that has one of these signs, outside of brackets. */
  #find(signs: string): number {
    for (let i = this.#at; i < this.#tokens.length; i += 1) {
      const token = this.#tokens[i]!;
      if (signs.includes(token.text)) return i;
      if (isCloser(token)) break;
      if (isOpener(token)) i = afterBracket(this.#tokens, i) - 1;
    }
    return this.#fail('a statement begins that has no end');
  }

  /** What is in parentheses here. */
  #parenthesized(): Range {
    if (this.#text() !== '(') this.#fail("'(' is expected");
    const from = this.#at + 1;
    this.#at = afterBracket(this.#tokens, this.#at);
    return { from, to: this.#at - 1 };
  }

  #statement(): Statement {
    const from = this.#at;
    const made = this.#read(this.#text());
    return { ...made, from, to: this.#at };
  }

  #read(word: string): Omit<Statement, 'from' | 'to'> {
    if (word === '{') return this.#block();
    if (word === 'if') return this.#if();
    if (word === 'do') return this.#do();
    if (word === 'for') return this.#for();
    if (word === 'while' || word === 'switch') {
      this.#at += 1;
      return { kind: word, condition: this.#parenthesized(), parts: [this.#statement()] };
    }
    if (word === 'case' || word === 'default') return this.#case();
    if (this.#tokens[this.#at]?.kind === 'word' && this.#text(this.#at + 1) === ':') {
      this.#at += 2;
      return { kind: 'label', parts: [] };
    }
    if (this.#isEach()) {
      this.#at += 1;
      return { kind: 'each', condition: this.#parenthesized(), parts: [this.#statement()] };
    }
    this.#at = this.#find(';') + 1;
    return { kind: JUMP.test(word) ? 'jump' : 'simple', parts: [] };
  }

  #block(): Omit<Statement, 'from' | 'to'> {
    this.#skip('{');
    const parts: Statement[] = [];
    while (this.#text() !== '}') {
      if (this.#at >= this.#tokens.length) this.#fail('a block without an end');
      parts.push(this.#statement());
    }
    this.#at += 1;
    return { kind: 'block', parts };
  }

  #if(): Omit<Statement, 'from' | 'to'> {
    this.#skip('if');
    const condition = this.#parenthesized();
    const parts = [this.#statement()];
    if (this.#text() === 'else') {
      this.#at += 1;
      parts.push(this.#statement());
    }
    return { kind: 'if', condition, parts };
  }

  #do(): Omit<Statement, 'from' | 'to'> {
    this.#skip('do');
    const parts = [this.#statement()];
    this.#skip('while');
    const condition = this.#parenthesized();
    this.#skip(';');
    return { kind: 'do', condition, parts };
  }

  #for(): Omit<Statement, 'from' | 'to'> {
    this.#skip('for');
    const { from, to } = this.#parenthesized();
    const end = this.#at;
    this.#at = from;
    const first = this.#find(';');
    this.#at = first + 1;
    const second = this.#find(';');
    this.#at = end;
    return {
      kind: 'for',
      condition: { from: first + 1, to: second },
      others: [
        { from, to: first },
        { from: second + 1, to },
      ],
      parts: [this.#statement()],
    };
  }

  #case(): Omit<Statement, 'from' | 'to'> {
    this.#at += 1;
    for (let questions = 0; ; ) {
      this.#at = this.#find('?:');
      if (this.#text() === '?') questions += 1;
      else questions -= 1;
      this.#at += 1;
      if (questions < 0) return { kind: 'case', parts: [] };
    }
  }

  /** `name(...)` with a block or a statement after it, and not a sign that goes on with an expression. */
  #isEach(): boolean {
    const { kind, text } = this.#tokens[this.#at]!;
    if (kind !== 'word' || this.#text(this.#at + 1) !== '(' || ATTRIBUTE.test(text)) return false;
    const after = this.#tokens[afterBracket(this.#tokens, this.#at + 1)];
    return after !== undefined && (after.text === '{' || after.kind === 'word');
  }
}

/**
 * The statements of a body.
 * @throws SyspecError BAD_INPUT, with file and line, at what is no statement
 */
export function statementsOf(file: string, body: readonly Token[]): Statement[] {
  return new Reader(file, body).all();
}
