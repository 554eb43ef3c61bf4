// SPDX-License-Identifier: MIT
// What a person wrote about a proposal, beside its document: each paragraph says which rules it states, and their hash.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { listed } from '../base/plural.ts';
import type { Proposal } from '../spec/index.ts';
import { plainText } from './marks.ts';
import { type Named, type Race, racesFile, readRaces } from './selftest/races.ts';

/**
 * A paragraph (of `{seen mutex}`: what that program of races.json printed), a list of flags (`{flags}`), text that is set as it is (```), or where what follows goes in a page that there is: at the
 * end of a section or an item (`{in MSG_DONTWAIT}`), into a new subsection (`{new Other files}`), or in the place of a sentence
 * (`{instead It is for sockets.}`); its text is that name, or the sentence.
 */
export interface Paragraph {
  readonly kind: 'text' | 'flags' | 'literal' | 'in' | 'new' | 'instead';
  readonly text: string;
  readonly line: number;
}

/** That the text below states these rules, as they were when it was written. */
export interface Citation {
  readonly rules: readonly string[];
  readonly hash: string;
  readonly line: number;
  /** The section in which it stands. */
  readonly section: string;
}

/** The text of a proposal, by section. */
export interface Prose {
  /** From the root. */
  readonly file: string;
  readonly sections: ReadonlyMap<string, readonly Paragraph[]>;
  readonly citations: readonly Citation[];
}

/** Where it is. */
export const proseFile = (slug: string): string => `documents/${slug}/prose.md`;

/** Sections of a prose.md; those of the first row must be there. */
export const SECTIONS = {
  required: ['Description', 'Return value', 'Letter'],
  optional: [
    ...[
      'Errors',
      'Versions',
      'Notes',
      'Caveats',
      'Motivation',
      'Alternatives',
      'Not in the tree',
      'Parameters',
      'Checklist',
      'Not on the page',
      'Fixes',
      'Models of the fixes',
      'What changes',
      'Selftest',
    ],
  ],
} as const;

/** What is added to the page of a call that is changed, or to another page: `Page send`, `Page pipe.7`. */
const PAGE = /^Page (\w+)(?:\.(\d))?$/;

/** The pages for which there is a section, as `send.2`, with that section. */
export function pageSections({ sections }: Prose): ReadonlyMap<string, readonly Paragraph[]> {
  return new Map(
    [...sections].flatMap(([title, paragraphs]): [string, readonly Paragraph[]][] => {
      const found = PAGE.exec(title);
      return found === null ? [] : [[`${found[1]}.${found[2] ?? '2'}`, paragraphs]];
    }),
  );
}

/** What is said of a row of the table of errors. */
export interface SaidOfError {
  readonly id: string;
  /** Where the row has more than one. */
  readonly errno?: string | undefined;
  readonly text: string;
}

/** What a paragraph says of a row: `**E9** Nobody reads.`; of another errno that it names: `**E9 ENFILE** There are too many.` */
export function errorOf({ kind, text }: Paragraph): SaidOfError | undefined {
  const found = kind === 'text' ? /^\*\*(E\d+[a-z]?)(?: (E[A-Z]\w*))?\*\*\s+([\s\S]*)$/.exec(text) : null;
  return found === null ? undefined : { id: found[1]!, errno: found[2], text: found[3]! };
}

/** What a program of races.json printed: `{seen mutex}`, with its arguments. */
const SEEN = /^\{seen (.+)\}$/;

/**
 * What it printed on the newest kernel on which it was seen, as text that is set as it is. Where it has been changed since then, that is
 * for a person; undefined where it was seen nowhere.
 */
function seenText(races: readonly Race[], command: string): string | undefined {
  const race = races.find(({ name, args }) => [name, ...args].join(' ') === command);
  const { seen = [], outdated = [] } = race ?? {};
  const says =
    seen.at(-1)?.says ??
    (outdated.length === 0
      ? undefined
      : [`EDITME: ${command} was changed after it was run on ${listed(outdated)}; run it there again`]);
  return says?.map((line) => `\t${line}`).join('\n');
}

const PLACE = /^\{(in|new|instead) (.+)\}$/;
const CITING =
  "Write '<!-- R2, R10: 3f2a91c0 -->', a line of its own; the check says which hash in the place of '-'.";
/** Nothing else in a section is a comment. */
const CITATION = /^<!--\s*(\S.*?):\s*([0-9a-f]{8}|-)\s*-->$/;

function paragraph(text: string, line: number): Paragraph {
  const [, place, name = ''] = PLACE.exec(text) ?? [];
  if (place !== undefined) return { kind: place as 'in' | 'new' | 'instead', text: name, line };
  return { kind: text === '{flags}' ? 'flags' : 'text', text, line };
}

/** What is done about lines that are no text. */
interface Reading {
  cite(rules: string, hash: string, line: number): void;
  unclosed(line: number): never;
  /** Of a comment that is no citation: whatever it was meant to cite would be checked by nobody. */
  uncited(line: number): never;
}

function paragraphsOf(
  lines: readonly string[],
  from: number,
  { cite, unclosed, uncited }: Reading,
): Paragraph[] {
  const found: Paragraph[] = [];
  let open: { lines: string[]; line: number } | null = null;
  let literal: { lines: string[]; line: number } | null = null;
  const close = () => {
    if (open === null) return;
    found.push(paragraph(open.lines.join('\n'), open.line));
    open = null;
  };
  for (const [at, text] of lines.entries()) {
    const line = from + at;
    const cited = CITATION.exec(text);
    if (text.startsWith('```')) {
      close();
      if (literal !== null)
        found.push({ kind: 'literal', text: literal.lines.join('\n'), line: literal.line });
      literal = literal === null ? { lines: [], line } : null;
    } else if (literal !== null) literal.lines.push(text);
    else if (cited !== null) cite(cited[1]!, cited[2]!, line);
    else if (text.includes('<!--')) uncited(line);
    else if (text.trim() === '') close();
    else if (open === null) open = { lines: [text], line };
    else open.lines.push(text);
  }
  close();
  if (literal !== null) unclosed(literal.line);
  return found;
}

/** Whether somebody has written about a proposal. */
export const hasProse = (root: string, slug: string): boolean => existsSync(join(root, proseFile(slug)));

/** @throws SyspecError BAD_INPUT when there is none, a section is unknown, missing or there twice, a ``` has no end, or a comment cites nothing */
export function readProse(root: string, proposal: Named): Prose {
  const { slug } = proposal;
  const file = proseFile(slug);
  if (!hasProse(root, slug))
    throw new SyspecError('BAD_INPUT', `there is no ${file}`, 'documents/README.md says what stands in it.');
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const citations: Citation[] = [];
  const sections = new Map<string, Paragraph[]>();
  const known: readonly string[] = [...SECTIONS.required, ...SECTIONS.optional];
  const withSeen = (one: Paragraph): Paragraph => {
    const command = one.kind === 'text' ? SEEN.exec(one.text)?.[1] : undefined;
    if (command === undefined) return one;
    const text = seenText(readRaces(root, proposal), command);
    if (text !== undefined) return { ...one, kind: 'literal', text };
    throw new SyspecError(
      'BAD_INPUT',
      `${file}:${one.line}: '${command}' was seen nowhere, says ${racesFile(slug)}`,
    );
  };
  const heads = lines.flatMap((text, at) => (text.startsWith('## ') ? [at] : []));
  for (const [i, at] of heads.entries()) {
    const name = lines[at]!.slice(3).trim();
    if (!known.includes(name) && !PAGE.test(name))
      throw new SyspecError(
        'BAD_INPUT',
        `${file}:${at + 1}: there is no section '${name}'`,
        `There are: ${known.join(', ')}.`,
      );
    if (sections.has(name))
      throw new SyspecError(
        'BAD_INPUT',
        `${file}:${at + 1}: '${name}' is there twice`,
        'Make one of the two.',
      );
    const body = lines.slice(at + 1, heads[i + 1] ?? lines.length);
    const refuse = (line: number, what: string, hint: string): never => {
      throw new SyspecError('BAD_INPUT', `${file}:${line}: ${what}`, hint);
    };
    const reading: Reading = {
      cite: (rules, hash, line) => citations.push({ rules: rules.split(', '), hash, line, section: name }),
      unclosed: (line) => refuse(line, 'nothing closes this ```', 'Write ``` below it.'),
      uncited: (line) => refuse(line, 'this comment cites no rule', CITING),
    };
    sections.set(name, paragraphsOf(body, at + 2, reading).map(withSeen));
  }
  const missing = SECTIONS.required.filter((name) => !sections.has(name));
  if (missing.length > 0)
    throw new SyspecError(
      'BAD_INPUT',
      `${file}: no section ${missing.join(', ')}`,
      `Write '## ${missing[0]}'.`,
    );
  return { file, sections, citations };
}

/** The folder of the selftest below tools/testing/selftests/: the slug, unless a person names another. @throws SyspecError BAD_INPUT when it is none */
export function selftestFolder({ sections, file }: Prose, slug: string): string {
  const [named] = sections.get('Selftest') ?? [];
  if (named === undefined) return slug;
  const [, folder] = /^\*\*folder\*\*\s+(\w[\w-]*(?:\/\w[\w-]*)*)$/.exec(named.text) ?? [];
  if (folder !== undefined) return folder;
  throw new SyspecError(
    'BAD_INPUT',
    `${file}:${named.line}: it names no folder`,
    `Write '**folder** net/${slug}'.`,
  );
}

type Said = Pick<Proposal, 'rules' | 'errors' | 'alternatives'>;

/** A rule, a row of the table of errors, or, by its name, an alternative. */
function saidBy(
  { rules, errors, alternatives }: Said,
  id: string,
): { readonly text: string; readonly line: number } | undefined {
  const row = errors.find((one) => one.id === id);
  if (row !== undefined) return { text: `${row.errno} ${row.when}`, line: row.line };
  return rules.find((rule) => rule.id === id) ?? alternatives.find(({ name }) => name === id);
}

/** A paragraph that begins with what it is about: `**NAME** text`. */
const KEYED = /^\*\*(.+?)\*\*\s+([\s\S]*)$/;

/** The alternatives as the document says them or, for those who do not know its ids, the prose: `**NAME** text`. */
export function alternativesOf(
  { sections, file }: Prose,
  { alternatives }: Pick<Proposal, 'alternatives'>,
): readonly { readonly name: string; readonly text: string }[] {
  const own = new Map(
    (sections.get('Alternatives') ?? []).map(({ text, line }): [string, string] => {
      const [, name = '', says = ''] = KEYED.exec(text) ?? [];
      if (!alternatives.some((one) => one.name === name))
        throw new SyspecError('BAD_INPUT', `${file}:${line}: there is no alternative '${name}'`);
      return [name, says];
    }),
  );
  return alternatives.map(({ name, text }) => ({ name, text: own.get(name) ?? text }));
}

/** How a letter begins: of the whole series, or of its fixes where they are sent alone. */
export interface LetterText {
  readonly subject: string;
  readonly lead: readonly Paragraph[];
}

/** @throws SyspecError BAD_INPUT when nothing is said there, or it does not begin with a subject: `**fs: Lose nothing** It is lost.` */
export function letterText({ sections, file }: Prose, section: 'Letter' | 'Fixes'): LetterText {
  const [first, ...more] = sections.get(section) ?? [];
  const [, subject, text] = KEYED.exec(first?.text ?? '') ?? [];
  if (first !== undefined && subject !== undefined && text !== undefined)
    return { subject, lead: [{ ...first, text }, ...more] };
  throw new SyspecError(
    'BAD_INPUT',
    first === undefined
      ? `${file}: nothing below ## ${section}, with which a letter of its series begins`
      : `${file}:${first.line}: it does not begin with the subject of a letter`,
    `Write '## ${section}', and below it '**subsystem: Mend it** What is broken.'`,
  );
}

/** Which models the letter of the fixes is about, and what it says of them, without marks; undefined where nobody has said it. */
export interface FixesModels {
  readonly variants: readonly string[];
  readonly text: string;
}

/** @throws SyspecError BAD_INPUT when it does not begin with names of variants: `**today, today-fixed** Both were written down.` */
export function fixesModels(
  { sections, file }: Prose,
  { variants }: Pick<Proposal, 'variants'>,
): FixesModels | undefined {
  const [said] = sections.get('Models of the fixes') ?? [];
  if (said === undefined) return undefined;
  const [, names = '', text = ''] = KEYED.exec(said.text) ?? [];
  const all = names.split(', ');
  const unknown = all.filter((name) => !variants.some((one) => one.name === name));
  if (unknown.length === 0) return { variants: all, text: plainText(text) };
  throw new SyspecError(
    'BAD_INPUT',
    `${file}:${said.line}: there is no variant '${unknown.join(', ')}'`,
    "Write '**NAME, NAME** what was written down.'",
  );
}

/** What is said of calls that are changed, each in another document or place. */
const CHANGES = ['selftest', 'documentation', 'man-pages', 'interface', 'cost'] as const;

/** By that, without marks; what nobody has said is not there. @throws SyspecError BAD_INPUT when it is said of something else */
export function changesOf({ sections, file }: Prose): Partial<Record<(typeof CHANGES)[number], string>> {
  return Object.fromEntries(
    (sections.get('What changes') ?? []).map(({ text, line }) => {
      const [, name = '', says = ''] = KEYED.exec(text) ?? [];
      if (CHANGES.some((one) => one === name)) return [name, plainText(says)];
      throw new SyspecError(
        'BAD_INPUT',
        `${file}:${line}: '${name}' is no place for what changes`,
        `There are: ${CHANGES.join(', ')}.`,
      );
    }),
  );
}

/** The names of the alternatives that are for the letter alone: cited below `## Not in the tree`. */
export const lettersOwn = ({ citations }: Prose): ReadonlySet<string> =>
  new Set(citations.flatMap(({ section, rules }) => (section === 'Not in the tree' ? rules : [])));

/** The hash of the text of rules and errors, in hexadecimal. */
export function hashOfRules(proposal: Said, ids: readonly string[]): string {
  const texts = ids.map((id) => `${id} ${saidBy(proposal, id)?.text ?? ''}`);
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8);
}

/** Where the text and the rules are out of step: a line for each place; empty when all is well. */
export function outOfStep({ file, citations }: Prose, proposal: Proposal): string[] {
  const stale = citations.flatMap(({ rules, hash, line }) => {
    const unknown = rules.filter((id) => saidBy(proposal, id) === undefined);
    if (unknown.length > 0) return [`${file}:${line}: there is no ${unknown.join(', ')} in ${proposal.file}`];
    const is = hashOfRules(proposal, rules);
    if (is === hash) return [];
    const at = rules.map((id) => saidBy(proposal, id)!.line).join(', ');
    return [
      `${file}:${line}: ${rules.join(', ')} changed (${proposal.file}:${at}); read the text below again, then write '${is}'`,
    ];
  });
  const cited = new Set(citations.flatMap(({ rules }) => rules));
  const silent = proposal.rules.filter(({ id }) => !cited.has(id));
  return [
    ...stale,
    ...silent.map(
      ({ id, line }) => `${proposal.file}:${line}: ${id} is stated nowhere in ${file}; cite it there`,
    ),
  ];
}
