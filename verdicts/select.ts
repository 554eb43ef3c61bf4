// SPDX-License-Identifier: MIT
// Which proposals, variants and scenarios a command is about.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { refuseName } from '../base/suggest.ts';
import { PROPOSALS } from '../models/index.ts';
import type { ProposalModels } from '../models/proposal.ts';
import { type Proposal, readProposal } from '../spec/index.ts';
import { type Manifest, readManifest } from '../tla/manifest.ts';
import type { NotChecked } from './row.ts';

/** A proposal: its document, its models, and its TLA+. */
export interface Subject {
  readonly proposal: Proposal;
  readonly models: ProposalModels;
  readonly manifest: Manifest;
}

/**
 * The subjects with these slugs, each once, or all.
 * Throws SyspecError BAD_USAGE for a slug that there is not, BAD_INPUT for a document or manifest with faults. The TLA+ may be
 * unwritten: see `requireTla`.
 */
export function selectSubjects(slugs: readonly string[]): Subject[] {
  const known = Object.keys(PROPOSALS);
  const wanted = slugs.length === 0 ? known : [...new Set(slugs)];
  for (const slug of wanted) if (!known.includes(slug)) refuseName('proposal', slug, known);
  return wanted.map((slug) => subjectOf(slug, PROPOSALS[slug]!));
}

function subjectOf(slug: string, models: ProposalModels, root = ROOT): Subject {
  const file = join(root, 'spec', `${slug}.md`);
  if (!existsSync(file)) {
    throw new SyspecError('BAD_INPUT', `${slug} has models and no document`, `Write ${file}.`);
  }
  const proposal = readProposal(file);
  return { proposal, models, manifest: readManifest(slug, join(root, 'tla', slug, 'manifest.json')) };
}

/** Throws SyspecError BAD_INPUT where the TLA+ is asked, and is not there or still to be written. */
export function requireTla(subjects: readonly Subject[]): void {
  for (const { proposal, manifest } of subjects) {
    if (manifest.isUnwritten !== true) continue;
    const [message, hint] = manifest.isAbsent
      ? [`${proposal.slug}: its TLA+ is not there: ${dirname(manifest.file)}`, 'Write it']
      : [`${manifest.file}: the TLA+ is still to be written`, "Write it, and remove 'FILL IN:'"];
    throw new SyspecError('BAD_INPUT', message, `${hint}; the explorer needs none of it.`);
  }
}

/** Those whose TLA+ is there. */
export const withTla = (subjects: readonly Subject[]): Subject[] =>
  subjects.filter(({ manifest }) => manifest.isAbsent !== true);

/** Those whose TLA+ is not, by their names. */
export const slugsWithoutTla = (subjects: readonly Subject[]): string[] =>
  subjects.filter(({ manifest }) => manifest.isAbsent === true).map(({ proposal }) => proposal.slug);

/** What can be checked of all proposals, and why the rest cannot. */
export interface Selection {
  readonly subjects: readonly Subject[];
  readonly notChecked: readonly NotChecked[];
}

/**
 * All proposals of `root`: one that is not finished must not keep the others from being checked. One whose TLA+ is not there is
 * among the subjects, and has no manifest to ask: `withTla` leaves it out.
 * Throws SyspecError BAD_INPUT, the first one's, when none can be.
 */
export function selectFinished(
  proposals: Readonly<Record<string, ProposalModels>> = PROPOSALS,
  root: string = ROOT,
): Selection {
  const subjects: Subject[] = [];
  const notChecked: NotChecked[] = [];
  let cause: SyspecError | undefined;
  for (const [slug, models] of Object.entries(proposals)) {
    try {
      const subject = subjectOf(slug, models, root);
      requireTla(withTla([subject]));
      subjects.push(subject);
    } catch (error) {
      if (!(error instanceof SyspecError && error.code === 'BAD_INPUT')) throw error;
      cause ??= error;
      const [first = '', ...more] = error.message.split('\n');
      notChecked.push({ slug, message: more.length === 0 ? first : `${first} (and ${more.length} more)` });
    }
  }
  if (subjects.length === 0 && cause !== undefined) throw cause;
  return { subjects, notChecked };
}

/** Which rows of a subject are wanted; what is not given is not restricted. */
export interface Filter {
  readonly variant?: string | undefined;
  readonly scenario?: string | undefined;
  readonly claim?: string | undefined;
}

/** Whether one dimension of a filter lets this name through. */
export function allows(given: string | undefined, name: string): boolean {
  return given === undefined || given === name;
}

/** Throws SyspecError BAD_USAGE when the filter names what no subject has. */
export function checkFilter(subjects: readonly Subject[], filter: Filter): void {
  const check = (what: keyof Filter, namesOf: (proposal: Proposal) => readonly string[]) => {
    const name = filter[what];
    const known = [...new Set(subjects.flatMap(({ proposal }) => namesOf(proposal)))];
    if (name !== undefined && !known.includes(name)) refuseName(what, name, known);
  };
  check('variant', ({ variants }) => variants.map(({ name }) => name));
  check('scenario', ({ scenarios }) => scenarios.map(({ name }) => name));
  check('claim', ({ claims }) => claims.map(({ id }) => id));
}
