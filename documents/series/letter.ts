// SPDX-License-Identifier: MIT
// The cover letter: the race first, then the interface, why not something else, what was found, and the page.

import { titleOf } from '../../records/record.ts';
import type { Evidence } from '../evidence.ts';
import { fill, filled, plainText, withoutIds } from '../marks.ts';
import type { Material } from '../material.ts';
import { alternativesOf } from '../prose.ts';
import type { Series } from './series.ts';

const WIDTH = 72;

/** What a letter is made from beside the material. */
export interface LetterParts {
  readonly evidence: Evidence;
  readonly series: Series;
  /** The page as plain text. */
  readonly page: string;
  /** `Linux 7.3`, and a hash of all of its source. */
  readonly base: { readonly name: string; readonly hash: string };
}

const DISCLOSURE = `EDITME: what Documentation/process/generated-content.rst asks for: which
tools made which parts of this series, and how: prompts, or a summary of
them. Say what you have checked yourself. You have to understand and to
defend all of it. Each patch needs your Signed-off-by, and Assisted-by as
in Documentation/process/coding-assistants.rst.`;

const section = (title: string, body: string): string => `${title}\n${'-'.repeat(title.length)}\n\n${body}`;

function evidenceText({ facts, gaps }: Evidence): string {
  const found = facts.map(({ run, text }) => {
    const [first = '', ...more] = filled(`${titleOf(run)}: ${text}.`, WIDTH - 2).split('\n');
    return [`- ${first}`, ...more.map((line) => `  ${line}`)].join('\n');
  });
  const names = gaps.map(({ title }) => title).join('; ');
  const missing =
    gaps.length === 0
      ? []
      : [
          filled(
            `EDITME: no claim is made of these runs, which are not recorded of what is here: ${names}.`,
            WIDTH,
          ),
        ];
  return [...found, ...missing].join('\n');
}

/** Code without lines that are too long: a prototype goes on below its first parameter. */
function narrow(code: string): string {
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

/** The letter as a mail. */
export function coverLetter(material: Material, { evidence, series, page, base }: LetterParts): string {
  const { proposal, prose } = material;
  const lead = prose.sections
    .get('Letter')!
    .map(({ kind, text }) => (kind === 'literal' ? text : filled(plainText(text), WIDTH)));
  const alternatives = alternativesOf(prose, proposal).map(({ name, text }) =>
    filled(`${name}. ${plainText(withoutIds(text))}`, WIDTH),
  );
  const count = series.mails.length;
  const width = String(count).length;
  const body = [
    ...lead,
    section('Interface', narrow(proposal.synopsis.trimEnd())),
    section('Why not something else', alternatives.join('\n\n')),
    section('What was found', evidenceText(evidence)),
    section('The page', page.trimEnd()),
    DISCLOSURE,
  ].join('\n\n');
  return `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: EDITME <editme@invalid>
Date: Wed, 1 Jan 2025 00:00:00 +0000
Subject: [PATCH ${'0'.repeat(width)}/${count}] ${proposal.slug}: ${proposal.title}

${body}

---
Made for the source of ${base.name}, whose SHA-256 is
${base.hash}
EDITME: rebase it to the tree of the subsystem, and give its base-commit.
Where that tree asks for its name in the subjects, write it there; netdev
does (net-next), and takes fixes by themselves (net).

${series.shortlog}
${series.statistics.trimEnd()}

`;
}
