// SPDX-License-Identifier: MIT
// The site as files, by their paths.
import { readFileSync } from 'node:fs';
import { inRoot } from '../base/root.ts';
import { LANES_STYLE } from '../explain/html.ts';
import { type Page, pageHtml, SCRIPT_FILE, STYLE_FILE } from './page.ts';
import { conformancePage } from './pages/conformance.ts';
import { counterexamplePage, counterexamplesPage } from './pages/counterexamples.ts';
import { evidencePage } from './pages/evidence.ts';
import { graphPage, graphsPage } from './pages/graphs.ts';
import { ledgerPage } from './pages/ledger.ts';
import { overviewPage } from './pages/overview.ts';
import { claimsPage, verdictsPage } from './pages/verdicts.ts';
import type { Shown } from './shown.ts';

function pages(shown: Shown): Page[] {
  return [
    verdictsPage(shown),
    claimsPage(shown),
    counterexamplesPage(shown),
    ...shown.counterexamples.map((one, at) => counterexamplePage(shown, one, at)),
    graphsPage(shown),
    ...shown.graphs.map((graph) => graphPage(graph)),
    conformancePage(shown),
    ledgerPage(shown),
    evidencePage(shown),
  ];
}

const asset = (name: string): string => readFileSync(inRoot('report', 'assets', name), 'utf8');

/** Every file of the site, by its path. */
export function siteOf(all: readonly Shown[]): Map<string, string> {
  const made = [overviewPage(all), ...all.flatMap(pages)];
  return new Map([
    ...made.map((page): [string, string] => [page.path, pageHtml(page)]),
    [STYLE_FILE, `${LANES_STYLE}\n${asset(STYLE_FILE)}`],
    [SCRIPT_FILE, asset(SCRIPT_FILE)],
  ]);
}
