// SPDX-License-Identifier: MIT
// All that the generators are given about a proposal.
import { join } from 'node:path';
import { type Proposal, readProposal } from '../spec/index.ts';
import { type CallText, readCalls } from './calls.ts';
import { type Prose, readProse } from './prose.ts';

/** A proposal, and what is written about it. */
export interface Material {
  readonly proposal: Proposal;
  /** The paragraphs of the section Motivation. */
  readonly motivation: readonly string[];
  readonly prose: Prose;
  /** What is said of each call, by its name. */
  readonly calls: ReadonlyMap<string, CallText>;
  /** Names of the parameters of its calls. */
  readonly parameters: ReadonlySet<string>;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The paragraphs of a text. */
const paragraphsIn = (text: string): string[] =>
  text
    .split(/\n{2,}/)
    .map(oneLine)
    .filter((one) => one !== '');

/** The parameters of a prototype: `int dirfd` is `dirfd`. */
export function parametersOf(prototype: string): { readonly type: string; readonly name: string }[] {
  const list = prototype.slice(prototype.indexOf('(') + 1, prototype.lastIndexOf(')'));
  return list.split(',').flatMap((one) => {
    const found = /^(.*?[\s*])(\w+)(\[\w*\])?$/.exec(oneLine(one));
    return found === null ? [] : [{ type: found[1]!.trim(), name: found[2]! }];
  });
}

/** The name that a prototype declares. */
export const nameOf = (prototype: string): string => /(\w+)\s*\(/.exec(prototype)?.[1] ?? '';

/** @throws SyspecError BAD_INPUT when the document or the prose cannot be used */
export function materialOf(root: string, slug: string): Material {
  const proposal = readProposal(join(root, 'spec', `${slug}.md`));
  const parameters = proposal.prototypes.flatMap(({ text }) => parametersOf(text).map(({ name }) => name));
  return {
    proposal,
    motivation: paragraphsIn(proposal.prose.Motivation ?? ''),
    prose: readProse(root, proposal),
    calls: readCalls(root, proposal),
    parameters: new Set(parameters),
  };
}
