// SPDX-License-Identifier: MIT
// What a person has put into the mails in the place of an EDITME: an EDITME that was deleted is not yet a sign-off.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../base/plural.ts';
import type { Documents } from '../generate.ts';
import { ADDRESS, headOf, lastLines, mailsIn, readMail } from '../series/mail.ts';
import type { Line } from './line.ts';

/** Letters too: some trees make the message of a merge of them. Not man-pages.mbox, which nobody may send as it is. */
const MAILS = /^(?:letter|series|fixes)-.*\.mbox$/;

const SIGNED = /^Signed-off-by: \S.* <([^<>\s]+@[^<>\s]+)>$/;

/** As coding-assistants.rst of the newest tree has it. */
const ASSISTED = /^Assisted-by: LLM(?: [\w.+-]+)*$/;
/** Basic tools, which that page does not want listed. */
const BASIC = / (?:git|gcc|make)(?= |$)/;

function assistedProblems(tags: readonly string[]): string[] {
  const assisted = tags.filter((line) => /^Assisted-by:/i.test(line));
  if (assisted.length === 0) return ['its last paragraph has no Assisted-by:'];
  return assisted
    .filter((line) => !ASSISTED.test(line) || BASIC.test(line))
    .map((line) => `'${line}' is not 'Assisted-by: LLM [TOOL1] [TOOL2]' of coding-assistants.rst`);
}

function signedProblems(tags: readonly string[], head: string): string[] {
  const last = tags.flatMap((line) => SIGNED.exec(line)?.[1] ?? []).at(-1);
  if (last === undefined) return ['its last paragraph has no Signed-off-by: NAME <ADDRESS>'];
  const from = /^From: .*<([^<>\s]+)>$/m.exec(head)?.[1] ?? 'nobody';
  return last.toLowerCase() === from.toLowerCase()
    ? []
    : [`its last Signed-off-by is by ${last}, and it comes from ${from}`];
}

/** What a mail lacks that a person puts there; undefined where an EDITME says so already. */
export function unsigned(mail: string): string[] | undefined {
  const tags = lastLines(readMail(mail).body);
  if (tags.some((line) => line.includes('EDITME'))) return undefined;
  const head = headOf(mail);
  const isNobody = head.toLowerCase().includes(ADDRESS);
  const nobody = isNobody ? [`its From: or its Message-ID is that of nobody, ${ADDRESS}`] : [];
  return [...signedProblems(tags, head), ...assistedProblems(tags), ...nobody];
}

/** The mails of a file, each with the line where its message ends. */
function placedMails(text: string): { readonly mail: string; readonly line: number }[] {
  let before = 0;
  return mailsIn(text).map((mail) => {
    const end = mail.search(/^---$/m);
    const line = before + mail.slice(0, end < 0 ? mail.length : end).split('\n').length;
    before += mail.split('\n').length - 1;
    return { mail, line };
  });
}

function problemsIn(path: string): string[] {
  // The line `files` names what is missing.
  if (!existsSync(path)) return [];
  const mails = placedMails(readFileSync(path, 'utf8'));
  if (mails.length === 0) return [`${path}: there is no mail in it`];
  const asked = mails.map((one) => ({ ...one, lacks: unsigned(one.mail) }));
  const open = asked.filter(({ lacks }) => lacks === undefined).length;
  return [
    ...(open === 0 ? [] : [`${path}: ${counted(open, 'mail')} with an EDITME in the place of tags`]),
    ...asked.flatMap(({ mail, line, lacks = [] }) =>
      lacks.map((what) => `${path}:${line}: ${readMail(mail).subject}: ${what}`),
    ),
  ];
}

/** Whether each letter and each patch has what only a person may put there, in the files as they lie there. */
export function signedLine(folder: string, documents: Documents): Line {
  const { slug } = documents.material.proposal;
  const own = join(folder, slug);
  const files = [...documents.files.keys()].filter((file) => MAILS.test(file));
  const problems = files.flatMap((file) => problemsIn(join(own, file)));
  const nothing = files.length === 0 ? ['there is no mail to sign'] : [];
  const all = [...nothing, ...problems];
  const command = `grep -rnE '^(Signed-off|Assisted)-by:' ${own}`;
  return {
    ...{ slug, check: 'sign-off', command, details: all },
    ...{
      state: all.length === 0 ? 'holds' : 'open',
      note: all.length > 0 ? '' : counted(files.length, 'file'),
    },
  };
}
