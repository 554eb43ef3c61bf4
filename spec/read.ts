// SPDX-License-Identifier: MIT
// A document, from its bytes to a Proposal; or all that is wrong with it.
import { basename, join, relative } from 'node:path';
import { ROOT } from '../base/root.ts';
import { documentNames } from '../base/slug.ts';
import { decode, readText } from './bytes.ts';
import { crossCheck } from './cross-check.ts';
import { outline } from './outline.ts';
import { type Problem, Problems, refusal } from './problem.ts';
import type { Fields, Proposal } from './proposal.ts';
import { readSections } from './read-sections.ts';
import { FORMAT } from './schema.ts';
import type { Complaints, DocumentPlace } from './sections.ts';
import { readFields, readTitle } from './title.ts';

/** A proposal, or everything that is wrong with its document. */
export type Reading =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `path` as people type it: from the working directory where it is below that. */
function shown(path: string): string {
  const near = relative('', path);
  return near === '' || near.startsWith('..') ? path : near;
}

/** Lines that `syspec new` left to be written. While there are any, nothing else is worth reporting. */
function unwritten(text: string, file: string): Problem[] {
  return text.split('\n').flatMap((content, at) => {
    const what = /FILL IN: ?([^|]*)/.exec(content)?.[1]?.trim();
    if (what === undefined) return [];
    const hint = "write it, and remove 'FILL IN:'";
    return [{ file, line: at + 1, message: 'this is still to be written', expected: what, hint }];
  });
}

/** Reads the text of a document; `file` is its name in problems and, without `.md`, its slug. Never throws. */
export function tryProposalText(text: string, file: string): Reading {
  const decoded = decode(Buffer.from(text), file);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] };
  const todo = unwritten(text, file);
  if (todo.length > 0) return { ok: false, problems: todo };
  const document = outline(text);
  const problems: Complaints = new Problems<DocumentPlace>(file);
  const head = readFields(document, basename(file, '.md'), problems);
  // Another format has other sections.
  if (head.format !== undefined && head.format !== FORMAT) return { ok: false, problems: problems.list() };
  const title = readTitle(document, head.slug, problems);
  const { prose, ...body } = readSections(document, head, problems);
  crossCheck({ prose, head, ...body }, problems);
  const found = problems.list();
  if (found.length > 0 || head.fields === undefined) return { ok: false, problems: found };
  return { ok: true, proposal: { file, title, lines: head.lines, prose, ...head.fields, ...body } };
}

/** Reads the document at `path`, absolute or from the working directory. Never throws. */
export function tryProposal(path: string): Reading {
  const file = shown(path);
  const read = readText(path, file);
  return read.ok ? tryProposalText(read.text, file) : { ok: false, problems: [read.problem] };
}

function orThrow(reading: Reading): Proposal {
  if (reading.ok) return reading.proposal;
  throw refusal(reading.problems);
}

/** As `tryProposalText`, but throws BAD_INPUT with all problems. */
export function readProposalText(text: string, file: string): Proposal {
  return orThrow(tryProposalText(text, file));
}

/** As `tryProposal`, but throws BAD_INPUT with all problems. */
export function readProposal(path: string): Proposal {
  return orThrow(tryProposal(path));
}

/**
 * The table below the title of the document at `path`, whatever the rest of it is like.
 * @throws SyspecError BAD_INPUT with all that is wrong with it
 */
export function readHead(path: string): Fields {
  const read = headOf(path);
  if ('problems' in read) throw refusal(read.problems);
  return read;
}

/** The same, or undefined. */
export function tryHead(path: string): Fields | undefined {
  const read = headOf(path);
  return 'problems' in read ? undefined : read;
}

function headOf(path: string): Fields | { readonly problems: readonly Problem[] } {
  const file = shown(path);
  const read = readText(path, file);
  if (!read.ok) return { problems: [read.problem] };
  const complaints: Complaints = new Problems<DocumentPlace>(file);
  const { fields } = readFields(outline(read.text), basename(file, '.md'), complaints);
  const problems = complaints.list();
  return fields === undefined || problems.length > 0 ? { problems } : fields;
}

/** Paths of the proposals in `root`/spec, sorted by slug. */
export function listProposals(root: string = ROOT): string[] {
  return documentNames(root).map((name) => join(root, 'spec', `${name}.md`));
}
