// SPDX-License-Identifier: MIT
// What is broken in Linux as it is: a page for each program that shows it, with where it was seen and what fixes it.
import { listed } from '../../base/plural.ts';
import { cell } from '../marks.ts';
import { hashOfProgram, isTest, notRun, type Race } from '../selftest/races.ts';
import { readMail, TRAILER } from '../series/mail.ts';
import { mboxName } from '../series/series.ts';
import { hasColumns } from './rst.ts';

/** The mails for each base, by its name. */
export type Mails = ReadonlyMap<string, readonly string[]>;

/** Where what fixes a race may be: the series, and the patches beside it that are not sent with it. */
export interface Fixes {
  readonly series: Mails;
  /** Those of the series that are sent alone too. */
  readonly alone: Mails;
  readonly optional: Mails;
}

/** The text of the comment with which a C file begins, behind its licence. */
export function headComment(text: string): string {
  const [, comment = ''] = /^(?:\/\/.*\n)?\/\*\n([\s\S]*?)\n \*\//.exec(text) ?? [];
  return comment
    .split('\n')
    .map((line) => line.replace(/^ \* ?/, ''))
    .join('\n')
    .trim();
}

/** The bug as a title: the first sentence of that comment. */
export function bugOf({ name, text }: Pick<Race, 'name' | 'text'>): string {
  const [, sentence] = /^([\s\S]+?)\.(?:\s|$)/.exec(headComment(text)) ?? [];
  return sentence === undefined ? name : sentence.replace(/\s+/g, ' ');
}

/** The mails whose subject is that of the fix. */
const fixIn = (mails: readonly string[], fix: string) =>
  mails.map(readMail).find(({ subject }) => subject === fix);

const mailsFor = ({ optional }: Race, fixes: Fixes): Mails => (optional ? fixes.optional : fixes.series);

function fixText(race: Race, fixes: Fixes): string[] {
  const { fix, optional, unmended, tested } = race;
  if (unmended !== undefined) return [`No patch of ours fixes it. ${unmended}`];
  const all = [...mailsFor(race, fixes)].flatMap(([base, mails]) => {
    const mail = fix === undefined ? undefined : fixIn(mails, fix);
    return mail === undefined ? [] : [{ base, mail }];
  });
  // The program, and what it shows, are those of the newest.
  const newest = all.at(-1);
  if (newest === undefined) return ['No patch is named as one.'];
  const bases = all.map(({ base }) => base).join(' and ');
  const boxes = all
    .filter(({ base, mail }) => fixIn(fixes.alone.get(base) ?? [], mail.subject) !== undefined)
    .map(({ base }) => `\`${mboxName('fixes', base)}\``);
  const where = optional
    ? `for Linux ${bases}; it is not in the series`
    : `in the series for Linux ${bases}${boxes.length === 0 ? '' : `, and in ${listed(boxes)}`}`;
  // What a person has to write there is no part of a report.
  const body = newest.mail.body.replace(TRAILER, '').trimEnd();
  const how = tested === undefined ? [] : [`How far it is tested: ${tested}`, ''];
  return [...how, `\`${newest.mail.subject}\`, ${where}:`, '', '```', body, '```'];
}

/** What kernels said, and of the others why nobody has asked them. */
function seenText(race: Race): string[] {
  const { seen } = race;
  const lead =
    seen.length === 0
      ? 'Nobody has run it yet. What is said here was read in the source:'
      : 'These kernels, without any patch of ours, say so; with exit status 0 it does not happen there:';
  return [
    ...[lead, '', '| Linux | what is printed | exit status |', '| --- | --- | --- |'],
    ...seen.map(({ on, says, exit }) => `| ${on} | ${cell(says.join('<br>'))} | ${exit} |`),
    ...[...notRun(race)].map(([on, why]) => `| ${on} | not run: ${cell(why)} | - |`),
  ];
}

/** The page of one program. */
export function todayPage(race: Race, fixes: Fixes): string {
  const { name, args, what, text } = race;
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    `# ${bugOf(race)}`,
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
    ...seenText(race),
    '',
    '## The fix',
    '',
    ...fixText(race, fixes),
    '',
  ].join('\n');
}

/** Where a patch that no guest is asked for does not say how far it is tested, or one that is says so. */
function testedProblems(file: string, race: Race): string[] {
  const { name, fix, unmended, tested } = race;
  const hasFix = fix !== undefined && unmended === undefined;
  if (tested === undefined)
    return hasFix && !isTest(race)
      ? [`${file}: ${name}: no guest runs it with its patch; say in 'tested' how far that was tried`]
      : [];
  if (!hasFix) return [`${file}: ${name}: has no patch, and says how far that is tested`];
  return isTest(race) ? [`${file}: ${name}: the selftest runs it with its patch, and 'tested' is there`] : [];
}

/** For a table: the patch, or why there is none. */
function patchCell({ fix, optional, unmended, tested }: Race): string {
  if (fix === undefined || unmended !== undefined) return 'none';
  const notes = [
    optional ? ', which is not in the series' : '',
    tested === undefined ? '' : ', not tested by the selftest',
  ];
  return `\`${fix}\`${notes.join('')}`;
}

/** The list of the bugs, each with its page. */
export function todayIndex(races: readonly Race[]): string {
  const rows = races.map((race) => {
    const on = race.seen.filter(({ exit }) => exit === 1).map((one) => one.on);
    return `| [${cell(bugOf(race))}](${race.name}.md) | ${on.join(', ') || 'none yet'} | ${cell(patchCell(race))} |`;
  });
  return [
    '<!-- SPDX-License-Identifier: MIT -->',
    '# Bugs and surprises of Linux as it is',
    '',
    'Each has a page, and beside it the C program that shows it.',
    '',
    '| what happens | seen on | patch |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/**
 * What the pages lack, a line for each: a diagram; what each kernel says, or why nobody has asked it; and the patch that fixes it where
 * it happens, or why there is none.
 */
export function todayProblems(file: string, races: readonly Race[], fixes: Fixes): string[] {
  return races
    .filter(({ today }) => today)
    .flatMap((race) => {
      const { name, text, seen, outdated = [], fix, unmended } = race;
      const unrun = notRun(race);
      const lost = (mails: readonly string[]) => fix === undefined || fixIn(mails, fix) === undefined;
      const which = race.optional ? 'what is beside the series' : 'the series';
      const bases = [...fixes.series.keys()];
      const isSeen = (base: string) => seen.some(({ on }) => on === base);
      // Where it does not happen nothing is to be fixed.
      const happens = bases.filter((base) => !seen.some(({ on, exit }) => on === base && exit !== 1));
      const fixed = unmended === undefined ? happens : [];
      return [
        ...(hasColumns(headComment(text))
          ? []
          : [`${race.file}: its first comment has no diagram: columns between tabs`]),
        ...bases
          .filter((base) => !isSeen(base) && !unrun.has(base) && !outdated.includes(base))
          .map((base) => `${file}: ${name}: nobody has seen it on ${base}`),
        ...outdated.map(
          (on) =>
            `${file}: ${name}: was changed after it was run on ${on}; run it there again, with the hash ${hashOfProgram(text)}`,
        ),
        ...[...unrun.keys()]
          .filter(isSeen)
          .map((base) => `${file}: ${name}: has been seen on ${base}, and has not been run there`),
        ...(fix === undefined || unmended === undefined
          ? []
          : [`${file}: ${name}: has a patch, and has none`]),
        ...testedProblems(file, race),
        ...(seen.length === 0 || seen.some(({ exit }) => exit === 1)
          ? []
          : [`${file}: ${name}: nobody has seen it happen`]),
        ...fixed
          .filter((base) => lost(mailsFor(race, fixes).get(base) ?? []))
          .map((base) => `${file}: ${name}: ${which} for ${base} has no patch '${fix ?? ''}'`),
      ];
    });
}
