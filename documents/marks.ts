// SPDX-License-Identifier: MIT
// Sentences of markdown as words, each with how it is set: a parameter, a constant, a page, a type, code.
import { ERRNOS } from '../spec/index.ts';

/** How a part of a word is set. */
export type Mark = 'parameter' | 'constant' | 'page' | 'code' | 'type' | 'strong' | 'emphasis';

/** A word: what is marked in it, and what stands around that without a space. */
export interface Word {
  readonly before: string;
  /** Empty where nothing is marked. */
  readonly text: string;
  readonly mark: Mark | null;
  /** The section of a page, as `2`. */
  readonly section?: string;
  readonly after: string;
}

/** Those without an underscore by the family that they are of: an abbreviation in prose looks the same. */
const CONSTANT = /^(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|(?:SIG|EPOLL|POLL|FIO)[A-Z]+)$/;
/** A type of C, or the size of one. */
const TYPE = /(?<![\w.])(?:struct [a-z]\w*|sizeof\([^)]+\)|[a-z]\w*_t)(?!\w)/;
const PAGE = /^(.*?)\b([a-z]\w*)\((\d?)\)(.*)$/;
const SPAN = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*/;

const plain = (text: string): Word => ({ before: text, text: '', mark: null, after: '' });

function markOf(code: string, parameters: ReadonlySet<string>): Mark {
  if (parameters.has(code)) return 'parameter';
  if (TYPE.exec(code)?.[0] === code) return 'type';
  return CONSTANT.test(code) || (ERRNOS as readonly string[]).includes(code) ? 'constant' : 'code';
}

/** A word without code in it. */
function bare(word: string): Word {
  const type = TYPE.exec(word);
  if (type !== null) {
    const [text] = type;
    const end = type.index + text.length;
    return { before: word.slice(0, type.index), text, mark: 'type', after: word.slice(end) };
  }
  const page = PAGE.exec(word);
  if (page !== null) {
    const [, before = '', text = '', section = '', after = ''] = page;
    return { before, text, mark: 'page', section, after };
  }
  const found = /[A-Z][A-Z0-9_]*[A-Z0-9]/.exec(word)?.[0] ?? '';
  if (found === '' || markOf(found, new Set()) !== 'constant') return plain(word);
  const at = word.indexOf(found);
  return { before: word.slice(0, at), text: found, mark: 'constant', after: word.slice(at + found.length) };
}

/** What has no space in it; a code span and the name of a structure are one word. */
function pieces(text: string): string[] {
  return (
    text
      .replace(/\s+/g, ' ')
      .trim()
      .match(/(?:(?<!\w)struct [a-z]\w*|`[^`]+`|\*\*.+?\*\*|\*[^*\s][^*]*\*|\S)+/g) ?? []
  );
}

/**
 * The words of a paragraph.
 * @param parameters names that are set as parameters where they stand in backticks
 */
export function wordsOf(text: string, parameters: ReadonlySet<string>): Word[] {
  return pieces(text).flatMap((piece): Word[] => {
    const span = SPAN.exec(piece);
    if (span === null) return [bare(piece)];
    const [whole, code, strong, emphasis] = span;
    const [before, after] = [piece.slice(0, span.index), piece.slice(span.index + whole.length)];
    if (strong !== undefined) return [{ before, text: strong, mark: 'strong', after }];
    if (emphasis !== undefined) return [{ before, text: emphasis, mark: 'emphasis', after }];
    const page = PAGE.exec(code!);
    if (page !== null && page[1] === '' && page[4] === '')
      return [{ before, text: page[2]!, mark: 'page', section: page[3]!, after }];
    return [{ before, text: code!, mark: markOf(code!, parameters), after }];
  });
}

/** A word as plain text. */
export function plainWord({ before, text, section, mark, after }: Word): string {
  return `${before}${text}${mark === 'page' ? `(${section})` : ''}${after}`;
}

/** Whether a sentence ends with this word. */
export const endsSentence = (word: Word): boolean => /[.?!]["')]*$/.test(plainWord(word));

/** Text without markup. */
export const plainText = (text: string): string => wordsOf(text, new Set()).map(plainWord).join(' ');

/** Lines of at most `width` columns; what has no space in it is never broken. */
export function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A paragraph of plain text. */
export const filled = (text: string, width: number): string => fill(text.split(/\s+/), width).join('\n');

/** An item of a list: the lines below the first one are indented. */
export function filledItem(text: string, width: number): string {
  const [first = '', ...more] = filled(text, width - 2).split('\n');
  return [`- ${first}`, ...more.map((line) => `  ${line}`)].join('\n');
}

/** Text in a cell of a table of markdown. */
export const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What a reader of a page has no use for: references to rules, questions and claims in brackets. */
export function withoutIds(text: string): string {
  return text
    .replace(/\s*\((?:[^()]|\([^()]*\))*\b[RAECN]\d+[a-z]?\b(?:[^()]|\([^()]*\))*\)/g, '')
    .replace(/\s+([.,;:])(?!\.)/g, '$1');
}
