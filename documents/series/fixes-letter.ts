// SPDX-License-Identifier: MIT
// The cover letter of the fixes alone: what is broken today, a C program that shows it, which patch fixes what, and what was recorded.
import { listed } from '../../base/plural.ts';
import { flavourNamed } from '../../conformance/kernel/flavours.ts';
import { readConformName } from '../../records/record.ts';
import { type Evidence, withoutInterface } from '../evidence.ts';
import { filled, filledItem } from '../marks.ts';
import type { Material } from '../material.ts';
import { fixesModels, letterText } from '../prose.ts';
import { notRun, type Race, type Seen } from '../selftest/races.ts';
import { findingsText, paragraph, WIDTH } from './findings.ts';
import { type LetterParts, leadText, letterMail, MODELS, patchesFix, section } from './letter.ts';
import { readMail } from './mail.ts';
import type { Series } from './series.ts';

/** What it is made from beside the material. */
export interface FixesParts extends LetterParts {
  readonly races: readonly Race[];
  /** How many of the fixes stand at the head of the whole series: the test kernels with fixes alone have no others. */
  readonly atHead: number;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** A program, and the place of the patch that fixes what it shows. */
interface Shown {
  readonly race: Race;
  readonly place: number;
}

/** The programs that need nothing of ours, of which these patches fix what they show. */
function shownBy(races: readonly Race[], series: Series): Shown[] {
  const subjects = series.mails.map((mail) => readMail(mail).subject);
  return races.flatMap((race) => {
    const place = race.today && !race.optional ? subjects.indexOf(race.fix ?? '') + 1 : 0;
    return place === 0 ? [] : [{ race, place }];
  });
}

/** What kernels without any patch say, those together that say the same; and why others were not asked. */
const seenText = (race: Race): string[] => [...saidText(race.seen), ...unrunText(notRun(race))];

/** The bases on which it was not run, those together that lack the same. */
function unrunText(unrun: ReadonlyMap<string, string>): string[] {
  const bases = [...unrun.keys()];
  return [...new Set(unrun.values())].map((why) => {
    const on = bases.filter((base) => unrun.get(base) === why);
    return `  Linux ${listed(on)}: not run.\n${filled(why, WIDTH - 4).replace(/^/gm, '    ')}`;
  });
}

function saidText(seen: readonly Seen[]): string[] {
  const by = new Map<string, string[]>();
  for (const { on, says, exit } of seen) {
    const said = [...says, ...(exit === 1 ? [] : ['(not seen here)'])]
      .map((line) => `    ${line}`)
      .join('\n');
    by.set(said, [...(by.get(said) ?? []), on]);
  }
  return [...by].map(([said, on]) => `  Linux ${listed(on)}:\n${said}`);
}

function programText({ race, place }: Shown): string {
  const { name, args, tested, what, needs } = race;
  const fixed =
    tested === undefined
      ? `, fixed by patch ${place}.${needs === undefined ? '' : ` ${needs}`}`
      : `, which patch ${place} is to fix. How far that is tested: ${tested}`;
  const about = `${[`${name}.c`, ...args].join(' ')}${fixed} What should be: ${what}.`;
  return [filledItem(about, WIDTH), ...seenText(race)].join('\n');
}

/** Of each patch the programs that show what it fixes, or that there is none. */
function programsPart(shown: readonly Shown[], series: Series): string {
  const silent = series.mails.flatMap((_, at) =>
    shown.some(({ place }) => place === at + 1) ? [] : [at + 1],
  );
  const none = `No program shows what ${patchesFix(silent)}. The message says how it happens.`;
  return section(
    'What shows it',
    [
      ...(shown.length === 0
        ? []
        : [
            paragraph(
              'Each of these programs can be run on a kernel without any patch. Its exit status is 1 where it sees the fault. What such kernels say:',
            ),
            ...shown.map(programText),
          ]),
      ...(silent.length === 0 ? [] : [paragraph(none)]),
    ].join('\n\n'),
  );
}

/** What is asked of each fix before any list has it, in the words of the tree's own rule. */
const DISCLOSED = paragraph(
  `EDITME: a person decides, by Documentation/process/threat-model.rst, before any list has this letter. A regular bug: keep the program. A security bug that was found with the help of AI: by Documentation/process/security-bugs.rst "you must treat it as public", but "do not publicly share a reproducer"; "just mention that one is available and maintainers might ask for it privately". So take the program out, write in its place that there is one, and do not send the selftest of the whole series, which has the programs too. A security bug that was found otherwise, or where you are unsure: send it in private to the maintainers, with a copy to security@kernel.org, first.`,
);

/** The first program whole, below the decision whether a list may have it, and which others there are. */
function codePart(shown: readonly Shown[]): string[] {
  const [first, ...others] = [...new Map(shown.map(({ race }) => [race.name, race])).values()];
  if (first === undefined) return [];
  const { name, args, text } = first;
  const more = listed(others.map((race) => `${race.name}.c`));
  const where = others.length === 1 ? 'it is' : 'they are';
  return [
    section(
      `${name}.c`,
      [
        DISCLOSED,
        indented(`gcc -O2 -static -o ${name} ${name}.c && ./${[name, ...args].join(' ')}; echo $?`),
        indented(text.trimEnd()),
      ].join('\n\n'),
    ),
    ...(others.length === 0
      ? []
      : [
          paragraph(
            `EDITME: where the program above stays, say where ${more} can be had; where not, that ${where} to be had.`,
          ),
        ]),
  ];
}

/** What the kernels with the fixes alone have of these patches. */
function fixedText(atHead: number, count: number): string {
  if (atHead === 0) return 'none of these patches';
  const all = count === 1 ? 'this patch' : `these ${count} patches`;
  const first = atHead === 1 ? 'the first of these patches' : `the first ${atHead} of these patches`;
  return `${atHead === count ? all : first} and no other of the series`;
}

/** The kernels that were compared, by what they have of these patches. */
function kernelsText({ facts }: Evidence, atHead: number, count: number): string[] {
  const runs = facts.flatMap(({ run }) =>
    run.kind === 'conform' ? [readConformName(run.name).flavour] : [],
  );
  const flavours = [...new Set(runs)].map(flavourNamed);
  const say = (series: boolean | 'fixes', what: string) => {
    const names = flavours.filter((one) => one.series === series).map(({ name }) => name);
    if (names.length === 0) return [];
    return [`${names.length === 1 ? 'The kernel' : 'The kernels'} ${listed(names)} had ${what}.`];
  };
  const alone = atHead === count && flavours.some(({ series }) => series === 'fixes');
  const parked = flavours.filter(({ testOnly }) => testOnly).map(({ name }) => name);
  return [
    ...say(false, 'none of these patches'),
    ...say('fixes', fixedText(atHead, count)),
    ...(alone ? [] : ['No kernel that has these patches alone was compared.']),
    ...(parked.length === 0
      ? []
      : [`Patches for tests alone, which hold a task where a test asks for it, are in ${listed(parked)}.`]),
  ];
}

function evidencePart(
  { proposal, prose }: Material,
  { evidence: all, series, atHead }: Pick<FixesParts, 'evidence' | 'series' | 'atHead'>,
): string {
  const models = fixesModels(prose, proposal);
  const evidence = withoutInterface(all, models?.variants);
  const kernels = kernelsText(evidence, atHead, series.mails.length).join(' ');
  const said = models === undefined ? MODELS : paragraph(models.text);
  return section(
    'What was found',
    [said, ...(kernels === '' ? [] : [paragraph(kernels)]), findingsText(evidence, proposal)].join('\n\n'),
  );
}

/** The letter as a mail. @throws SyspecError BAD_INPUT where nobody has written of the fixes */
export function fixesLetter(material: Material, parts: FixesParts): string {
  const { series, races, base } = parts;
  const { subject, lead } = letterText(material.prose, 'Fixes');
  const shown = shownBy(races, series);
  const body = [
    ...leadText(lead),
    programsPart(shown, series),
    evidencePart(material, parts),
    ...codePart(shown),
  ];
  const tree = `Where that tree asks for its name in the subjects, write it there; netdev
does (net). Say of each patch whether stable kernels are to have it. Send
it to the authors of what the lines Fixes: name, too.`;
  return letterMail(subject, body, { series, base, tree });
}
