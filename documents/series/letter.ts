// SPDX-License-Identifier: MIT
// The cover letters. Of the whole series: the race first, then the interface, why not something else, what was found, and the page.

import { listed } from '../../base/plural.ts';
import type { Evidence } from '../evidence.ts';
import { fill, filled, plainText, withoutIds } from '../marks.ts';
import type { Material } from '../material.ts';
import { alternativesOf, changesOf, letterText, type Paragraph } from '../prose.ts';
import { findingsText, WIDTH } from './findings.ts';
import { placesOf } from './fixes.ts';
import { ADDRESS } from './mail.ts';
import { mboxName, type Series } from './series.ts';

/** What each letter is made from beside the material. */
export interface LetterParts {
  readonly evidence: Evidence;
  readonly series: Series;
  /** `7.3`, a hash of all of its source, whose that is, and `7.3.4` where the source says it. */
  readonly base: {
    readonly name: string;
    readonly hash: string;
    readonly origin: string;
    readonly release?: string | undefined;
  };
}

/** What that of the whole series has besides. */
export interface WholeParts extends LetterParts {
  /** The page as plain text. */
  readonly page: string;
  /** Those of its patches that are sent alone too; undefined where there are none. */
  readonly fixes?: Series | undefined;
}

const DISCLOSURE = `EDITME: what Documentation/process/generated-content.rst asks for: which
tools made which parts of this series, and how: prompts, or a summary of
them. Say what you have checked yourself. You have to understand and to
defend all of it. This letter, of which some trees make a merge, and each
patch need your Signed-off-by, and the tag
"Assisted-by: LLM [TOOL1] [TOOL2]", whose form is that of
Documentation/process/coding-assistants.rst.`;

/** A part of a letter, with its title. */
export const section = (title: string, body: string): string =>
  `${title}\n${'-'.repeat(title.length)}\n\n${body}`;

/** Code without lines that are too long: a prototype goes on below its first parameter. */
export function narrow(code: string): string {
  return code
    .split('\n')
    .flatMap((line) => {
      const open = line.indexOf('(') + 1;
      if (line.length <= WIDTH || open === 0) return [line];
      const parts = fill(line.slice(open).split(/(?<=,) /), WIDTH - open);
      return parts.map((part, at) => (at === 0 ? line.slice(0, open) : ' '.repeat(open)) + part);
    })
    .join('\n');
}

/** What somebody wrote, as it stands in a mail. */
export const leadText = (paragraphs: readonly Paragraph[]): string[] =>
  paragraphs.map(({ kind, text }) => (kind === 'literal' ? text : filled(plainText(text), WIDTH)));

/** A letter as a mail. */
export function letterMail(
  subject: string,
  parts: readonly string[],
  { series, base, tree }: Pick<LetterParts, 'series' | 'base'> & { readonly tree: string },
): string {
  const count = series.mails.length;
  const width = String(count).length;
  return `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: EDITME <${ADDRESS}>
Date: Wed, 1 Jan 2025 00:00:00 +0000
Subject: [PATCH ${'0'.repeat(width)}/${count}] ${subject}

${[...parts, DISCLOSURE].join('\n\n')}

---
Made for Linux ${base.release ?? base.name} as it is in
${base.origin}, whose SHA-256 is
${base.hash}
EDITME: rebase it to the tree of the subsystem, and give its base-commit.
${tree}

${series.shortlog}
${series.statistics.trimEnd()}

`;
}

/** `patch 1 fixes`, `patches 1, 2 and 4 fix`. */
export function patchesFix(places: readonly number[]): string {
  const names = listed(places.map(String));
  return places.length === 1 ? `patch ${names} fixes` : `patches ${names} fix`;
}

/** The letters say it before what was found, unless the prose says of the fixes which models they are about. */
export const MODELS = filled(
  'Linux as it is and what the series proposes were each written down as formal models: one in TypeScript and one in TLA+, both from one written specification of states, steps and claims.',
  WIDTH,
);

/** Which patches of the whole series can be taken first. */
function fixesPart({ prose }: Material, fixes: Series, whole: Series, base: string): string {
  const places = placesOf(fixes, whole);
  const [they, them] = places.length === 1 ? ['It is', 'it'] : ['They are', 'them'];
  const fix = patchesFix(places).replace('p', 'P');
  const says = [
    `${fix} bugs of Linux as it is. ${they} also sent alone, as "${letterText(prose, 'Fixes').subject}", and can be taken first, without the rest. The other patches apply on top of ${them}.`,
    `EDITME: send ${mboxName('fixes', base)} first. Then leave ${them} out of this series, and say in the place of this paragraph on what it is based, with a link.`,
  ];
  return section('Fixes', says.map((one) => filled(one, WIDTH)).join('\n\n'));
}

/** Numbers for tests are far from those that are given away: nobody is to be sent them. */
function numbersPart({ calls }: Material['proposal']): string[] {
  const numbers = calls.flatMap(({ number }) => (number === undefined ? [] : [number]));
  if (numbers.length === 0) return [];
  const [which, those] =
    numbers.length === 1
      ? [`${numbers[0]} is a number for tests. It is`, 'the next free number']
      : [`${listed(numbers.map(String))} are numbers for tests. They are`, 'the next free numbers'];
  const says = `EDITME: ${which} in every table, and __NR_syscalls of asm-generic is ${Math.max(...numbers) + 1} by it. Take ${those} of the tree that this is rebased to, in all of them.`;
  return [filled(says, WIDTH)];
}

/** What is new: prototypes, or in the words of the prose what changes of those that all know. */
function interfaceText({ proposal, prose }: Material): string {
  const changes = changesOf(prose).interface;
  const code = changes === undefined ? narrow(proposal.synopsis.trimEnd()) : filled(changes, WIDTH);
  return [code, ...numbersPart(proposal)].join('\n\n');
}

/** The letter of the whole series. */
export function coverLetter(material: Material, parts: WholeParts): string {
  const { evidence, series, page, base, fixes } = parts;
  const { proposal, prose } = material;
  const { subject, lead } = letterText(prose, 'Letter');
  const { cost } = changesOf(prose);
  const alternatives = alternativesOf(prose, proposal).map(({ name, text }) =>
    filled(`${name}. ${plainText(withoutIds(text))}`, WIDTH),
  );
  const body = [
    ...leadText(lead),
    ...(fixes === undefined ? [] : [fixesPart(material, fixes, series, base.name)]),
    section('Interface', interfaceText(material)),
    section('Why not something else', alternatives.join('\n\n')),
    section('What was found', [MODELS, findingsText(evidence, proposal, { cost })].join('\n\n').trimEnd()),
    section('The page', page.trimEnd()),
  ];
  const tree = `Where that tree asks for its name in the subjects, write it there; netdev
does (net-next), and takes fixes by themselves (net).`;
  return letterMail(subject, body, { series, base, tree });
}
