// SPDX-License-Identifier: MIT
// The verdict matrix: a row a claim, a column a variant.
import { grouped } from '../../base/plural.ts';
import { escapeHtml } from '../../explain/html.ts';
import type { Found, Row } from '../../verdicts/row.ts';
import { type Cell, linesOf } from '../../verdicts/summary.ts';
import { hrefTo, wide } from '../page.ts';
import { type Counterexample, counterexamplePath, type Shown } from '../shown.ts';

/** A sign beside the word, for whoever sees no colours. */
export const SIGN: Readonly<Record<Found, string>> = {
  holds: '✓',
  violated: '✗',
  unreached: '○',
  inconclusive: '?',
};

/** The shortest counterexample to a claim that a variant has; undefined without one. */
export function shortest(
  counterexamples: readonly Counterexample[],
  variant: string,
  claim: string,
): Counterexample | undefined {
  return counterexamples
    .filter(({ story }) => story.variant === variant && story.claim.id === claim)
    .sort((a, b) => a.story.steps.length - b.story.steps.length)[0];
}

function cellHtml(cell: Cell | undefined, href: string | undefined): string {
  if (cell === undefined) return '<td class="quiet">not asked</td>';
  const { found, ok } = cell;
  const word = `${SIGN[found]} ${found}${ok ? '' : ', not as declared'}`;
  const text = href === undefined ? word : `<a href="${href}">${word}</a>`;
  return `<td class="${found}${ok ? '' : ' undeclared'}">${text}</td>`;
}

/** The matrix of a proposal on the page `from`. A violated cell leads to a shortest counterexample. */
export function matrixHtml({ subject, rows, counterexamples }: Shown, from: string): string {
  const { proposal } = subject;
  const { slug, variants } = proposal;
  const lines = linesOf(proposal, rows).map(({ claim, cells }) => {
    const own = variants.map(({ name }) => {
      const found =
        cells.get(name)?.found === 'violated' ? shortest(counterexamples, name, claim.id) : undefined;
      return cellHtml(cells.get(name), found && hrefTo(counterexamplePath(found), from));
    });
    const id = `<a href="${hrefTo(`${slug}/claims.html#${claim.id}`, from)}">${claim.id}</a>`;
    return `<tr><th scope="row">${id}</th><td class="title">${escapeHtml(claim.title)}</td>${own.join('')}</tr>`;
  });
  const heads = variants.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  return wide(
    `verdicts of ${slug}`,
    `<table class="matrix"><caption>What each variant does with each claim, in all scenarios</caption><thead><tr><th scope="col">claim</th><th scope="col">says</th>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`,
  );
}

/** How many rows are as the document declares them. */
export function declared(rows: readonly Row[]): string {
  if (rows.length === 0) return 'Nothing was asked, so nothing is known';
  const right = rows.filter(({ ok }) => ok).length;
  return right === rows.length
    ? `${grouped(rows.length)} rows, every verdict as declared`
    : `${grouped(rows.length - right)} of ${grouped(rows.length)} rows are not as declared`;
}
