// SPDX-License-Identifier: MIT
// Where the functions of a C file are.
import { outside } from './text.ts';
import { type CFile, cError, type Token } from './tokens.ts';

/** A function with a body. */
export interface CFunction {
  readonly name: string;
  /** What is between its braces, without preprocessor lines. */
  readonly body: readonly Token[];
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSERS = Object.values(CLOSES);

/** What is open, the outermost first. */
type Open = readonly Token[];

/** Each branch of an #if begins with what was open before it; what its last one leaves open is open after it. */
function afterDirective({ text }: Token, open: Open, saved: Open[]): Open {
  const [, word] = /^#\s*(\w+)/.exec(text) ?? [];
  if (word === undefined) return open;
  if (/^if(n?def)?$/.test(word)) saved.push(open);
  if (/^(else|elif(n?def)?)$/.test(word)) return saved.at(-1) ?? open;
  if (word === 'endif') saved.pop();
  return open;
}

/**
 * The functions, in their order.
 * @throws SyspecError BAD_INPUT, with file and line, at a bracket without its other
 */
export function functionsOf(file: CFile): CFunction[] {
  const functions: CFunction[] = [];
  const saved: Open[] = [];
  let open: Open = [];
  let header: Token[] = [];
  let body: Token[] | undefined;
  for (const token of file.tokens) {
    if (token.kind === 'directive') {
      open = afterDirective(token, open, saved);
      continue;
    }
    const { text } = token;
    if (open.length === 0 && text === '{') body = [];
    else if (open.length > 0 || text !== ';') (body ?? header).push(token);
    if (token.kind === 'sign' && text in CLOSES) open = [...open, token];
    else if (token.kind === 'sign' && CLOSERS.includes(text)) open = closed(file, open, token);
    if (open.length > 0) continue;
    if (text === '}' && body !== undefined) {
      body.pop();
      const name = nameIn(header);
      if (name !== undefined) functions.push({ name, body });
      // What follows the braces of a structure or an initializer is still its own.
      if (name !== undefined) header = [];
      body = undefined;
    }
    if (text === ';') header = [];
  }
  const [unclosed] = open;
  if (unclosed !== undefined) throw cError(file.name, unclosed.line, `'${unclosed.text}' is not closed`);
  return functions;
}

function closed(file: CFile, open: Open, token: Token): Open {
  const last = open.at(-1);
  if (last !== undefined && CLOSES[last.text] === token.text) return open.slice(0, -1);
  const where = last === undefined ? 'nothing is open' : `'${last.text}' of line ${last.line} is open`;
  throw cError(file.name, token.line, `'${token.text}' where ${where}`);
}

/** A macro that declares a function has the name in its parentheses: SYSCALL_DEFINE0(getpid). */
const DECLARING = /^[A-Z][A-Z0-9_]*$/;

/** What may stand before or after a function's name, with arguments of its own. */
const ATTRIBUTE =
  /^__(?:attribute__|printf|scanf|releases|acquires|cond_acquires|must_hold|section|aligned|alloc_size|malloc)$/;

/** The name that a function's header gives it; undefined where the braces are of something else. */
function nameIn(header: readonly Token[]): string | undefined {
  const places = outside(header, { from: 0, to: header.length });
  if (places.some((at) => header[at]!.text === '=')) return undefined;
  const at = places.find(
    (i) => header[i]!.kind === 'word' && header[i + 1]?.text === '(' && !ATTRIBUTE.test(header[i]!.text),
  );
  if (at === undefined) return undefined;
  const { text } = header[at]!;
  return DECLARING.test(text) ? header[at + 2]?.text : text;
}
