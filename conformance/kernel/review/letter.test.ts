// SPDX-License-Identifier: MIT
// What patches say of themselves: the message of the one that wires calls, and those that were written by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { wiringLetter } from './letter.ts';

test('the message of the wiring says what is wrong, which numbers there are, and what is done', () => {
  const call = (name: string, number: number) => ({ name, number, parameters: [] });
  const tables = new Map([
    ['arch/alpha/kernel/syscalls/syscall.tbl', '610\tcommon\ta\tsys_a\n'],
    ['arch/x86/entry/syscalls/syscall_64.tbl', '500\tcommon\ta\tsys_a\n'],
  ]);
  const { subject, body } = wiringLetter([call('a', 500)], tables, { notes: 'So.\n', isOptional: true });
  expect(subject).toBe('syscalls: wire up a() on all architectures');
  expect(body.replace(/([^\n])\n(?!\n)/g, '$1 ')).toBe(
    [
      'a() has no number yet, so nobody can call it. Add it to the tables of all architectures.',
      'The number is 500, which is only meant for testing: it is above all numbers that are assigned, and is to be replaced by the next free one. On alpha, where new calls are offset by 110, it is 610.',
      'Declare it, and return ENOSYS where it is not configured.',
      'So.',
    ].join('\n\n'),
  );
  const two = wiringLetter([call('a', 500), call('b', 501)], new Map(), { notes: '', isOptional: false });
  expect(two.body).toContain('a() and b() have no numbers yet');
  expect(two.body).toContain('\n\nDeclare them.');
});

/** What a reader whose first language is English stumbles over. */
const ODD: readonly RegExp[] = [
  /\b(?:that|which) (?:are|is) no \w/,
  /\bthere be\b/,
  /\bnone of a\b/,
  /(?:^|\. )Who \w+s? /,
  /, for \w+(?:\(\))? (?:is|are|does|do)\b/,
  /\b(?:is|are|was) yet to\b/,
];
const oddIn = (text: string): string[] =>
  ODD.flatMap((odd) => odd.exec(text.replace(/\s+/g, ' '))?.[0] ?? []);

test('messages written by hand are wrapped, and have none of the turns that reviewers stumbled over', () => {
  expect(
    ['files that are no sockets', 'It is in none, for connect() is in none.'].flatMap(oddIn),
  ).toHaveLength(2);
  const folder = inRoot('conformance', 'kernel', 'patches');
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const found = paths
    .filter((path) => /\.patch$|wiring\.txt$/.test(path))
    .flatMap((path) => {
      const [message = ''] = readFileSync(`${folder}/${path}`, 'utf8').split(/^---$/m);
      const long = message
        .split('\n')
        .filter(
          (line) => line.replaceAll('\t', '        ').length > 75 && !/^(?:Link|Fixes|Subject): /.test(line),
        );
      return [...long, ...oddIn(message)].map((what) => `${path}: ${what}`);
    });
  expect(paths.length).toBeGreaterThan(10);
  expect(found).toEqual([]);
});
