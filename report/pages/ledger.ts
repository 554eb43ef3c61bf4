// SPDX-License-Identifier: MIT
// What the proposal leaves open: both answers of each question, which is taken, and what tells them apart.
import { breaking } from '../../conformance/kernel/review/series.ts';
import { escapeHtml, prose } from '../../explain/html.ts';
import { readAnswer } from '../../spec/index.ts';
import { command, type Page } from '../page.ts';
import { frameOf, type Shown } from '../shown.ts';

/** The page. */
export function ledgerPage({ subject, faults }: Shown): Page {
  const { slug, ambiguities, file } = subject.proposal;
  const items = ambiguities.map(({ id, question, one, other, taken, why, line }) => {
    const by = breaking(faults, id);
    const tells =
      by.length === 0
        ? '<span class="stale">No seeded fault of the series breaks it.</span>'
        : `A kernel with the other answer fails: ${by.map((name) => `<code>${escapeHtml(name)}</code>`).join(', ')}.`;
    const answers = [one, other].map((text, i) => {
      const isTaken = (i === 0) === (taken === 'the first');
      return `<li${isTaken ? ' class="taken"' : ''}>${isTaken ? '✓ taken: ' : 'not taken: '}${prose(readAnswer(text).text)}</li>`;
    });
    return `<section aria-labelledby="${id}">
<h2 id="${id}">${id}: ${prose(question)}</h2>
<ul>${answers.join('\n')}</ul>
<p>${prose(why)}</p>
<p>${tells} <span class="quiet">${escapeHtml(`${file.split('/').slice(-2).join('/')}:${line}`)}</span></p>
</section>`;
  });
  return {
    ...{ path: `${slug}/ledger.html`, title: `${slug}: what was open, and what was taken`, ...frameOf(slug) },
    body: `<p>As a file to send: ${command(`./syspec docs ${slug}`)}, which writes <code>ledger.md</code>.</p>\n${items.join('\n') || '<p>Nothing was open.</p>'}`,
  };
}
