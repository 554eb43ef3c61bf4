// SPDX-License-Identifier: MIT
// What was found by long runs: from which inputs, whether these are as they were, and the command that repeats each.
import { escapeHtml } from '../../explain/html.ts';
import { INPUTS } from '../../records/inputs.ts';
import { command, type Page, wide } from '../page.ts';
import type { RecordView, RunView } from '../recorded.ts';
import { frameOf, type Shown } from '../shown.ts';

/** How a run stands: a sign, and a word. @param trouble why the record cannot be read: nobody knows what was made */
export function standing(
  { run, gap }: RunView,
  trouble?: string,
): readonly [sign: string, word: string, kind: string] {
  if (run === undefined)
    return trouble === undefined ? ['·', 'never made', 'quiet'] : ['?', trouble, 'stale'];
  if (gap === undefined) return ['✓', 'as it was found', 'holds'];
  return run.ok ? ['~', gap, 'stale'] : ['✗', gap, 'violated'];
}

function runLine(view: RunView, trouble: string | undefined): string {
  const [sign, word, kind] = standing(view, trouble);
  const { title, text, place, command: again } = view;
  const id = view.run === undefined ? '' : `${view.with}; id ${view.run.id}, `;
  return `<tr><th scope="row">${escapeHtml(title)}</th><td class="${kind}">${sign} ${escapeHtml(word)}</td><td>${escapeHtml(text)}<br><span class="quiet">${escapeHtml(`${id}${place}`)}</span></td><td>${command(again)}</td></tr>`;
}

/** The hashes of inputs now, and which runs that are recorded were made with other ones. */
function hashes({ inputs, runs }: RecordView): string {
  const recorded = runs.filter(({ run }) => run !== undefined);
  const heads = recorded.map(({ title }) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  const lines = INPUTS.map((input) => {
    const cells = recorded.map(({ run, changed }) => {
      const was = run!.inputs[input];
      if (was === inputs[input]) return '<td class="holds">✓</td>';
      if (was !== undefined) return `<td class="stale" title="then ${escapeHtml(was)}">~</td>`;
      if (changed.includes(input)) return '<td class="stale" title="not recorded">?</td>';
      return '<td class="quiet">·</td>';
    });
    return `<tr><th scope="row">${escapeHtml(input)} <code class="quiet">${inputs[input]}</code></th>${cells.join('')}</tr>`;
  });
  return `<h2>What findings depend on</h2>
<p>Each part with its hash as it is now. ✓ the run was made with it, ~ it has changed since, ? which it was is not recorded, · the run does not depend on it.</p>
${wide(
  'hashes of the inputs',
  `<table class="dots"><thead><tr><td></td>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`,
)}`;
}

/** The page. */
export function evidencePage({ subject, record }: Shown): Page {
  const { slug } = subject.proposal;
  const { runs, trouble } = record;
  const count = (is: (view: RunView) => boolean) => runs.filter(is).length;
  const others = [
    [count(({ run, gap }) => run !== undefined && gap !== undefined), 'stale, or did not hold'],
    [count(({ run }) => run === undefined), 'never made'],
  ];
  const figures = [
    [count(({ gap }) => gap === undefined), 'may be claimed'],
    ...(trouble === undefined ? others : []),
  ].map(([figure, what]) => `<div><b>${figure}</b>${what}</div>`);
  const table =
    runs.length === 0
      ? '<p>No long run of it is wanted: it has no kernel part yet.</p>'
      : wide(
          'runs',
          `<table><caption>Long runs</caption><thead><tr><th scope="col">run</th><th scope="col">how it stands</th><th scope="col">what it found</th><th scope="col">again</th></tr></thead><tbody>${runs.map((view) => runLine(view, trouble)).join('\n')}</tbody></table>`,
        );
  return {
    ...{ path: `${slug}/evidence.html`, title: `${slug}: the evidence`, ...frameOf(slug) },
    body: `<p>The verdicts and counterexamples of this site were searched while it was made: ${command(`./syspec report ${slug}`)}. What takes hours
is on record. A run may be claimed when it held, and nothing that it depends on has changed since.</p>
${trouble === undefined ? '' : `<p class="bad">${escapeHtml(trouble)}</p>`}
<div class="figures">${figures.join('')}</div>
${table}
${hashes(record)}
<p>How all of it stands: ${command('./syspec test records')}. All of it again: ${command('./syspec test --full')}</p>`,
  };
}
