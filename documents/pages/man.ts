// SPDX-License-Identifier: MIT
// The page of a new system call in section 2, as man-pages 6.9 has them.

import type { Proposal } from '../../spec/index.ts';
import { withoutIds, wordsOf } from '../marks.ts';
import { type Material, nameOf, parametersOf } from '../material.ts';
import { errorOf, type Paragraph } from '../prose.ts';
import { escaped, literal, paragraph } from './roff.ts';

const COLUMNS = 74;

/** `int dirfd` in the macros: types are bold, names italic. */
function synopsis(prototype: string): string[] {
  const name = nameOf(prototype);
  const rows: string[] = [];
  const all = parametersOf(prototype);
  let row = `.BI "int syscall(SYS_${name}`;
  let width = `int syscall(SYS_${name}`.length;
  let open = true;
  for (const [at, { type, name: parameter }] of all.entries()) {
    const shown = `${type}${type.endsWith('*') ? '' : ' '}`;
    const size = shown.length + parameter.length + 3;
    if (width + size > COLUMNS) {
      rows.push(`${row},${open ? '"' : ''}`);
      row = `.BI "            ${shown}"`;
      width = 12 + size;
    } else {
      row = open ? `${row}, ${shown}"` : `${row} ", ${shown}"`;
      width += size;
    }
    open = false;
    row = `${row} ${parameter}`;
    if (at === all.length - 1) row = `${row} );`;
  }
  return [...rows.map((one) => one.replace(/ (\w+),$/, ' $1 ,')), row];
}

/** A header; one that is there for constants alone says so. */
function include(header: string, { flags }: Proposal): string {
  return header === '<fcntl.h>' && flags.some(({ name }) => name.startsWith('AT_'))
    ? '.BR "#include <fcntl.h>" "        /* Definition of " AT_* " constants */"'
    : `.B #include ${header}`;
}

const includes = (text: string): string[] =>
  [...text.matchAll(/^#include\s+(<[^>]+>)/gm)].map(([, one]) => one!);

function head({ proposal }: Material): string[] {
  const { slug, title, prototypes, synopsis: code } = proposal;
  const headers = includes(code).filter((one) => one !== '<unistd.h>' && one !== '<sys/syscall.h>');
  return [
    '.\\" Copyright, the authors of the Linux man-pages project',
    '.\\"',
    '.\\" SPDX-License-Identifier: Linux-man-pages-copyleft',
    '.\\"',
    // Whoever makes a release of man-pages writes the date.
    `.TH ${slug} 2 (date) "Linux man-pages (unreleased)"`,
    '.SH NAME',
    `${proposal.calls.map(({ name }) => name).join(', ')} \\- ${escaped(title).replaceAll('\\-', '-')}`,
    '.SH LIBRARY',
    'Standard C library',
    '.RI ( libc ", " \\-lc )',
    '.SH SYNOPSIS',
    '.nf',
    ...headers.map((one) => include(one, proposal)),
    '.BR "#include <sys/syscall.h>" "  /* Definition of " SYS_* " constants */"',
    '.B #include <unistd.h>',
    '.P',
    ...prototypes.flatMap(({ text }) => synopsis(text)),
    '.fi',
    '.P',
    '.IR Note :',
    'glibc provides no wrapper for',
    ...proposal.calls.map(({ name }) => `.BR ${name} (),`),
    'necessitating the use of',
    '.BR syscall (2).',
  ];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A tagged paragraph for each flag: its meaning as a sentence. */
export function flagItems({ flags }: Proposal): { readonly name: string; readonly text: string }[] {
  return flags.map(({ name, meaning }) => ({ name, text: sentence(withoutIds(meaning)) }));
}

/** The same in the macros. */
export const flagLines = ({ proposal, parameters }: Material): string[] =>
  flagItems(proposal).flatMap(({ name, text }) => ['.TP', `.B ${name}`, ...paragraph(text, parameters)]);

/** An error of a page. */
export interface ErrorItem {
  readonly errno: string;
  readonly text: string;
  readonly id: string;
}

/** The rows of the table of errors in the order of a page, as the document says them or, for those who call, the prose; an errno has an item for each of its causes. */
export function errorItems({ proposal, prose }: Material): ErrorItem[] {
  const said = (prose.sections.get('Errors') ?? []).flatMap((one) => errorOf(one) ?? []);
  const own = new Map(
    said.flatMap(({ id, errno, text }): [string, string][] => (errno === undefined ? [[id, text]] : [])),
  );
  const others = said.flatMap(({ id, errno, text }) => (errno === undefined ? [] : [{ errno, id, text }]));
  return proposal.errors
    .map(
      ({ errno, when, id }): ErrorItem => ({
        errno,
        id,
        text: own.get(id) ?? sentence(withoutIds(when)),
      }),
    )
    .concat(others)
    .sort((a, b) => (a.errno < b.errno ? -1 : a.errno > b.errno ? 1 : 0));
}

/** The same for a page: rows of which the same is said are one item. */
export function pageErrors(material: Material): ErrorItem[] {
  const items = errorItems(material);
  const isSame = (a: ErrorItem) => (b: ErrorItem) => a.errno === b.errno && a.text === b.text;
  return items.filter((one, at) => items.findIndex(isSame(one)) === at);
}

function body(paragraphs: readonly Paragraph[], material: Material): string[] {
  return paragraphs.flatMap(({ kind, text }, at) => {
    if (kind === 'flags') return flagLines(material);
    const before = at === 0 ? [] : ['.P'];
    if (kind === 'literal') return [...before, ...literal(text)];
    return [...before, ...paragraph(text, material.parameters)];
  });
}

/** Sections of the prose that are on the page; the others are for other documents. */
const ON_PAGE: readonly string[] = ['Description', 'Return value', 'Errors', 'Versions', 'Notes', 'Caveats'];

/** The pages that the text refers to, by section and name, without its own. */
function seeAlso({ prose, proposal, parameters }: Material): string[] {
  const texts = [...prose.sections].flatMap(([name, all]) =>
    ON_PAGE.includes(name) ? all.map(({ text }) => text) : [],
  );
  const pages = texts.flatMap((text) =>
    wordsOf(text, parameters).flatMap(({ mark, text: name, section }) =>
      mark === 'page' && section !== '' && !proposal.calls.some((one) => one.name === name)
        ? [`${section} ${name}`]
        : [],
    ),
  );
  const sorted = [...new Set(pages)].sort();
  return sorted.map((one, at) => {
    const [section, name] = one.split(' ');
    return `.BR ${name} (${section})${at === sorted.length - 1 ? '' : ','}`;
  });
}

/** The page of a proposal that adds calls. */
export function manPage(material: Material): string {
  const { prose, parameters } = material;
  const section = (title: string, name: string): string[] => {
    const paragraphs = prose.sections.get(name) ?? [];
    return paragraphs.length === 0 ? [] : [`.SH ${title}`, ...body(paragraphs, material)];
  };
  const errors = pageErrors(material).flatMap(({ errno, text }) => [
    '.TP',
    `.B ${errno}`,
    ...paragraph(text, parameters),
  ]);
  const lines = [
    ...head(material),
    ...section('DESCRIPTION', 'Description'),
    ...section('RETURN VALUE', 'Return value'),
    ...['.SH ERRORS', ...errors],
    ...section('VERSIONS', 'Versions'),
    ...['.SH STANDARDS', 'Linux.', '.SH HISTORY', 'EDITME: the release of Linux that has it.'],
    ...section('NOTES', 'Notes'),
    ...section('CAVEATS', 'Caveats'),
    ...['.SH SEE ALSO', ...seeAlso(material)],
  ];
  return `${lines.join('\n')}\n`;
}
