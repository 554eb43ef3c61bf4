// SPDX-License-Identifier: MIT
// What the tree asks of who sends patches, item by item: by what is seen in them, by a line of the gate, by a sentence, or by a person.
import { listed } from '../../base/plural.ts';
import { UAPI } from '../../spec/uapi.ts';
import { constantValue } from '../../verdicts/document/flags.ts';
import { cell, plainText, withoutIds } from '../marks.ts';
import { type Material, nameOf, parametersOf } from '../material.ts';
import type { Selftest } from '../selftest/selftest.ts';
import { MAN_PAGES } from '../series/man-pages.ts';
import {
  type Answer,
  type Answering,
  type Asked,
  all,
  checked,
  gate,
  type Item,
  noneOf,
  person,
  type Sent,
  said,
} from './answers.ts';
import { optionAnswer } from './kconfig.ts';
import { SUBMITTING } from './submitting.ts';

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

const sentence: Answering = person('nobody has answered it');

/** What a person has written of an item; undefined where nobody has. */
function written({ prose }: Material, number: string): Answer | undefined {
  const tag = `**${number}.**`;
  const found = (prose.sections.get('Checklist') ?? []).find(({ text }) => text.startsWith(tag));
  return found === undefined ? undefined : said(plainText(found.text.slice(tag.length).trim()));
}

type Parameter = ReturnType<typeof parametersOf>[number];

const parameters = ({ proposal }: Material): Parameter[] =>
  proposal.prototypes.flatMap(({ text }) => parametersOf(text));

/** The parameters for which something is so. */
const parametersThat = (material: Material, is: (one: Parameter) => boolean): string[] =>
  parameters(material).flatMap((one) => (is(one) ? [one.name] : []));

/** The calls for whose parameters something is so. */
const callsThat = ({ proposal }: Material, is: (all: readonly Parameter[]) => boolean): string[] =>
  proposal.prototypes.flatMap(({ text }) => (is(parametersOf(text)) ? [`${nameOf(text)}()`] : []));

const isFlags = (one: Parameter | undefined): boolean => one?.name === 'flags' && one.type === 'unsigned int';

/** What a line does that makes a descriptor; there may be other ways. */
const MAKES_DESCRIPTOR =
  /\b(?:fd_install|get_unused_fd\w*|anon_inode_\w*getfd\w*|receive_fd\w*|FD_ADD|FD_PREPARE)\(/;

const isStructure = (type: string): boolean => /\b(?:struct|union) \w+/.test(type);
/** Structures that are the same to 32-bit programs, */
const ALIKE = /\bstruct (?:sockaddr\w*|__kernel_timespec|open_how|statx)\b/;
/** and those that are not: they have pointers or a long. */
const UNLIKE = /\bstruct (?:iovec|m?msghdr|sigevent|siginfo|sigaction|timespec|timeval|rusage|stat)\b/;

/** What looks at the end of a structure that a newer program made larger. */
const TAIL = /\b(?:copy_struct_from_user|check_zeroed_user)\(/;

/** As many arguments as a call can have; a structure would make them fewer. */
const MOST = 6;

/** A structure of its own has its size beside it, and what an older kernel does not know of it has to be zero. */
const structureAnswer: Answering = (material, sent) => {
  const over = callsThat(material, ({ length }) => length > MOST);
  if (over.length > 0) return checked(false, `more than six arguments: ${over.join(', ')}`);
  const own = ({ type }: Parameter) => isStructure(type) && !ALIKE.test(type) && !UNLIKE.test(type);
  const isSize = ({ type, name }: Parameter) => /size_t|unsigned int/.test(type) && /size|len$/.test(name);
  const bare = callsThat(material, (all) => all.some(own) && !all.some(isSize));
  const passed = parametersThat(material, own);
  const lacks = [
    ...(bare.length === 0 ? [] : [`a structure without its size: ${bare.join(', ')}`]),
    ...(passed.length > 0 && !TAIL.test(all(sent, /\.c$/))
      ? [`copy_struct_from_user() asks nobody for a tail of zeroes: ${passed.join(', ')}`]
      : []),
  ];
  if (lacks.length > 0) return checked(false, lacks.join('; '));
  const many = callsThat(material, ({ length }) => length === MOST);
  if (many.length > 0)
    return person(`say why no structure: six arguments: ${many.join(', ')}`)(material, sent);
  return checked(
    true,
    passed.length === 0
      ? 'fewer than six arguments, and no structure of its own'
      : `its size is beside it, and its tail is looked at: ${passed.join(', ')}`,
  );
};

/** O_CLOEXEC differs between architectures: a flag of a call has a value of its own. */
function cloexecAnswer(flags: Material['proposal']['flags']): Answer {
  const own = flags.filter(({ name }) => name.includes('CLOEXEC'));
  if (own.length === 0) return checked(false, 'there is none');
  const taken = UAPI.get('O_CLOEXEC')!.value;
  const same = own.filter(({ name, value }) => name === 'O_CLOEXEC' || constantValue(value) === taken);
  return noneOf(
    same.map(({ name }) => name),
    `${own.map(({ name }) => name).join(', ')}, which is not the value of O_CLOEXEC`,
    'the value of O_CLOEXEC, which differs between architectures',
  );
}

const UNISTD = 'include/uapi/asm-generic/unistd.h';

/** A row for each call, and a count that is above each number. */
const tableAnswer: Answering = (material, sent) => {
  const rows = all(sent, /^scripts\/syscall\.tbl$|^include\/uapi\/asm-generic\/unistd\.h$/);
  const missing = newCalls(material).filter((name) => !new RegExp(`\\b${name}\\b`).test(rows));
  const counts = (sent.added.get(UNISTD) ?? []).map((line) =>
    Number(/^#define __NR_syscalls (\d+)$/.exec(line)?.[1] ?? 0),
  );
  const count = Math.max(0, ...counts);
  const least = Math.max(...material.proposal.calls.map(({ number = 0 }) => number)) + 1;
  const lacks = [
    ...(missing.length === 0 ? [] : [`no row in scripts/syscall.tbl: ${missing.join(', ')}`]),
    ...(count >= least ? [] : [`__NR_syscalls of ${UNISTD} is not raised to ${least}`]),
  ];
  return checked(lacks.length === 0, lacks.join('; ') || `a row, and __NR_syscalls is ${count}`);
};

const ITEMS: readonly Asked[] = [
  [
    'alternatives to a new call',
    ({ proposal }) => said(proposal.alternatives.map(({ name }) => name).join('; ')),
  ],
  ['the interface has been discussed on the list', person('that is what the series is sent for')],
  [
    'a flags argument',
    ofNew((material) =>
      noneOf(
        callsThat(material, (all) => !isFlags(all.at(-1))),
        'the last argument of each prototype, as unsigned int',
        'not the last argument, as unsigned int',
      ),
    ),
  ],
  [
    'unknown flags are EINVAL',
    ({ proposal }, { selftest }) => {
      const rows = proposal.errors.filter(
        ({ errno, when }) => errno === 'EINVAL' && /`flags` has (?:an unknown|another|a) bit/.test(when),
      );
      const isTested = rows.length > 0 && rows.every(({ id }) => selftest.rows.includes(id));
      const row = rows.length === 0 ? 'no row of the table of errors' : 'a row of the table of errors';
      return checked(isTested, `${row}, and ${isTested ? 'a' : 'no'} test of it in the selftest`, ['guest']);
    },
  ],
  ['many arguments: a structure with its size', ofNew(structureAnswer)],
  [
    'kernel objects are descriptors',
    (material, sent) => {
      const all = parameters(material).flatMap(({ name }) => (name.endsWith('fd') ? [name] : []));
      return all.length === 0
        ? person('no parameter ends in fd; say what kernel object it is about')(material, sent)
        : said(`what it is about is named by descriptors: ${[...new Set(all)].join(', ')}`);
    },
  ],
  [
    'a flag like O_CLOEXEC for new descriptors',
    (material, sent) => {
      const { prototypes, flags } = material.proposal;
      if (!MAKES_DESCRIPTOR.test(all(sent, /^(?!tools\/).*\.[ch]$/))) {
        const isInt = ({ text }: { readonly text: string }) =>
          /^(?:int|long)\s/.test(text) && newCalls(material).includes(nameOf(text));
        return prototypes.some(isInt)
          ? person('no line of the series is seen to make one; say what the call returns')(material, sent)
          : checked(true, 'no new call returns an int, and no line of the series makes a descriptor');
      }
      return cloexecAnswer(flags);
    },
  ],
  ['poll semantics of new descriptors', sentence],
  [
    'an *at variant, AT_EMPTY_PATH',
    (material) => {
      const isAt = parameters(material).some(({ name }) => /^(?:dirfd|dfd)$/.test(name));
      const paths = parametersThat(
        material,
        ({ type, name }) => type.includes('char') && name.includes('path'),
      );
      return noneOf(
        isAt ? [] : paths,
        'no path without a directory descriptor',
        'a path without a directory descriptor',
      );
    },
  ],
  [
    'offsets are loff_t',
    (material) =>
      noneOf(
        parametersThat(material, ({ type, name }) => /off(?:set)?$/.test(name) && type !== 'loff_t'),
        'no offset of another type',
        'an offset of another type',
      ),
  ],
  [
    'no CAP_SYS_ADMIN',
    (_, sent) => {
      const holds = !/CAP_SYS_ADMIN/.test(all(sent, /\.c$/));
      return checked(holds, `the series ${holds ? 'does not ask' : 'asks'} for it`);
    },
  ],
  [
    'ptrace_may_access for other processes',
    (material, sent) => {
      const isNamed = parameters(material).some(({ name }) => /^(?:pid|pidfd)$/.test(name));
      if (!isNamed) return checked(true, 'no argument names another process');
      const holds = /ptrace_may_access|mm_access/.test(all(sent));
      return checked(holds, `another process is named, and ptrace_may_access() ${holds ? '' : 'not '}asked`);
    },
  ],
  [
    '64-bit arguments in odd places',
    (material) =>
      noneOf(
        parametersThat(material, ({ type }) => /loff_t|u64|long long/.test(type)),
        'no 64-bit argument',
        'a 64-bit argument',
      ),
  ],
  [
    'separate commits',
    (material, { subjects }) => {
      const isNew = newCalls(material).length > 0;
      const isWired = !isNew || subjects.some((one) => /wire up/i.test(one));
      const lacking = [
        ...(isWired ? [] : ['wires it up']),
        ...(subjects.some((one) => one.startsWith('selftests')) ? [] : ['has the selftest']),
      ];
      if (lacking.length > 0)
        return checked(false, lacking.map((what) => `no patch of its own ${what}`).join('; '), ['man-pages']);
      return checked(
        true,
        `${isNew ? 'wiring and selftest are patches of their' : 'the selftest is a patch of its'} own; the page is one for man-pages, ${MAN_PAGES}`,
        ['man-pages'],
      );
    },
  ],
  ['Cc: linux-api', gate(['recipients'], 'it is in recipients-BASE.txt, which docs --check writes')],
  ['SYSCALL_DEFINEn', each(/\.c$/, (name) => new RegExp(`SYSCALL_DEFINE\\d\\(${name}\\b`), 'SYSCALL_DEFINE')],
  [
    'a prototype in syscalls.h',
    each(/^include\/linux\/syscalls\.h$/, (name) => new RegExp(`\\bsys_${name}\\(`), 'prototype'),
  ],
  ['the generic table, and __NR_syscalls', ofNew(tableAnswer)],
  [
    'COND_SYSCALL',
    each(/^kernel\/sys_ni\.c$/, (name) => new RegExp(`COND_SYSCALL\\(${name}\\)`), 'COND_SYSCALL'),
  ],
  ['a Kconfig option, and a kernel that builds when it is off', ofNew((_, sent) => optionAnswer(sent))],
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
    ofNew((material, sent) => {
      const unsure = parametersThat(material, ({ type }) => isStructure(type) && !ALIKE.test(type));
      const wrong = parametersThat(
        material,
        ({ type }) => /\*\s*\*|\blong\b/.test(type) || UNLIKE.test(type),
      );
      if (wrong.length === 0 && unsure.length > 0)
        return person(
          `say whether these structures are the same to 32-bit programs: ${[...new Set(unsure)].join(', ')}`,
        )(material, sent);
      return noneOf(
        wrong,
        'no pointer to pointers, and no type of another size',
        'a pointer to pointers, or a type of another size',
      );
    }),
  ],
  ['x32', sentence],
  ['calls that return elsewhere', sentence],
  ['classes of audit', sentence],
  ['calls like it', sentence],
  [
    'a selftest',
    (material, sent) => {
      const lines = ['builds', 'guest'];
      if (!sent.subjects.some((one) => one.startsWith('selftests')))
        return checked(false, 'no patch has one', lines);
      const how =
        'generated from the cases of the rules, and run on x86-64; build and run it with -m32, with -mx32 and elsewhere';
      return person(how, lines)(material, sent);
    },
  ],
  ['LTP, xfstests', sentence],
  ['a man page', gate(['mandoc', 'man', 'man-pages'], `${MAN_PAGES}; its rendering is in the cover letter`)],
  [
    'sys_*() is not called in the kernel',
    (material, sent) =>
      noneOf(
        newCalls(material).filter((name) =>
          new RegExp(`[^_\\w]sys_${name}\\((?!.*__user)`).test(all(sent, /\.c$/)),
        ),
        'the series calls none',
        'the series calls that of',
      ),
  ],
  [
    'all in one thread',
    gate(
      ['messages', 'b4'],
      'each patch of series-BASE.mbox answers letter-BASE.mbox, and b4 takes both as one series',
    ),
  ],
];

/** A list of the tree. */
interface List {
  /** Where it is. */
  readonly from: string;
  /** Stands before its numbers, which `prose.md` names. */
  readonly prefix: string;
  /** Whether it is about calls, and so not asked of the fixes alone. */
  readonly ofCalls: boolean;
  readonly items: readonly Asked[];
}

/** The lists, in the order of the page. */
const LISTS: readonly List[] = [
  { from: 'adding-syscalls.rst', prefix: '', ofCalls: true, items: ITEMS },
  { from: 'submitting-patches.rst and submit-checklist.rst', prefix: 'S', ofCalls: false, items: SUBMITTING },
];

/** The answer to all that is sent: one that does not hold, else what is left for a person, else what each says. */
function together(answers: readonly (Answer & { readonly on: string })[]): Answer {
  const bad = answers.filter(({ holds }) => holds === false);
  const open = answers.filter(({ by }) => by === 'person');
  const told = [bad, open, answers].find((some) => some.length > 0)!;
  const texts = [...new Set(told.map(({ answer }) => answer))];
  const naming = (text: string) => listed(told.flatMap(({ on, answer }) => (answer === text ? [on] : [])));
  const isSame = texts.length === 1 && told.length === answers.length;
  const { by, holds, lines } = told.at(-1)!;
  return {
    ...{ by, holds, lines },
    answer: isSame ? texts[0]! : texts.map((text) => `${naming(text)}: ${text}`).join('; '),
  };
}

/** Where there is no base. */
const NOTHING: Sent = { on: '', isFixes: false, added: new Map(), subjects: [], mails: [], letter: '' };

/**
 * Every item with its answer; in the place of nobody's answer, and of the gate's alone, that of a person.
 * @param all what is sent, for each base the whole series, and the fixes alone
 */
export function checklist(
  material: Material,
  all: readonly Sent[],
  selftest: Pick<Selftest, 'rows'>,
): Item[] {
  return LISTS.flatMap(({ prefix, items, ofCalls }) =>
    items.map(([asks, answer], at) => {
      const number = `${prefix}${at + 1}`;
      const own = together(
        (all.length === 0 ? [NOTHING] : all)
          .filter(({ isFixes }) => !(ofCalls && isFixes))
          .map((sent) => ({ ...answer(material, { ...sent, selftest }), on: sent.on })),
      );
      const by = own.by === 'person' ? written(material, number) : undefined;
      return { number, asks, ...own, ...by, lines: own.lines };
    }),
  );
}

const named = (lines: readonly string[]): string => lines.map((line) => `\`${line}\``).join(', ');

/** How an item is answered; a line of the gate is a name in backquotes. */
function howOf({ by, holds, lines }: Item): string {
  const how = {
    check: holds === true ? 'seen' : '**fails**',
    gate: '',
    sentence: 'said',
    person: '**open**',
  }[by];
  return [how, named(lines)].filter((one) => one !== '').join('; ');
}

/** The lists as markdown. */
export function checklistText({ proposal, prose }: Material, items: readonly Item[]): string {
  const tables = LISTS.flatMap(({ from, prefix }) => [
    `## Documentation/process/${from.replaceAll(' and ', ' and Documentation/process/')}`,
    '',
    '| # | asks for | by | answer |',
    '| --- | --- | --- | --- |',
    ...items
      .filter(({ number }) => number.replace(/\d+$/, '') === prefix)
      .map((item) => `| ${item.number} | ${item.asks} | ${howOf(item)} | ${cell(withoutIds(item.answer))} |`),
    '',
  ]);
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    `# ${proposal.slug}: what the kernel asks of who sends patches, item by item`,
    '',
    `\`NAME\` is the line of \`./syspec docs ${proposal.slug} --check\` that checks it, \`seen\` what the patches have or do not have, and \`said\` a`,
    `sentence. The series of each base is looked at; where they differ, the base is named. The second list also goes by the fixes alone.`,
    `What is **open** a person has to do; the answer goes below \`## Checklist\` of ${prose.file}, after its number: \`**2.**\`.`,
    '',
    ...tables,
  ].join('\n');
}
