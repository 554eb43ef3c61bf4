// SPDX-License-Identifier: MIT
// submitting-patches.rst, and from `direct includes` on submit-checklist.rst, of which what is in both stands once; at its end what lists ask
// besides.
import { counted } from '../../base/plural.ts';
import { headOf, lastLines, readMail } from '../series/mail.ts';
import { answersOf, idOf } from '../series/thread.ts';
import { type Answering, type Asked, all, checked, gate, person, type Seen } from './answers.ts';
import { entriesOf } from './kconfig.ts';
import { moodAnswer } from './messages.ts';
import { architectures, checkstack, configurations, direct, without } from './unbuilt.ts';

/** How many patches a list takes at a time. */
const PATCHES = 15;

const CODE = /\.[chS]$/;

const bodiesOf = ({ mails }: Seen): string[] => mails.map((mail) => readMail(mail).body);

/** Lines of the messages that are not as they are to be. */
const otherLines = (sent: Seen, some: RegExp, right: RegExp): string[] =>
  bodiesOf(sent).flatMap((body) => body.split('\n').filter((line) => some.test(line) && !right.test(line)));

/** A commit without twelve digits of its id or without its title; both may stand in the next line. */
const OTHER_COMMIT = /\bcommit\s+(?![0-9a-f]{12,40}\s+\(")[0-9a-f]{7,40}\b/gi;

/** Tags that need nobody's word, and the line that says what a person has to put there. */
const OWN_TAG = /^(?:(?:Fixes|Link|Closes): |Assisted-by: .*EDITME)/;

/** What is a tag by its name, and what stands where tags do. */
const tagsOf = (body: string): string[] => {
  const named = body.split('\n').filter((line) => /^[\w-]+-by:/i.test(line));
  return [...new Set([...named, ...lastLines(body).filter((line) => /^[A-Z][\w-]*: \S/i.test(line))])];
};

/** Lines with barrier(), of which checkpatch knows nothing, that have no comment and come after none. */
const silentBarriers = ({ added }: Seen): string[] =>
  [...added].flatMap(([file, lines]) =>
    lines.filter(
      (line, at) =>
        CODE.test(file) &&
        /\bbarrier\(\)/.test(line) &&
        !/\/[*/]/.test(line) &&
        !/\*\/\s*$|^\s*\/\//.test(lines[at - 1] ?? ''),
    ),
  );

/** Holds where the patches add no such line. */
const addsNone =
  (file: RegExp, pattern: RegExp, what: string): Answering =>
  (_, sent) => {
    const found = all(sent, file)
      .split('\n')
      .find((line) => pattern.test(line));
    return checked(found === undefined, found === undefined ? `they add no ${what}` : `added: ${found}`);
  };

/** Holds where no message, or no mail, has such a line. */
const noneHas =
  (of: (sent: Seen) => readonly string[], pattern: RegExp, answer: string): Answering =>
  (_, sent) => {
    const found = of(sent).flatMap((text) => pattern.exec(text)?.[0].trim() ?? []);
    return checked(found.length === 0, found.length === 0 ? answer : `there is: ${found.join('; ')}`);
  };

const headsOf = ({ mails, letter }: Seen): string[] => [letter, ...mails].map(headOf);

/** A default of yes or module, under whatever condition. */
const ON = /^\s+(?:default|def_bool|def_tristate)\s+[ym]\b/m;

/** All of them as one list. */
export const SUBMITTING: readonly Asked[] = [
  [
    'made for the current tree of the subsystem',
    person('git puts it onto the source of the base; rebase it, and give its base-commit', ['git am']),
  ],
  [
    'the problem first, what users see of it, and numbers',
    person('read it of each patch and letter; what is said of runs is that of records/', ['evidence']),
  ],
  ['imperative mood', (_, sent) => moodAnswer(sent)],
  ['each message can be understood by itself', person('read each without the letter')],
  [
    'commits by twelve digits and their titles',
    (_, sent) => {
      const wrong = bodiesOf(sent).flatMap((body) => body.match(OTHER_COMMIT) ?? []);
      return checked(wrong.length === 0, wrong.join('; ') || 'each that is named', ['checkpatch']);
    },
  ],
  [
    'the form of Fixes:, Link: and Closes:',
    (_, sent) => {
      const wrong = otherLines(
        sent,
        /^(?:Fixes|Link|Closes):/i,
        /^(?:Fixes: [0-9a-f]{12,40} \(".+"\)|(?:Link|Closes): https:\/\/\S+(?: (?:# .+|\[\d+\]))?)$/,
      );
      return checked(wrong.length === 0, wrong.join('; ') || 'each of them');
    },
  ],
  ['one logical change in each patch', person('read each patch')],
  [
    'it builds and runs after each patch',
    person(
      'what the series touches compiles after each patch, and the kernel links at the end; nobody has run it in between',
      ['each patch builds'],
    ),
  ],
  [
    `at most ${PATCHES} patches at a time`,
    (_, { subjects }) => checked(subjects.length <= PATCHES, counted(subjects.length, 'patch', 'patches')),
  ],
  ['coding style, checkpatch.pl', gate(['checkpatch'], 'what stays has its reason there')],
  ['no change of code that is moved', person('look whether a patch moves code')],
  [
    'those whom get_maintainer.pl names; for an interface linux-api, and man-pages',
    gate(
      ['recipients'],
      'they are in recipients-BASE.txt; of a later patch to new files alone it names those of their folder, unless MAINTAINERS gets a line',
    ),
  ],
  [
    'security bugs in private first',
    person(
      'say of each fix, by threat-model.rst, before any list has it: a regular bug, of which the letter shows a program; or a security bug. Of one that was found with the help of AI security-bugs.rst says to treat it as public, and not to share a reproducer publicly: mention that one is available, and leave out the selftest that has it. Any other is sent to the maintainers and security@kernel.org first',
    ),
  ],
  [
    'Cc: stable',
    (material, sent) =>
      bodiesOf(sent).some((body) => /^Fixes:/m.test(body))
        ? person('say of each patch with Fixes: whether stable kernels are to have it')(material, sent)
        : checked(true, 'no patch has Fixes:'),
  ],
  [
    'plain text in the mail, no attachment',
    noneHas(headsOf, /^Content-Type: (?!text\/plain).*/im, 'each mail is one'),
  ],
  [
    'what has changed since the last version',
    person('say it below --- of each patch, and in the letter; or that it is the first version'),
  ],
  ['answers to each review; a week between versions', person('when it has been sent')],
  ['[PATCH N/M] subsystem: summary, at most 75 characters, each once', gate(['messages'], 'of each mail')],
  ['bodies wrapped at 75 columns', gate(['messages'], 'of each mail')],
  [
    'Signed-off-by of who sends it, the last one',
    gate(['EDITME', 'sign-off'], 'none is generated; EDITME stands in its place'),
  ],
  [
    'no tag of anybody who has not given it',
    (_, sent) => {
      const given = bodiesOf(sent).flatMap((body) => tagsOf(body).filter((line) => !OWN_TAG.test(line)));
      const what = 'Fixes:, Link:, Closes:, and Assisted-by: with EDITME in it, are all';
      return checked(given.length === 0, given.length === 0 ? what : `there is: ${given.join('; ')}`);
    },
  ],
  [
    'a diffstat below ---',
    (_, { mails }) => {
      const without = mails.filter((mail) => !/^ \d+ files? changed/m.test(readMail(mail).rest));
      return checked(
        without.length === 0,
        without.length === 0 ? 'each has one' : `${counted(without.length, 'mail')} without one`,
      );
    },
  ],
  ['backtraces cut to what matters', noneHas(bodiesOf, /^\s*Call Trace:/im, 'no message has one')],
  [
    'no version in reply to another',
    (_, sent) => {
      const none = 'no mail is in reply to any but the letter of its series';
      const id = idOf(sent.letter);
      const isOther = (line: string) => line.replace(/^[^:]*: /, '') !== id;
      const others = [...answersOf(sent.letter), ...sent.mails.flatMap(answersOf).filter(isOther)];
      return checked(others.length === 0, others.length === 0 ? none : `there is: ${others.join('; ')}`);
    },
  ],
  [
    'base-commit of a public tree',
    gate(['EDITME'], 'the source has no history: the letter has its hash, and EDITME for the commit'),
  ],
  ['b4', gate(['b4'], 'it takes letter and patches as one series')],
  [
    'which tools made what (generated-content.rst, coding-assistants.rst)',
    gate(
      ['EDITME', 'sign-off'],
      'each patch has Assisted-by: with EDITME, the letter an EDITME for the rest',
    ),
  ],
  ['direct includes', direct],
  [
    'barriers have a comment',
    (_, sent) => {
      const silent = silentBarriers(sent);
      const what = 'no barrier() is without one, and checkpatch names the others';
      return checked(silent.length === 0, silent.length === 0 ? what : silent.join('; '), ['checkpatch']);
    },
  ],
  [
    'new options are off, unless they meet the exceptions of kconfig-language.rst; each has a help text',
    (material, sent) => {
      const entries = entriesOf(sent);
      const names = (some: readonly string[]) => some.map((one) => one.split('\n')[0]).join('; ');
      const silent = entries.filter((one) => !/^\s+help$/m.test(one));
      if (silent.length > 0) return checked(false, `no help text: ${names(silent)}`);
      const on = entries.filter((one) => ON.test(one));
      return on.length === 0
        ? checked(true, counted(entries.length, 'new option'))
        : person(`${names(on)}: say which exception of kconfig-language.rst it meets`)(material, sent);
    },
  ],
  ['combinations of options', person('a few small configurations were built, and no others')],
  [
    'kernel-doc of global functions',
    person(
      'look whether each that the patches add has a comment; W=1 judges the form of those that are there',
      ['each patch builds'],
    ),
  ],
  [
    'files in /proc, parameters of modules and of the command line are documented',
    addsNone(CODE, /\b(?:proc_create\w*|__setup|early_param|module_param\w*)\(/, 'such file or parameter'),
  ],
  [
    'interfaces in Documentation/ABI',
    addsNone(
      CODE,
      /\b(?:DEVICE_ATTR\w*|__ATTR\w*|sysfs_create_\w+|debugfs_create_\w+)\(/,
      'file that belongs there',
    ),
  ],
  ['ioctl numbers', addsNone(CODE, /\b_IO[RW]*\(/, 'ioctl')],
  ['sparse', gate(['each patch builds'], 'it looks at what is compiled, and says nothing new')],
  ['make checkstack', checkstack],
  [
    'builds with its options =y, =m, =n, without warnings',
    (_, sent) => {
      const entries = entriesOf(sent);
      if (entries.length === 0) return checked(true, 'they add no option', ['each patch builds']);
      const modules = entries.filter((one) => /^\s+(?:def_)?tristate\b/m.test(one));
      const none = modules.length === 0;
      return checked(none, `=y and =n${none ? '; none can be =m' : ', and not =m'}`, ['each patch builds']);
    },
  ],
  ['allnoconfig, allmodconfig', configurations],
  ['O=builddir', gate(['each patch builds'], 'every build has one')],
  ['make htmldocs', person('the page alone is built, and not the index that lists it', ['sphinx'])],
  ['other architectures, of other word sizes and byte orders', architectures],
  ['gcc -W', person('W=1 was used, and not KCFLAGS=-W', ['each patch builds'])],
  ['builds without SMP, SYSFS, PROC_FS, NET and others', without],
  [
    'debug options together, lockdep, with and without SMP and PREEMPT',
    person('the kernels kasan and kcsan of the runs that the letter names have some; the rest is to be run'),
  ],
  ['failures of allocations', person('look which runs that the letter names inject them')],
  ['linux-next', person('nobody has tried it')],
  [
    'reviews by bots (maintainer-netdev.rst, "Sashiko")',
    person(
      'run such a review before it is sent; a day after, read what they say of it, and answer each on the list',
    ),
  ],
];
