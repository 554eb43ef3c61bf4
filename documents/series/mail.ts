// SPDX-License-Identifier: MIT
// A patch as a mail: its subject, its body, and the difference.

/** The parts of a mail of git format-patch. */
export interface Mail {
  /** Without `[PATCH 1/2]`. */
  readonly subject: string;
  /** The commit message after the subject, without its last newline. */
  readonly body: string;
  /** From the line `---` on. */
  readonly rest: string;
}

/** The address of nobody: a person's own is to stand in its place. */
export const ADDRESS = 'editme@invalid';

/** The mails of an mbox. */
export const mailsIn = (text: string): string[] =>
  text.split(/^(?=From 0{40} )/m).filter((one) => one !== '');

/** The head of a mail, its folded lines as one. */
export const headOf = (mail: string): string =>
  mail.slice(0, Math.max(0, mail.indexOf('\n\n'))).replace(/\n[ \t]+/g, ' ');

/** The lines of the last paragraph of a message: git knows no other as that of the tags. */
export const lastLines = (body: string): string[] => body.slice(body.lastIndexOf('\n\n') + 1).split('\n');

/** Reads one; the subject may go on in the next lines. */
export function readMail(text: string): Mail {
  const subject = /^Subject: (?:\[[^\]]*\] )?(.*)$/m.exec(headOf(text))?.[1] ?? '';
  const message = text.slice(text.indexOf('\n\n') + 2);
  const end = message.search(/^---$/m);
  return { subject, body: message.slice(0, end).trim(), rest: message.slice(end) };
}

/**
 * What a person has to put into each patch before it is sent. The tag is in the form of the newest tree's
 * Documentation/process/coding-assistants.rst: `Assisted-by: LLM [TOOL1] [TOOL2]`.
 */
export const TRAILER = `Assisted-by: LLM EDITME
In the place of this EDITME: the analysis tools used, such as sparse, or
nothing; see Documentation/process/coding-assistants.rst. In the place of
these lines: your Signed-off-by.`;

/** A paragraph of tags alone, such as `Fixes:`. */
const TAGS = /^(?:[A-Z][\w-]+: \S.*(?:\n|$))+$/;

/** The message with what a person has to put there; tags are one block, without a blank line in it. */
export function withTrailer(body: string, trailer: string = TRAILER): string {
  const last = lastLines(body).join('\n').trimStart();
  return `${body}${TAGS.test(last) ? '\n' : '\n\n'}${trailer}`;
}

/** A mail that git am takes. */
export function writeMail({ subject, body, rest }: Mail): string {
  return `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: EDITME <${ADDRESS}>
Date: Wed, 1 Jan 2025 00:00:00 +0000
Subject: [PATCH] ${subject}

${withTrailer(body)}
${rest}`;
}

const SUBJECT = 75;
const BODY = 75;
/** Lines that are not wrapped: indented ones, tags, links, and what has no space in it. */
const FREE = /^(?:\s|[A-Z][\w-]+: |\[\d+\]|\S+$)/;

/** What is wrong with the form of a message, as `line: what`; the subject is line 1. */
export function formProblems({ subject, body }: Mail): string[] {
  const long = body.split('\n').flatMap((line, at) => {
    const width = line.replaceAll('\t', '        ').length;
    return width <= BODY || FREE.test(line) ? [] : [`line ${at + 3} has ${width} columns; at most ${BODY}`];
  });
  return [
    ...(subject.length <= SUBJECT
      ? []
      : [`the subject has ${subject.length} characters; at most ${SUBJECT}`]),
    ...(/^[\w/.-]+(?:, [\w/.-]+)*: \S/.test(subject)
      ? []
      : ["the subject does not begin with 'subsystem: '"]),
    ...(/\.$/.test(subject) ? ['the subject ends in a dot'] : []),
    ...long,
    ...(/^Signed-off-by:/m.test(body) ? ['it has a Signed-off-by, which only a person may add'] : []),
  ];
}
