// SPDX-License-Identifier: MIT
// TLA+ as tokens: without comments, white space and line breaks; and as text without comments.

/** A token, and where it stands. */
export interface Token {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 0; a tab is one column. */
  readonly column: number;
}

/** Longest first. A line of dashes or equals signs is one token. */
const TOKEN = new RegExp(
  [
    String.raw`"(?:[^"\\\n]|\\.)*"`,
    String.raw`\d+(?:\.\d+)?`,
    '[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*',
    '-{4,}|={4,}',
    String.raw`\\[A-Za-z]+`,
    String.raw`<<|>>_?|/\\|\\/|\|->|<->|->|<-|=>|<=>|==|<=|>=|=<|~>|-\+->|\[\]|<>|\.\.\.?|::=|:=|::|:>|@@|!!|##|\|\||&&|\]_`,
    String.raw`\S`,
  ].join('|'),
  'y',
);

/** The length of the comment that begins at `at`, 0 where none does. Comments nest; one without an end takes the rest. */
function commentAt(text: string, at: number): number {
  if (text.startsWith('\\*', at)) {
    const end = text.indexOf('\n', at);
    return (end < 0 ? text.length : end) - at;
  }
  if (!text.startsWith('(*', at)) return 0;
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    if (text.startsWith('(*', i)) {
      depth += 1;
      i += 1;
    } else if (text.startsWith('*)', i)) {
      depth -= 1;
      i += 1;
      if (depth === 0) return i + 1 - at;
    }
  }
  return text.length - at;
}

/** `text` with each comment as so many spaces, so that whatever else stands in it keeps its offset. */
export function withoutComments(text: string): string {
  let out = '';
  while (out.length < text.length) {
    const comment = commentAt(text, out.length);
    TOKEN.lastIndex = out.length;
    out += comment > 0 ? ' '.repeat(comment) : (TOKEN.exec(text)?.[0] ?? text[out.length]!);
  }
  return out;
}

/** The tokens of `text`, which need not be TLA+: what no token begins with is a token of its own. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let start = 0;
  const skip = (from: number, to: number) => {
    for (let i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
      line += 1;
      start = i + 1;
    }
  };
  for (let at = 0; at < text.length; ) {
    const comment = commentAt(text, at);
    const blank = comment > 0 || /\s/.test(text[at]!);
    TOKEN.lastIndex = at;
    const length = comment || (blank ? 1 : (TOKEN.exec(text)?.[0].length ?? 1));
    if (blank) skip(at, at + length);
    else tokens.push({ text: text.slice(at, at + length), line, column: at - start });
    at += length;
  }
  return tokens;
}
