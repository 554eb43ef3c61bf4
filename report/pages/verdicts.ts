// SPDX-License-Identifier: MIT
// The verdicts of one proposal: the matrix, and each claim by scenario.
import { escapeHtml, prose } from '../../explain/html.ts';
import type { Claim } from '../../spec/index.ts';
import type { Row } from '../../verdicts/row.ts';
import { linesOf, sentences } from '../../verdicts/summary.ts';
import { command, hrefTo, type Page, wide } from '../page.ts';
import { counterexamplePath, frameOf, type Shown } from '../shown.ts';
import { declared, matrixHtml, SIGN } from './matrix.ts';

/** The matrix, and what it comes to. */
export function verdictsPage(shown: Shown): Page {
  const { proposal } = shown.subject;
  const { slug, title, variants } = proposal;
  const path = `${slug}/index.html`;
  const told = sentences(linesOf(proposal, shown.rows)).map((text) => `<li>${prose(text)}</li>`);
  const names = variants.map(({ name, what }) => `<dt>${escapeHtml(name)}</dt><dd>${prose(what)}</dd>`);
  return {
    ...{ path, title: `${slug}: ${title}`, ...frameOf(slug) },
    body: `${matrixHtml(shown, path)}
<p>${declared(shown.rows)}. Again: ${command(`./syspec check ${slug} --all`)}</p>
<ul>${told.join('\n')}</ul>
<h2>The variants</h2>
<dl>${names.join('\n')}</dl>
<h2>Why</h2>
<p>${prose((proposal.prose.Motivation ?? '').split('\n\n')[0] ?? '')}</p>`,
  };
}

function rowCell(row: Row | undefined, shown: Shown, from: string): string {
  if (row === undefined) return '<td class="quiet">–</td>';
  const { verdict, ok, variant, scenario, claim } = row;
  const found = shown.counterexamples.find(
    (one) => one.row === claim && one.story.variant === variant && one.story.scenario === scenario,
  );
  const word = `${SIGN[verdict]} ${verdict}${ok ? '' : ', not as declared'}`;
  const text =
    found === undefined ? word : `<a href="${hrefTo(counterexamplePath(found), from)}">${word}</a>`;
  return `<td class="${verdict}${ok ? '' : ' undeclared'}">${text}</td>`;
}

function claimHtml(claim: Claim, shown: Shown, from: string): string {
  const { proposal } = shown.subject;
  const own = shown.rows.filter((row) => row.claim.split('.')[0] === claim.id);
  const names = [...new Set(own.map((row) => row.claim))];
  const parts = (['safety', 'progress', 'liveness', 'fairness'] as const).flatMap((part) =>
    claim[part] === undefined ? [] : [`<dt>${part}</dt><dd>${prose(claim[part])}</dd>`],
  );
  const heads = proposal.variants.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const lines = names.flatMap((name) => {
    const scenarios = [...new Set(own.filter((row) => row.claim === name).map(({ scenario }) => scenario))];
    return scenarios.map((scenario) => {
      const cells = proposal.variants.map((variant) =>
        rowCell(
          own.find((row) => row.claim === name && row.scenario === scenario && row.variant === variant.name),
          shown,
          from,
        ),
      );
      return `<tr><th scope="row">${name}</th><th scope="row">${escapeHtml(scenario)}</th>${cells.join('')}</tr>`;
    });
  });
  return `<section aria-labelledby="${claim.id}">
<h2 id="${claim.id}">${claim.id}: ${escapeHtml(claim.title)}</h2>
<dl>${parts.join('\n')}</dl>
<p class="quiet">${escapeHtml(`${proposal.file.split('/').slice(-2).join('/')}:${claim.line}`)}; rules: ${claim.rules.join(', ') || 'none'}.
${command(`./syspec check ${proposal.slug} --claim ${claim.id} --all`)}</p>
${wide(`${claim.id} by scenario`, `<table class="matrix"><thead><tr><th scope="col">row</th><th scope="col">scenario</th>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`)}
</section>`;
}

/** Each claim, and its verdict in every scenario. */
export function claimsPage(shown: Shown): Page {
  const { slug, claims } = shown.subject.proposal;
  const path = `${slug}/claims.html`;
  return {
    ...{ path, title: `${slug}: the claims, by scenario`, ...frameOf(slug) },
    body: claims.map((claim) => claimHtml(claim, shown, path)).join('\n'),
  };
}
