// SPDX-License-Identifier: MIT
// What is broken in Linux as it is: a page for each program that shows it, with the fix of the series.
import type { Race } from '../selftest/races.ts';
import { readMail } from '../series/mail.ts';

/** The text of the comment with which a C file begins, behind its licence. */
export function headComment(text: string): string {
  const [, comment = ''] = /^(?:\/\/.*\n)?\/\*\n([\s\S]*?)\n \*\//.exec(text) ?? [];
  return comment
    .split('\n')
    .map((line) => line.replace(/^ \* ?/, ''))
    .join('\n')
    .trim();
}

/** The mails of a series whose subject is that of the fix. */
const fixIn = (mails: readonly string[], fix: string) =>
  mails.map(readMail).find(({ subject }) => subject === fix);

/** The page of one program. @param series the mails for each base, by its name */
export function todayPage(
  { name, args, what, text, fix }: Race,
  series: ReadonlyMap<string, readonly string[]>,
): string {
  const found =
    fix === undefined ? undefined : [...series.values()].flatMap((mails) => fixIn(mails, fix) ?? [])[0];
  const bases = [...series]
    .filter(([, mails]) => fix !== undefined && fixIn(mails, fix) !== undefined)
    .map(([base]) => base);
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    `# ${name}: broken today`,
    '',
    `What should be: ${what}.`,
    '',
    '```',
    headComment(text),
    '```',
    '',
    '## See it',
    '',
    'It needs no patch, a C compiler and a static C library:',
    '',
    '```sh',
    `gcc -O2 -static -o ${name} ${name}.c && ./${[name, ...args].join(' ')}; echo $?`,
    '```',
    '',
    'EDITME: on which kernels it was seen, each with what it printed.',
    '',
    '## The fix',
    '',
    ...(found === undefined
      ? ['No patch of the series is named as one.']
      : [
          `\`${found.subject}\`, in the series for Linux ${bases.join(' and ')}:`,
          '',
          '```',
          found.body,
          '```',
        ]),
    '',
  ].join('\n');
}

/** Fixes that are named and are in no series: a line for each. */
export function lostFixes(
  file: string,
  races: readonly Race[],
  series: ReadonlyMap<string, readonly string[]>,
): string[] {
  return races.flatMap(({ name, fix }) =>
    [...series].flatMap(([base, mails]) =>
      fix === undefined || fixIn(mails, fix) !== undefined
        ? []
        : [`${file}: ${name}: the series for ${base} has no patch '${fix}'`],
    ),
  );
}
