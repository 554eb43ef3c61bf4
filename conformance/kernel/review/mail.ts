// SPDX-License-Identifier: MIT
// A patch as a mail, in the form of git format-patch.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Letter } from './letter.ts';

/** Files with their texts. */
export type Texts = ReadonlyMap<string, string>;

/** A patch to be written. */
export interface Draft {
  readonly letter: Letter;
  readonly before: Texts;
  readonly after: Texts;
}

/** No settings of whoever runs this. */
const PLAIN = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };

/** git, whose `diff --no-index` exits with 1 where there is a difference. */
async function git(folder: string, env: NodeJS.ProcessEnv, ...words: string[]): Promise<string> {
  const options = { cwd: folder, env: { ...env, ...PLAIN }, maxBuffer: 1 << 26 };
  const done = await promisify(execFile)('git', words, options).catch((error) => {
    if (error.code === 1) return error as { stdout: string };
    throw error;
  });
  return done.stdout;
}

function put(folder: string, texts: Texts): void {
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const counted = (count: number, what: string): string =>
  count === 0 ? '' : `, ${count} ${what}${count === 1 ? '' : 's'}(${what === 'insertion' ? '+' : '-'})`;

/** What git puts above a difference: how many lines of which file, for files of which few are changed. */
function statistics(diff: string): string {
  const files = diff.split(/^diff --git /m).slice(1);
  const count = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).length;
  const rows = files.map((text) => ({
    name: /^a\/(\S+)/.exec(text)![1]!,
    added: count(text, /^\+(?!\+\+ )/gm),
    removed: count(text, /^-(?!-- )/gm),
  }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const digits = Math.max(...rows.map(({ added, removed }) => String(added + removed).length));
  const lines = rows.map(({ name, added, removed }) => {
    const bar = '+'.repeat(added) + '-'.repeat(removed);
    return ` ${name.padEnd(width)} | ${String(added + removed).padStart(digits)} ${bar}\n`;
  });
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  const changed = ` ${rows.length} file${rows.length === 1 ? '' : 's'} changed`;
  const total =
    counted(
      sum(({ added }) => added),
      'insertion',
    ) +
    counted(
      sum(({ removed }) => removed),
      'deletion',
    );
  return `${lines.join('')}${changed}${total}\n`;
}

/** The difference with its statistics, as git format-patch has them. */
async function difference({ before, after }: Draft, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-sent-'));
  try {
    put(join(folder, 'a'), before);
    put(join(folder, 'b'), after);
    const diff = await git(folder, env, 'diff', '--no-index', '--no-prefix', '--abbrev=7', 'a', 'b');
    return `${statistics(diff)}\n${diff}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As git format-patch names a file. */
function fileName(number: number, subject: string): string {
  const words = subject.replace(/[^A-Za-z0-9._]+/g, '-').slice(0, 52);
  return `${String(number).padStart(4, '0')}-${words.replace(/[.-]+$/, '')}.patch`;
}

const toMail = (subject: string, body: string, difference: string): string => `\
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: syspec <syspec@localhost>
Date: Wed, 1 Jan 2025 00:00:00 +0000
Subject: ${subject}

${body}
---
${difference}`;

/** Lines of a header are at most 76 characters; what is longer goes on in the next, after a space. */
function folded(subject: string): string {
  const at = subject.lastIndexOf(' ', 76 - 'Subject: '.length);
  return subject.length + 'Subject: '.length <= 76 || at < 0
    ? subject
    : `${subject.slice(0, at)}\n ${subject.slice(at + 1)}`;
}

/** Where a patch stands in its series, counted from 1. */
interface Place {
  readonly number: number;
  readonly of: number;
}

/** As git format-patch counts: every number is as wide as the last one. */
export function place(number: number, of: number): string {
  return `${String(number).padStart(String(of).length, '0')}/${of}`;
}

/** Writes a draft to a folder as git format-patch does, and gives its path. */
export async function writeMail(
  draft: Draft,
  folder: string,
  { number, of }: Place,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const { subject, body } = draft.letter;
  const path = join(folder, fileName(number, subject));
  writeFileSync(
    path,
    toMail(folded(`[PATCH ${place(number, of)}] ${subject}`), body, await difference(draft, env)),
  );
  return path;
}
