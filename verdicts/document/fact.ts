// SPDX-License-Identifier: MIT
// A fact of the document, held against one of the places that repeat it.
import { relative } from 'node:path';
import type { ProposalModels } from '../../models/proposal.ts';
import type { Proposal } from '../../spec/index.ts';
import type { Manifest } from '../../tla/manifest.ts';
import type { Operator, Variable } from '../../tla/text/modules.ts';
import type { SourceLine } from './sources.ts';

/** Where something stands. */
export interface Where {
  readonly file: string;
  /** Counted from 1; 0 for the file as a whole. */
  readonly line: number;
}

/** What one place says. */
export interface Said extends Where {
  readonly says: string;
}

/** Two places that say different things of the same. */
export interface Difference {
  /** What they are about, as the subject of a sentence. */
  readonly of: string;
  readonly document: Said;
  readonly other: Said;
}

/** One kind of fact against one kind of place. */
export interface Comparison {
  readonly fact: string;
  readonly against: string;
  /** How many single facts were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Why nothing, or not all, could be compared; null when all was. */
  readonly missing: string | null;
}

/** What the document is held against. */
export interface Repeaters {
  readonly proposal: Proposal;
  readonly models: ProposalModels;
  readonly manifest: Manifest;
  readonly manifestText: string;
  /** Those of the module that TLC is given. */
  readonly operators: ReadonlyMap<string, Operator>;
  readonly variables: readonly Variable[];
  /** The variables with those of named instances. */
  readonly hidden: readonly Variable[];
  /** The operators with those of named instances, such as the specification that it refines. */
  readonly instanced: ReadonlyMap<string, Operator>;
  /** Lines that the kernel series adds; none without one. */
  readonly series: readonly SourceLine[];
  /** Lines that the proposal's own test-only patches add. */
  readonly points: readonly SourceLine[];
  /** Lines of models/SLUG, and of conformance/SLUG. */
  readonly model: readonly SourceLine[];
  readonly conformance: readonly SourceLine[];
}

/** `path` as people type it: from the working directory where it is below that. */
export function shown(path: string): string {
  const near = relative('', path);
  return near === '' || near.startsWith('..') ? path : near;
}

/** Where `pattern` stands in the model; its folder where it does not. */
export function placeInModel({ models, model }: Repeaters, pattern: RegExp): Where {
  const found = model.find(({ text }) => pattern.test(text));
  return found === undefined
    ? { file: `models/${models.slug}`, line: 0 }
    : { file: shown(found.file), line: found.line };
}

/** Where in the model the first of `theirs` stands that is not in its place in `mine`. */
export function placeOfOther(repeaters: Repeaters, mine: readonly string[], theirs: readonly string[]) {
  const name = theirs.find((each, at) => each !== mine[at]) ?? theirs[0];
  return placeInModel(repeaters, new RegExp(`(?<![\\w-])${name}(?![\\w-])`));
}

/** Where `pattern` stands in the manifest. */
export function placeInManifest(
  { manifest, manifestText }: Pick<Repeaters, 'manifest' | 'manifestText'>,
  pattern: RegExp,
) {
  const at = manifestText.search(pattern);
  return { file: shown(manifest.file), line: at < 0 ? 0 : manifestText.slice(0, at).split('\n').length };
}

/** Collects the differences of one comparison. */
export class Comparing {
  readonly #differences: Difference[] = [];
  #compared = 0;

  /** Compares two texts; `of` is the subject of a sentence. */
  equal(of: string, document: Said, other: Said): void {
    this.#compared += 1;
    if (document.says !== other.says) this.#differences.push({ of, document, other });
  }

  /** The comparison; `missing` says what could not be compared. */
  done(fact: string, against: string, missing: string | null = null): Comparison {
    return { fact, against, compared: this.#compared, differences: this.#differences, missing };
  }
}

/** A comparison for which one side is not there. */
export function untold(fact: string, against: string, missing: string): Comparison {
  return { fact, against, compared: 0, differences: [], missing };
}
