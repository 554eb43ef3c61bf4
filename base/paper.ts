// SPDX-License-Identifier: MIT
// What a text is laid out for: a terminal, a file, or a mail.
import { SyspecError } from './errors.ts';

/** How many characters a line may have, whether text may have colours, and whether it is to be ASCII. */
export interface Paper {
  readonly columns: number;
  readonly colors: boolean;
  readonly ascii?: boolean;
}

/** Throws SyspecError BAD_USAGE for what is no paper: a program may have left it out, or its width. */
export function requirePaper(paper: Partial<Paper> | undefined): void {
  const columns = paper?.columns;
  if (Number.isInteger(columns) && columns! >= 1) return;
  throw new SyspecError(
    'BAD_USAGE',
    `a text for ${columns} columns cannot be laid out`,
    'Give a paper: { columns: 80, colors: false }.',
  );
}

const ASCII: Readonly<Record<string, string>> = {
  ...{ '●': '*', '│': '|', '─': '-', '└': '+', '┘': '+', '▶': '>', '◀': '<', '✗': 'x', '…': '...' },
  ...{ '–': '-', '—': '-', '‘': "'", '’': "'", '“': '"', '”': '"' },
};

/** The same text in ASCII, for a mail; what has no likeness is a question mark. */
export function toAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, (character) => ASCII[character] ?? '?');
}
