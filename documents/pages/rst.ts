// SPDX-License-Identifier: MIT
// The page of a proposal below Documentation/userspace-api/.

import { fill, type Word, withoutIds, wordsOf } from '../marks.ts';
import type { Material } from '../material.ts';
import { alternativesOf, lettersOwn, type Paragraph } from '../prose.ts';
import { narrow } from '../series/letter.ts';
import { flagItems, pageErrors } from './man.ts';

const WIDTH = 79;

/** Characters that begin markup. */
const safe = (text: string): string => text.replace(/[\\*`|]/g, '\\$&').replace(/_(?=\W|$)/g, '\\_');

function set({ before, text, mark, section, after }: Word): string {
  const [left, right] = [safe(before), safe(after)];
  if (mark === null) return left;
  if (mark === 'strong') return `${left}**${text}**${right}`;
  if (mark === 'emphasis') return `${left}*${text}*${right}`;
  const inside = mark === 'page' ? `${text}(${section})` : text;
  // Markup ends where a word does.
  const end = /^\w/.test(right) ? '\\ ' : '';
  const begin = /\w$/.test(left) ? '\\ ' : '';
  return mark === 'page'
    ? `${left}${begin}${inside}${end}${right}`
    : `${left}${begin}\`\`${inside}\`\`${end}${right}`;
}

/** The page has no section whose title is in capitals. */
const ownReferences = (text: string): string => text.replace(/\bsee NOTES\b/g, 'see the notes below');

const paragraph = (text: string, parameters: ReadonlySet<string>, indent = ''): string[] =>
  fill(wordsOf(ownReferences(text), parameters).map(set), WIDTH - indent.length).map(
    (line) => `${indent}${line}`,
  );

const heading = (text: string, mark = '='): string[] => [text, mark.repeat(text.length), ''];

/** Whether it is a diagram: tasks side by side, between tabs. */
export const hasColumns = (text: string): boolean => /^\t+\S[^\t\n]*\t+\S/m.test(text);

/** Tabs as spaces: what stands before the text moves it. */
const expanded = (line: string): string =>
  line.split('\t').reduce((all, part) => all + ' '.repeat(8 - (all.length % 8)) + part);

const literal = (text: string): string[] => [
  '::',
  '',
  ...text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${expanded(line)}`)),
  '',
];

/** A definition list: a term, and below it what it is. */
const definitions = (
  items: readonly { readonly term: string; readonly text: string }[],
  parameters: ReadonlySet<string>,
): string[] =>
  items.flatMap(({ term, text }) => [`\`\`${term}\`\``, ...paragraph(text, parameters, '    '), '']);

function paragraphs(all: readonly Paragraph[], { proposal, parameters }: Material): string[] {
  return all.flatMap(({ kind, text }) => {
    if (kind === 'literal') return literal(text);
    if (kind === 'flags')
      return definitions(
        flagItems(proposal).map(({ name, text: is }) => ({ term: name, text: is })),
        parameters,
      );
    return [...paragraph(text, parameters), ''];
  });
}

/** A page has a short title: of several calls none is named. */
function titleOf({ calls, title }: Material['proposal']): string {
  const [call, ...more] = calls;
  if (more.length > 0) return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  return `${call!.name}(): ${title}`;
}

/** Why there is the call: in the words of the prose, or else of the document, with the diagrams of the letter. */
function why({ motivation, prose, parameters }: Material, named: (name: string) => string[]): string[] {
  if (prose.sections.has('Motivation')) return named('Motivation');
  const diagrams = prose.sections
    .get('Letter')!
    .filter(({ kind, text }) => kind === 'literal' && hasColumns(text));
  return [
    ...motivation.flatMap((body) => [...paragraph(withoutIds(body), parameters), '']),
    ...diagrams.flatMap(({ text }) => literal(text)),
  ];
}

/** The page. */
export function rstPage(material: Material): string {
  const { proposal, prose, parameters } = material;
  const full = titleOf(proposal);
  const rule = '='.repeat(full.length);
  const text = (body: string) => [...paragraph(withoutIds(body), parameters), ''];
  const named = (name: string) => paragraphs(prose.sections.get(name) ?? [], material);
  const left = lettersOwn(prose);
  const alternatives = alternativesOf(prose, proposal).filter(({ name }) => !left.has(name));
  const lines = [
    ...['.. SPDX-License-Identifier: GPL-2.0', '', rule, full, rule, ''],
    ...heading('The problem'),
    ...why(material, named),
    ...heading('Interface'),
    ...literal(narrow(proposal.synopsis)),
    ...named('Description'),
    ...named('Return value'),
    ...heading('Errors'),
    ...definitions(
      pageErrors(material).map(({ errno, text: is }) => ({ term: errno, text: is })),
      parameters,
    ),
    ...['Notes', 'Caveats'].flatMap((name) =>
      prose.sections.has(name) ? [...heading(name), ...named(name)] : [],
    ),
    ...heading('Why not something else'),
    ...alternatives.flatMap(({ name, text: is }) => text(`**${name}.** ${is}`)),
  ];
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
