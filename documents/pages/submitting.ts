// SPDX-License-Identifier: MIT
// submitting-patches.rst, and from `direct includes` on submit-checklist.rst, of which what is in both stands once.
import { counted } from '../../base/plural.ts';
import { readMail } from '../series/mail.ts';
import { type Answering, type Asked, all, checked, gate, person, type Seen, said } from './answers.ts';

/** How many patches a list takes at a time. */
const PATCHES = 15;

const CODE = /\.[chS]$/;

const bodiesOf = ({ mails }: Seen): string[] => mails.map((mail) => readMail(mail).body);

/** Lines of the messages that are not as they are to be. */
const otherLines = (sent: Seen, some: RegExp, right: RegExp): string[] =>
  bodiesOf(sent).flatMap((body) => body.split('\n').filter((line) => some.test(line) && !right.test(line)));

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

const headsOf = ({ mails }: Seen): string[] => mails.map((mail) => mail.slice(0, mail.indexOf('\n\n')));

/** The Kconfig entries that patches add. */
const entriesOf = (sent: Seen): string[] =>
  all(sent, /Kconfig/)
    .split(/^(?=(?:menu)?config )/m)
    .filter((one) => /^(?:menu)?config /.test(one));

/** Both lists as one. */
export const SUBMITTING: readonly Asked[] = [
  [
    'made for the current tree of the subsystem',
    person('git puts it onto the source of the base; rebase it, and give its base-commit', ['git am']),
  ],
  [
    'the problem first, what users see of it, and numbers',
    gate(['evidence'], 'the letter begins with what goes wrong; what it says of runs is that of records/'),
  ],
  [
    'imperative mood',
    (_, { subjects }) => {
      const told = subjects.filter((one) => /: \w+(?:ed|ing)\b/.test(one));
      return checked(
        told.length === 0,
        `${told.length === 0 ? 'no' : told.join('; ')} subject tells what was done`,
      );
    },
  ],
  ['each message can be understood by itself', person('read each without the letter')],
  [
    'commits by twelve digits and their titles',
    (_, sent) => {
      const wrong = otherLines(sent, /\bcommit [0-9a-f]{7,40}\b/, /\bcommit [0-9a-f]{12,40}(?: \("|$)/);
      return checked(wrong.length === 0, wrong.join('; ') || 'each that is named', ['checkpatch']);
    },
  ],
  [
    'the form of Fixes:, Link: and Closes:',
    (_, sent) => {
      const wrong = otherLines(
        sent,
        /^(?:Fixes|Link|Closes):/i,
        /^(?:Fixes: [0-9a-f]{12,40} \(".+"\)|(?:Link|Closes): https:\/\/\S+)$/,
      );
      return checked(wrong.length === 0, wrong.join('; ') || 'each of them');
    },
  ],
  ['one logical change in each patch', person('read each patch')],
  ['each patch builds', gate(['each patch builds'], 'after each of them, and after each fix alone')],
  [
    `at most ${PATCHES} patches at a time`,
    (_, { subjects }) => checked(subjects.length <= PATCHES, counted(subjects.length, 'patch', 'patches')),
  ],
  ['coding style, checkpatch.pl', gate(['checkpatch'], 'what stays has its reason there')],
  ['no change of code that is moved', person('look whether a patch moves code')],
  [
    'those whom get_maintainer.pl names; for an interface linux-api, and man-pages',
    gate(['recipients'], 'they are in recipients-BASE.txt'),
  ],
  [
    'security bugs in private first',
    person(
      'say of each fix whether what it mends is a vulnerability, by security-bugs.rst, before any list has it',
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
    noneHas(headsOf, /^(?:MIME-Version|Content-Type): (?!text\/plain).*/im, 'each mail is one'),
  ],
  ['what has changed since the last version', () => said('it is the first version')],
  ['answers to each review; a week between versions', person('when it has been sent')],
  ['[PATCH N/M] subsystem: summary, at most 75 characters, each once', gate(['messages'], 'of each mail')],
  ['bodies wrapped at 75 columns', gate(['messages'], 'of each mail')],
  ['Signed-off-by of who sends it', gate(['EDITME'], 'none is generated; EDITME stands in its place')],
  [
    'no tag of anybody who has not given it',
    noneHas(
      bodiesOf,
      /^(?:Signed-off|Acked|Reviewed|Tested|Reported|Suggested|Co-developed)-by:.*/im,
      'Fixes:, Link:, and Assisted-by: with EDITME in it, are all',
    ),
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
    noneHas(headsOf, /^(?:In-Reply-To|References):.*/im, 'no mail is in reply to one'),
  ],
  [
    'base-commit of a public tree',
    gate(['EDITME'], 'the source has no history: the letter has its hash, and EDITME for the commit'),
  ],
  ['b4', gate(['b4'], 'it takes letter and patches as one series')],
  [
    'which tools made what (generated-content.rst, coding-assistants.rst)',
    gate(['EDITME'], 'each patch has Assisted-by: with EDITME, the letter an EDITME for the rest'),
  ],
  ['direct includes', person('look for each facility that a patch begins to use in a file')],
  ['barriers have a comment', gate(['checkpatch'], 'it names a barrier without one')],
  [
    'new options are off, or for experts to turn off; each has a help text',
    (_, sent) => {
      const entries = entriesOf(sent);
      const bad = entries.filter(
        (one) => !/^\s+help$/m.test(one) || (/^\s+default y\b/m.test(one) && !/ if EXPERT$/m.test(one)),
      );
      const names = bad.map((one) => one.split('\n')[0]).join('; ');
      return checked(bad.length === 0, names || counted(entries.length, 'new option'));
    },
  ],
  ['combinations of options', person('a few small configurations were built, and no others')],
  ['kernel-doc', gate(['kernel-doc'], 'kernel-doc.txt, which is to stand above the entry points')],
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
  ['make checkstack', person('nobody has run it')],
  [
    'builds with its options =y, =m, =n, without warnings',
    (_, sent) => {
      const modules = entriesOf(sent).filter((one) => /^\s+(?:def_)?tristate\b/m.test(one));
      const none = modules.length === 0;
      return checked(none, `=y and =n${none ? '; none can be =m' : ', and not =m'}`, ['each patch builds']);
    },
  ],
  ['allnoconfig, allmodconfig', person('nobody has built them')],
  ['O=builddir', gate(['each patch builds'], 'every build has one')],
  ['make htmldocs', person('the page alone is built, and not the index that lists it', ['sphinx'])],
  ['other architectures, of other word sizes and byte orders', person('x86-64 alone was built')],
  ['gcc -W', person('W=1 was used, and not KCFLAGS=-W', ['each patch builds'])],
  ['builds without SMP, SYSFS, PROC_FS, NET and others', person('nobody has built it with each of them off')],
  [
    'debug options together, lockdep, with and without SMP and PREEMPT',
    person('the kernels kasan and kcsan of the runs that the letter names have some; the rest is to be run'),
  ],
  ['failures of allocations', person('look which runs that the letter names inject them')],
  ['linux-next', person('nobody has tried it')],
];
