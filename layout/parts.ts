// SPDX-License-Identifier: MIT
// The parts of a proposal beside its document. One that is not laid out is not there, and nothing is asked of it; one that is,
// is there as a whole.
import { moduleName } from '../base/slug.ts';
import { readTree, type Tree } from './tree.ts';

/** A part: its folder has the proposal's name. */
export interface Part {
  /** What people call it. */
  readonly name: 'model' | 'TLA+' | 'kernel';
  /** Where the folders of all proposals are. */
  readonly area: string;
  /** The files that it consists of, in its folder. */
  files(slug: string): readonly string[];
  /** The file that lists the proposals that have it. */
  readonly registry?: string;
}

/** In the order in which they are written. */
export const PROPOSAL_PARTS: readonly Part[] = [
  {
    name: 'model',
    area: 'models',
    files: () => ['model', 'properties', 'mutants', 'scenarios', 'index'].map((file) => `${file}.ts`),
    registry: 'models/index.ts',
  },
  {
    name: 'TLA+',
    area: 'tla',
    files: (slug) => [`${moduleName(slug)}.tla`, `MC${moduleName(slug)}.tla`, 'manifest.json'],
  },
  {
    name: 'kernel',
    area: 'conformance',
    files: () => ['index', 'objects', 'moves', 'cases', 'outcomes'].map((file) => `${file}.ts`),
    registry: 'conformance/index.ts',
  },
];

/** Whether the proposal's folder of this part has anything in it. */
export const isLaidOut = ({ files }: Tree, { area }: Part, slug: string): boolean =>
  files.some((file) => file.startsWith(`${area}/${slug}/`));

/** A part of a proposal that is not there. */
export interface MissingPart {
  readonly slug: string;
  readonly part: Part['name'];
}

/** What is not there of the proposals in the checkout at `root`. */
export function missingParts(root: string): readonly MissingPart[] {
  const tree = readTree(root);
  return tree.slugs.flatMap((slug) =>
    PROPOSAL_PARTS.filter((part) => !isLaidOut(tree, part, slug)).map(({ name }) => ({ slug, part: name })),
  );
}
