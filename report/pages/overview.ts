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
  const figures = [
    [grouped(counterexamples.length), 'counterexamples, each a diagram'],
    [grouped(sumOf(rows)), 'states explored'],
    recorded(record),
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

function recorded({ runs, trouble }: RecordView): readonly [figure: string, what: string] {
  if (trouble !== undefined) return ['none', 'of the long runs may be claimed: the record cannot be read'];
  if (runs.length === 0) return ['none', 'recorded on a kernel: it has no kernel part yet'];
  const claimed = runs.filter(({ gap }) => gap === undefined).length;
  return [`${claimed} of ${runs.length}`, 'long runs held, and were made of what is here now'];
}

/** What a long run is, how many count, and how the others come to count. */
function longRuns(slug: string, { runs, trouble }: RecordView): string {
  if (trouble !== undefined) return `<p class="bad">${escapeHtml(trouble)}</p>\n`;
  if (runs.length === 0) return '';
  const doubtful = runs.flatMap(({ run, gap }) => (run === undefined || gap === undefined ? [] : [run]));
  const held = doubtful.filter(({ ok }) => ok).length;
  const never = runs.filter(({ run }) => run === undefined).length;
  const others = (
    [
      [held, 'held, and what they were made of has changed since'],
      [doubtful.length - held, 'did not hold'],
      [never, `${never === 1 ? 'was' : 'were'} never made`],
    ] as const
  ).flatMap(([many, how]) => (many === 0 ? [] : [`${many} ${how}`]));
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
