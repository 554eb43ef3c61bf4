// SPDX-License-Identifier: MIT
// The sections that are no tables: the synopsis, rules and alternatives.
import type { Item } from './outline.ts';
import type { Alternative, Proposal, Prototype, Rule } from './proposal.ts';
import type { Complaints, Region } from './sections.ts';

const RULE = /^\*\*(R[1-9]\d*)\*\*\s+(\S[\s\S]*)$/;
const UNTESTED = /\buntested:/;
const ALTERNATIVE = /^\*\*(.+?)\.?\*\*\s+(\S[\s\S]*)$/;

/** Text on one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The items of all lists that stand in `region`. */
export function itemsIn(region: Region): readonly Item[] {
  return region.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
}

/** A problem unless a paragraph of `region` satisfies `test`. */
export function requireParagraph(
  region: Region,
  test: RegExp,
  complaint: Parameters<Complaints['add']>[2],
  problems: Complaints,
): void {
  const found = region.blocks.some((block) => block.kind === 'paragraph' && test.test(block.text));
  if (!found) problems.add(region.place, region.line, complaint);
}

/** A problem when the motivation says nothing. */
export function checkMotivation(region: Region, problems: Complaints): void {
  const complaint = {
    message: 'the motivation is empty',
    expected: 'at least a paragraph',
    hint: 'say who loses what today, and why what there is does not help',
  };
  requireParagraph(region, /\S/, complaint, problems);
}

const lineCount = (text: string): number => text.split('\n').length - 1;

/** The declarations of functions in C code without braces, whose first line is `line`. */
function prototypesIn(code: string, line: number): Prototype[] {
  const blank = (text: string) => text.replace(/[^\n]/g, '');
  const bare = code.replace(/\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|\/\/.*|^[ \t]*#.*/gm, blank);
  let at = line;
  return bare
    .split(';')
    .slice(0, -1)
    .flatMap((statement) => {
      const begins = at + lineCount(/^\s*/.exec(statement)![0]);
      at += lineCount(statement);
      const text = oneLine(statement);
      return /\w\s*\(.*\)$/.test(text) ? [{ text: `${text};`, line: begins }] : [];
    });
}

/** The C code of the section Interface, in which there must be a prototype. */
export function readInterface(
  region: Region,
  problems: Complaints,
): Pick<Proposal, 'synopsis' | 'prototypes'> {
  const code = region.blocks.filter((block) => block.kind === 'code' && block.language === 'c');
  const synopsis = code.map((block) => (block.kind === 'code' ? block.text : '')).join('\n');
  const prototypes = code.flatMap((block) =>
    block.kind === 'code' ? prototypesIn(block.text, block.line + 1) : [],
  );
  if (prototypes.length === 0) {
    problems.add('Interface', region.line, {
      message: 'the interface has no prototype',
      expected: 'a block of C (```c) that declares a function',
      hint: 'write the headers and the prototype, as in a man page',
    });
  }
  return { synopsis, prototypes };
}

function readRule({ text, line }: Item, problems: Complaints): Rule[] {
  const [whole, ...reasons] = text.split(UNTESTED);
  const [, id = '', sentence = ''] = RULE.exec(whole?.trim() ?? '') ?? [];
  const untested = oneLine(reasons.join('untested:'));
  if (id === '' || /\*\*R\d+\*\*/.test(sentence)) {
    problems.add('Rules', line, {
      message: id === '' ? 'this is no rule' : `${id} runs into another rule`,
      expected: "list items of the form '- **R1** text'",
      hint: 'give each rule a list item and an id',
    });
    return [];
  }
  if (reasons.length > 0 && untested === '') {
    problems.add('Rules', line, {
      message: `${id} is untested without a reason`,
      expected: "the reason after 'untested:'",
      hint: 'write why nothing here tests it, and what does',
    });
  }
  return [{ id, text: oneLine(sentence), ...(untested === '' ? {} : { untested }), line }];
}

/** The rules, in their order. */
export function readRules(region: Region, problems: Complaints): Rule[] {
  const items = itemsIn(region);
  if (items.length === 0) {
    problems.add('Rules', region.line, {
      message: 'there are no rules',
      expected: "a list with items of the form '- **R1** text'",
      hint: 'write each rule as one sentence that a test can refute',
    });
  }
  return items.flatMap((item) => readRule(item, problems));
}

/** The alternatives, in their order. */
export function readAlternatives(region: Region, problems: Complaints): Alternative[] {
  const items = itemsIn(region);
  const read = items.map((item) => ({ item, match: ALTERNATIVE.exec(item.text) }));
  const at = items.length === 0 ? region.line : read.find(({ match }) => match === null)?.item.line;
  if (at !== undefined) {
    problems.add('Alternatives', at, {
      message: items.length === 0 ? 'there are no alternatives' : 'this is no alternative',
      expected: "a list with items of the form '- **name.** text'",
      hint: 'name each way there is today, and say what it lacks',
    });
  }
  return read.flatMap(({ item, match }) =>
    match === null ? [] : [{ name: match[1] ?? '', text: oneLine(match[2] ?? ''), line: item.line }],
  );
}
