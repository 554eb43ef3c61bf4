// SPDX-License-Identifier: MIT
// The first page: each proposal with its matrix.
import { escapeHtml } from '../../explain/html.ts';
import { linkTo, number, type Page } from '../page.ts';
import { HOME, pagesOf, type Shown } from '../shown.ts';
import { declared, matrixHtml, SIGN } from './matrix.ts';

function section(shown: Shown): string {
  const { subject, rows, counterexamples, record } = shown;
  const { slug, title } = subject.proposal;
  const claimed = record.runs.filter(({ gap }) => gap === undefined).length;
  const figures = [
    [number(counterexamples.length), 'counterexamples, each a diagram'],
    [number(sumOf(rows)), 'states explored'],
    record.runs.length === 0
      ? ['none', 'recorded on a kernel: it has no kernel part yet']
      : [`${claimed} of ${record.runs.length}`, 'long runs are on record and may be claimed'],
  ].map(([figure, what]) => `<div><b>${figure}</b>${what}</div>`);
  const links = pagesOf(slug).map((link) => `<li>${linkTo(link, HOME.path)}</li>`);
  return `<section aria-labelledby="${slug}">
<h2 id="${slug}"><a href="${slug}/index.html">${escapeHtml(slug)}</a>: ${escapeHtml(title)}</h2>
<div class="figures">${figures.join('')}</div>
<p>${declared(rows)}.</p>
${matrixHtml(shown, HOME.path)}
<nav aria-label="pages of ${slug}"><ul>${links.join('')}</ul></nav>
</section>`;
}

/** Distinct states of all graphs that were searched. */
export function sumOf(rows: Shown['rows']): number {
  const graphs = new Map(rows.map((row) => [`${row.variant}\n${row.scenario}`, row.distinct ?? 0]));
  return [...graphs.values()].reduce((sum, size) => sum + size, 0);
}

/** The page. */
export function overviewPage(all: readonly Shown[]): Page {
  const key = Object.entries(SIGN).map(([found, sign]) => `<li class="${found}">${sign} ${found}</li>`);
  return {
    path: HOME.path,
    title: 'Is the race gone?',
    above: [],
    beside: [],
    body: `<p>Each row is a promise about all that can happen, each column a way to do the job: what programs can do today, the proposal as first
stated, and what is proposed. A violated cell leads to a shortest counterexample, as a diagram with a slider.</p>
<ul class="legend">${key.join('')}</ul>
${all.map(section).join('\n')}`,
  };
}
