// SPDX-License-Identifier: MIT
// Documentation/process/adding-syscalls.rst, item by item: by a check that has run, by a sentence, or by a person.

import { plainText, withoutIds } from '../marks.ts';
import { type Material, parametersOf } from '../material.ts';

/** The added lines of a series and what there is beside it. */
export interface Sent {
  /** The lines that its patches add, by file. */
  readonly added: ReadonlyMap<string, readonly string[]>;
  /** Subjects of the patches, in their order. */
  readonly subjects: readonly string[];
}

/** An item, and how it is answered. */
export interface Item {
  readonly number: number;
  readonly asks: string;
  readonly by: 'check' | 'sentence' | 'person';
  /** null where a person has to answer. */
  readonly holds: boolean | null;
  readonly answer: string;
}

type Answer = Pick<Item, 'by' | 'holds' | 'answer'>;
type Answering = (material: Material, sent: Sent) => Answer;

const checked = (holds: boolean, answer: string): Answer => ({ by: 'check', holds, answer });
const said = (answer: string): Answer => ({ by: 'sentence', holds: true, answer });

const all = ({ added }: Sent, file?: RegExp): string =>
  [...added].flatMap(([name, lines]) => (file === undefined || file.test(name) ? lines : [])).join('\n');

/** Whether the series has a line in a file. */
const has =
  (file: RegExp, pattern: RegExp, what: string): Answering =>
  (_, sent) => {
    const holds = pattern.test(all(sent, file));
    return checked(holds, `${holds ? '' : 'no '}${what}`);
  };

const newCalls = ({ proposal }: Material): readonly string[] =>
  proposal.calls.flatMap(({ name, number }) => (number === undefined ? [] : [name]));

/** What is asked of a new call alone. */
const ofNew =
  (answer: Answering): Answering =>
  (material, sent) =>
    newCalls(material).length === 0
      ? checked(true, 'no new call: those that are changed have it')
      : answer(material, sent);

/** Whether each new call is in a file of the series. */
const each = (file: RegExp, pattern: (name: string) => RegExp, what: string): Answering =>
  ofNew((material, sent) => {
    const missing = newCalls(material).filter((name) => !pattern(name).test(all(sent, file)));
    return checked(missing.length === 0, missing.length === 0 ? what : `no ${what}: ${missing.join(', ')}`);
  });

const sentence =
  (number: number): Answering =>
  ({ prose }) => {
    const found = (prose.sections.get('Checklist') ?? []).find(({ text }) =>
      text.startsWith(`**${number}.**`),
    );
    if (found === undefined)
      return {
        by: 'person',
        holds: null,
        answer: `nobody has answered it; write '**${number}.**' into ${prose.file}`,
      };
    return said(plainText(found.text.replace(/^\*\*\d+\.\*\*\s*/, '')));
  };

const person =
  (answer: string): Answering =>
  () => ({ by: 'person', holds: null, answer });

const parameters = ({ proposal }: Material) => proposal.prototypes.flatMap(({ text }) => parametersOf(text));

const ITEMS: readonly (readonly [string, Answering])[] = [
  [
    'alternatives to a new call',
    ({ proposal }) => said(proposal.alternatives.map(({ name }) => name).join('; ')),
  ],
  ['the interface has been discussed on the list', person('that is what the series is sent for')],
  [
    'a flags argument',
    ofNew((material) =>
      checked(
        material.proposal.prototypes.every(({ text }) =>
          parametersOf(text).some(({ name, type }) => name === 'flags' && type === 'unsigned int'),
        ),
        'the last argument of each prototype, as unsigned int',
      ),
    ),
  ],
  [
    'unknown flags are EINVAL',
    ({ proposal }) =>
      checked(
        proposal.errors.some(
          ({ errno, when }) => errno === 'EINVAL' && /`flags` has (?:an unknown|another|a) bit/.test(when),
        ),
        'a row of the table of errors, and a test of it',
      ),
  ],
  [
    'many arguments: a structure with its size',
    (material) =>
      checked(
        material.proposal.prototypes.every(({ text }) => parametersOf(text).length <= 6),
        'no call has more than six arguments',
      ),
  ],
  [
    'kernel objects are descriptors',
    (material) => {
      const all = parameters(material).flatMap(({ name }) => (name.endsWith('fd') ? [name] : []));
      return said(
        all.length === 0
          ? 'it is about no kernel object'
          : `what it is about is named by descriptors: ${[...new Set(all)].join(', ')}`,
      );
    },
  ],
  [
    'a flag like O_CLOEXEC for new descriptors',
    ({ proposal }) => {
      const isNew = proposal.prototypes.some(({ text }) => /^int \w+_(?:open|create)\(/.test(text));
      return checked(
        !isNew || proposal.flags.some(({ name }) => name.includes('CLOEXEC')),
        isNew ? 'there is one' : 'no call returns a new descriptor',
      );
    },
  ],
  ['poll semantics of new descriptors', sentence(8)],
  [
    'an *at variant, AT_EMPTY_PATH',
    (material) =>
      checked(
        !parameters(material).some(({ type, name }) => type.includes('char') && name.includes('path')) ||
          parameters(material).some(({ name }) => /^(?:dirfd|dfd)$/.test(name)),
        'no path without a directory descriptor',
      ),
  ],
  [
    'offsets are loff_t',
    (material) =>
      checked(
        !parameters(material).some(({ type, name }) => /off(?:set)?$/.test(name) && type !== 'loff_t'),
        'no offset of another type',
      ),
  ],
  [
    'no CAP_SYS_ADMIN',
    (_, sent) => checked(!/CAP_SYS_ADMIN/.test(all(sent, /\.c$/)), 'the series does not ask for it'),
  ],
  [
    'ptrace_may_access for other processes',
    (material, sent) => {
      const isNamed = parameters(material).some(({ name }) => /^(?:pid|pidfd)$/.test(name));
      return checked(
        !isNamed || /ptrace_may_access|mm_access/.test(all(sent)),
        isNamed
          ? 'another process is named, and ptrace_may_access() asked'
          : 'no argument names another process',
      );
    },
  ],
  [
    '64-bit arguments in odd places',
    (material) =>
      checked(
        !parameters(material).some(({ type }) => /loff_t|u64|long long/.test(type)),
        'no 64-bit argument',
      ),
  ],
  [
    'separate commits',
    (material, { subjects }) => {
      const isNew = newCalls(material).length > 0;
      const isWired = !isNew || subjects.some((one) => /wire up/i.test(one));
      return checked(
        isWired && subjects.some((one) => one.startsWith('selftests')),
        `${isNew ? 'wiring and selftest are patches of their' : 'the selftest is a patch of its'} own; the page is one for man-pages`,
      );
    },
  ],
  ['Cc: linux-api', person('send it to those in recipients-BASE.txt, which docs --check writes')],
  ['SYSCALL_DEFINEn', each(/\.c$/, (name) => new RegExp(`SYSCALL_DEFINE\\d\\(${name}\\b`), 'SYSCALL_DEFINE')],
  [
    'a prototype in syscalls.h',
    each(/^include\/linux\/syscalls\.h$/, (name) => new RegExp(`\\bsys_${name}\\(`), 'prototype'),
  ],
  [
    'the generic table',
    each(
      /^(?:scripts\/syscall\.tbl|include\/uapi\/asm-generic\/unistd\.h)$/,
      (name) => new RegExp(`\\b${name}\\b`),
      'row in scripts/syscall.tbl',
    ),
  ],
  [
    'COND_SYSCALL',
    each(/^kernel\/sys_ni\.c$/, (name) => new RegExp(`COND_SYSCALL\\(${name}\\)`), 'COND_SYSCALL'),
  ],
  ['a Kconfig option', ofNew(has(/Kconfig$/, /^config \w+$/m, 'Kconfig option with a description'))],
  [
    'the tables of x86',
    each(
      /^arch\/x86\/entry\/syscalls\/syscall_(?:64|32)\.tbl$/,
      (name) => new RegExp(`\\b${name}\\b`),
      'row in the tables of x86',
    ),
  ],
  [
    'a compat entry',
    ofNew((material) =>
      checked(
        !parameters(material).some(({ type }) => /\*\s*\*|\blong\b/.test(type)),
        'no pointer to pointers, and no type of another size',
      ),
    ),
  ],
  ['x32', sentence(23)],
  ['calls that return elsewhere', sentence(24)],
  ['classes of audit', sentence(25)],
  ['calls like it', sentence(26)],
  [
    'a selftest',
    (_, { subjects }) =>
      checked(
        subjects.some((one) => one.startsWith('selftests')),
        'generated from the cases of the rules',
      ),
  ],
  ['LTP, xfstests', sentence(28)],
  [
    'a man page',
    (_, sent) => checked(sent.subjects.length > 0, 'generated; its rendering is in the cover letter'),
  ],
  [
    'sys_*() is not called in the kernel',
    (material, sent) =>
      checked(
        !newCalls(material).some((name) =>
          new RegExp(`[^_\\w]sys_${name}\\((?!.*__user)`).test(all(sent, /\.c$/)),
        ),
        'the series calls none',
      ),
  ],
  ['all in one thread', person('send letter-BASE.mbox, and series-BASE.mbox in reply to it')],
];

/** Every item with its answer. */
export function checklist(material: Material, sent: Sent): Item[] {
  return ITEMS.map(([asks, answer], at) => ({ number: at + 1, asks, ...answer(material, sent) }));
}

/** The list as markdown. */
export function checklistText({ proposal }: Material, items: readonly Item[]): string {
  const rows = items.map(({ number, asks, by, holds, answer }) => {
    const how = { check: holds === true ? 'checked' : '**fails**', sentence: 'said', person: '**open**' }[by];
    return `| ${number} | ${asks} | ${how} | ${withoutIds(answer).replaceAll('|', '\\|')} |`;
  });
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    `# ${proposal.slug}: Documentation/process/adding-syscalls.rst, item by item`,
    '',
    '| # | asks for | | answer |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
