// SPDX-License-Identifier: MIT
// What is shown of a proposal, and where its pages are.
import type { SeededFault } from '../conformance/kernel/review/series.ts';
import type { ProposalConformance } from '../conformance/proposal.ts';
import type { Story } from '../explain/story.ts';
import type { Row } from '../verdicts/row.ts';
import type { Subject } from '../verdicts/select.ts';
import type { DrawnGraph } from './graph/graph.ts';
import type { OwnLanes } from './lanes.ts';
import type { Movie } from './movie.ts';
import type { Link, Page } from './page.ts';
import type { RecordView } from './recorded.ts';
import type { Watched } from './watched.ts';

/** A counterexample that was found. */
export interface Counterexample {
  /** `C2`, or `C9.liveness`. */
  readonly row: string;
  readonly story: Story;
  readonly movie: Movie;
}

/** All that is shown of one proposal. */
export interface Shown {
  readonly subject: Subject;
  readonly rows: readonly Row[];
  readonly counterexamples: readonly Counterexample[];
  readonly graphs: readonly DrawnGraph[];
  readonly record: RecordView;
  /** Undefined where nothing of it can be tested on a kernel yet. */
  readonly conformance: ProposalConformance | undefined;
  readonly faults: readonly SeededFault[];
  /** Which rules the lanes that judge themselves name. */
  readonly ownLanes: OwnLanes;
  /** Counterexamples on a kernel, step by step. */
  readonly watched: readonly Watched[];
}

export const HOME: Link = { path: 'index.html', text: 'Proposals' };

/** The page of a counterexample. */
export function counterexamplePath({ row, story }: Pick<Counterexample, 'row' | 'story'>): string {
  return `${story.slug}/counterexamples/${story.variant}.${row}.${story.scenario}.html`;
}

/** The page of a state graph. */
export function graphPath({
  slug,
  variant,
  scenario,
}: Pick<DrawnGraph, 'slug' | 'variant' | 'scenario'>): string {
  return `${slug}/graphs/${variant}.${scenario}.html`;
}

/** The pages of a proposal, in their order. */
export function pagesOf(slug: string): Link[] {
  return [
    { path: `${slug}/index.html`, text: 'Verdicts' },
    { path: `${slug}/claims.html`, text: 'Claims' },
    { path: `${slug}/counterexamples.html`, text: 'Counterexamples' },
    { path: `${slug}/graphs.html`, text: 'State graphs' },
    { path: `${slug}/conformance.html`, text: 'Kernel' },
    { path: `${slug}/ledger.html`, text: 'Open questions' },
    { path: `${slug}/evidence.html`, text: 'Evidence' },
  ];
}

/** Where a proposal's pages stand. */
export function frameOf(slug: string): Pick<Page, 'above' | 'beside'> {
  return { above: [HOME, { path: `${slug}/index.html`, text: slug }], beside: pagesOf(slug) };
}
