// SPDX-License-Identifier: MIT
// The first page: each proposal with its matrix.
import { grouped } from '../../base/plural.ts';
import { escapeHtml } from '../../explain/html.ts';
import { command, linkTo, type Page } from '../page.ts';
import type { RecordView } from '../recorded.ts';
import { HOME, pagesOf, type Shown } from '../shown.ts';
import { declared, matrixHtml, SIGN } from './matrix.ts';

function section(shown: Shown): string {
  const { subject, rows, counterexamples, record } = shown;
  const { slug, title } = subject.proposal;
  const claimed = record.runs.filter(({ gap }) => gap === undefined).length;
  const figures = [
    [grouped(counterexamples.length), 'counterexamples, each a diagram'],
    [grouped(sumOf(rows)), 'states explored'],
    record.runs.length === 0
      ? ['none', 'recorded on a kernel: it has no kernel part yet']
      : [`${claimed} of ${record.runs.length}`, 'long runs held, and were made of what is here now'],
  ].map(([figure, what]) => `<div><b>${figure}</b>${what}</div>`);
  const links = pagesOf(slug).map((link) => `<li>${linkTo(link, HOME.path)}</li>`);
  return `<section aria-labelledby="${slug}">
<h2 id="${slug}"><a href="${slug}/index.html">${escapeHtml(slug)}</a>: ${escapeHtml(title)}</h2>
<div class="figures">${figures.join('')}</div>
${longRuns(slug, record)}<p>${declared(rows)}.</p>
${matrixHtml(shown, HOME.path)}
<nav aria-label="pages of ${slug}"><ul>${links.join('')}</ul></nav>
</section>`;
}

/** What a long run is, how many count, and how the others come to count. */
function longRuns(slug: string, { runs }: RecordView): string {
  if (runs.length === 0) return '';
  const never = runs.filter(({ run }) => run === undefined).length;
  const broken = runs.filter(({ run, gap }) => run !== undefined && !run.ok && gap !== undefined).length;
  const stale = runs.filter(({ run, gap }) => run?.ok === true && gap !== undefined).length;
  const others = [
    ...(stale === 0 ? [] : [`${stale} held, and what they were made of has changed since`]),
    ...(broken === 0 ? [] : [`${broken} did not hold`]),
    ...(never === 0 ? [] : [`${never} ${never === 1 ? 'was' : 'were'} never made`]),
  ];
  const rest =
    others.length === 0
      ? ''
      : ` Of the others ${others.join('; ')}. To make these: ${command('./syspec test --full --stale')}`;
  const evidence = linkTo({ path: `${slug}/evidence.html`, text: 'the evidence' }, HOME.path);
  return `<p>A long run takes minutes or hours: it walks a booted kernel beside the model, or tries every seeded fault. What it found is kept with
hashes of its document, model, patches and tests, and counts while these are as they were.${rest} Each run, with the command that repeats it: ${evidence}.</p>
`;
}

/** Distinct states of all graphs that were searched. */
function sumOf(rows: Shown['rows']): number {
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
