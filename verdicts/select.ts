// SPDX-License-Identifier: MIT
// Which proposals, variants and scenarios a command is about.
import { existsSync } from 'node:fs';
import { SyspecError } from '../base/errors.ts';
import { inRoot } from '../base/root.ts';
import { PROPOSALS } from '../models/index.ts';
import type { ProposalModels } from '../models/proposal.ts';
import { type Proposal, readProposal } from '../spec/index.ts';

/** A proposal's document and its models. */
export interface Subject {
  readonly proposal: Proposal;
  readonly models: ProposalModels;
}

function refuse(what: string, name: string, known: readonly string[]): never {
  throw new SyspecError('BAD_USAGE', `no ${what} '${name}'`, `There are: ${known.join(', ')}.`);
}

/** The subjects with these slugs, or all. Throws SyspecError BAD_USAGE for a slug that there is not. */
export function selectSubjects(slugs: readonly string[]): Subject[] {
  const known = Object.keys(PROPOSALS);
  const wanted = slugs.length === 0 ? known : slugs;
  return wanted.map((slug) => {
    const models = PROPOSALS[slug] ?? refuse('proposal', slug, known);
    const file = inRoot('spec', `${slug}.md`);
    if (!existsSync(file))
      throw new SyspecError('BAD_INPUT', `${slug} has models and no document`, `Write ${file}.`);
    return { proposal: readProposal(file), models };
  });
}

/** Which rows of a subject are wanted; what is not given is not restricted. */
export interface Filter {
  readonly variant?: string | undefined;
  readonly scenario?: string | undefined;
  readonly claim?: string | undefined;
}

/** Throws SyspecError BAD_USAGE when the filter names what no subject has. */
export function checkFilter(subjects: readonly Subject[], filter: Filter): void {
  const names = (of: (subject: Subject) => readonly string[]) => [...new Set(subjects.flatMap(of))];
  const check = (what: string, name: string | undefined, known: readonly string[]) => {
    if (name !== undefined && !known.includes(name)) refuse(what, name, known);
  };
  check(
    'variant',
    filter.variant,
    names(({ proposal }) => proposal.variants.map((v) => v.name)),
  );
  check(
    'scenario',
    filter.scenario,
    names(({ proposal }) => proposal.scenarios.map((s) => s.name)),
  );
  check(
    'claim',
    filter.claim,
    names(({ proposal }) => proposal.claims.map((c) => c.id)),
  );
}
