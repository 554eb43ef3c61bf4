// SPDX-License-Identifier: MIT
// The kernel side: which rule which lane and which seeded fault speaks of, which runs are recorded, and how much of each graph was walked.
import { counted, grouped } from '../../base/plural.ts';
import { escapeHtml, prose } from '../../explain/html.ts';
import { command, hrefTo, type Page, wide } from '../page.ts';
import { type KernelRow, kernelRows } from '../recorded.ts';
import { type OwnLaneRow, rulesByLane, type Spoken } from '../rules.ts';
import { frameOf, type Shown } from '../shown.ts';
import { standing } from './evidence.ts';

function cellOf(spoken: Spoken): string {
  if (spoken === 'model') return '<td class="quiet">model</td>';
  if (typeof spoken !== 'number')
    return `<td class="title">${spoken.length === 0 ? '–' : escapeHtml(spoken.join(', '))}</td>`;
  return `<td class="number${spoken === 0 ? ' quiet' : ''}">${spoken === 0 ? '–' : grouped(spoken)}</td>`;
}

/** The lanes that judge themselves, each with the rules that it names. */
function ownTable(own: readonly OwnLaneRow[]): string {
  if (own.length === 0) return '';
  const lines = own.map(({ name, what = 'it is there no more', rules, state }) => {
    const named = rules.length === 0 ? 'no rule by its id' : rules.join(', ');
    return `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(what)}</td><td>${named}</td><td>${escapeHtml(state)}</td></tr>`;
  });
  return `<p>The <em>own lanes</em> judge themselves, without the model. What each tries, and which rules it names:</p>
${wide('own lanes', `<table><thead><tr><th scope="col">own lane</th><th scope="col">tries</th><th scope="col">rules</th><th scope="col">recorded</th></tr></thead><tbody>${lines.join('\n')}</tbody></table>`)}`;
}

function lanesTable(shown: Shown, from: string): string {
  const { proposal } = shown.subject;
  const { lanes, rules, own } = rulesByLane(shown);
  const heads = lanes.map(
    ({ name, state }) =>
      `<th scope="col">${escapeHtml(name)} <span class="quiet">${escapeHtml(state)}</span></th>`,
  );
  const lines = rules.map(({ id, spoken }) => {
    const rule = proposal.rules.find((one) => one.id === id)!;
    const cells = spoken.map(cellOf);
    const why =
      rule.untested === undefined ? '' : ` <span class="stale">untested: ${prose(rule.untested)}</span>`;
    return `<tr><th scope="row">${id}</th><td class="title">${prose(rule.text)}${why}</td>${cells.join('')}</tr>`;
  });
  return `<p>How many cases, errors, graphs and attacks speak of each rule. Below the name of a lane stands what is recorded of it: a number here says
that something asks, and <a href="${hrefTo(`${proposal.slug}/evidence.html`, from)}">the evidence</a> whether it was answered.</p>
${wide('rules by lane', `<table class="matrix"><thead><tr><th scope="col">rule</th><th scope="col">says</th>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`)}
<p><em>model</em>: each call of the lane is compared with the model, and so asks of each rule that the model has.</p>
${ownTable(own)}`;
}

/** A dot where a fault breaks a rule. */
function faultsTable(
  shown: Shown,
  kind: string,
  faults: readonly { name: string; breaks: readonly string[] }[],
): string {
  const { rules, errors } = shown.subject.proposal;
  const ruleOf = (id: string) => errors.find((row) => row.id === id)?.rule ?? id;
  const broken = faults.map(({ breaks }) => new Set(breaks.map(ruleOf)));
  if (faults.length === 0) return `<p>There are none: nothing shows that a rule bites there.</p>`;
  const heads = faults.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`);
  const lines = rules.map(({ id }) => {
    const cells = broken.map((ids) =>
      ids.has(id) ? '<td class="violated" title="breaks it">●</td>' : '<td></td>',
    );
    const many = broken.filter((ids) => ids.has(id)).length;
    return `<tr><th scope="row">${id} <span class="quiet">${many === 0 ? 'no fault' : many}</span></th>${cells.join('')}</tr>`;
  });
  return wide(
    kind,
    `<table class="dots"><thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`,
  );
}

const keyOf = ({ row }: KernelRow): string => `${row.lane}: ${row.scenario ?? 'all'}`;

/** What a lane has many of, where that is not sequences. */
const NOUNS: Readonly<Record<string, string>> = { attack: 'attack', schedule: 'path', atomicity: 'path' };

/** Lanes by run: what each found. */
function runsTable(rows: readonly KernelRow[]): string {
  if (rows.length === 0) return '<p>No run on a kernel is recorded.</p>';
  const runs = [...new Set(rows.map(({ view }) => view))];
  const heads = runs.map((view) => {
    const [sign, word, kind] = standing(view);
    return `<th scope="col">${escapeHtml(view.title)}<br><span class="${kind}">${sign} ${escapeHtml(word)}</span></th>`;
  });
  const lines = [...new Set(rows.map(keyOf))].map((key) => {
    const cells = runs.map((view) => {
      const found = rows.find((one) => one.view === view && keyOf(one) === key);
      if (found === undefined) return '<td class="quiet">–</td>';
      const { verdict, lane, cases, calls } = found.row;
      const what = counted(cases, NOUNS[lane] ?? 'sequence');
      const kind = verdict === 'holds' && view.gap !== undefined ? 'stale' : verdict;
      return `<td class="${kind}">${verdict}, ${what}, ${counted(calls, 'call')}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(key)}</th>${cells.join('')}</tr>`;
  });
  return wide(
    'lanes by run',
    `<table><thead><tr><th scope="col">lane</th>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`,
  );
}

/** How much of each graph a kernel was walked through; the graphs that nobody was walked through too. */
function coverTable({ rows }: Shown, walked: readonly KernelRow[]): string {
  const graphs = new Map(rows.map((row) => [`${row.variant}\n${row.scenario}`, row]));
  const lines = [...graphs.values()].flatMap(({ variant, scenario, transitions }) => {
    const now = transitions === null ? 'not counted' : grouped(transitions);
    const own = walked.filter(
      (one) =>
        one.variant === variant &&
        one.row.lane === 'schedule' &&
        one.row.scenario === scenario &&
        one.row.transitions !== null,
    );
    const head = `<th scope="row">${escapeHtml(variant)}</th><th scope="row">${escapeHtml(scenario)}</th><td class="number">${now}</td>`;
    if (own.length === 0) return [`<tr>${head}<td class="quiet">never walked, on record</td><td></td></tr>`];
    return own.map(({ row, view, kernel }) => {
      const { covered, total } = row.transitions!;
      const share = Math.floor((100 * covered) / Math.max(total, 1));
      const [sign, word, kind] = standing(view);
      const text = `${grouped(covered)} of ${grouped(total)}`;
      const bar = `<span class="bar ${kind}" role="img" aria-label="${text} transitions"><span style="width: ${share}%"></span></span>`;
      return `<tr>${head}<td>${bar}${text}</td><td class="${kind}">${escapeHtml(kernel)}: ${sign} ${escapeHtml(word)}</td></tr>`;
    });
  });
  return wide(
    'transition cover',
    `<table><thead><tr><th scope="col">variant</th><th scope="col">scenario</th><th scope="col" class="number">transitions now</th><th scope="col">walked</th><th scope="col">kernel</th></tr></thead><tbody>${lines.join('\n')}</tbody></table>`,
  );
}

/** The page. */
export function conformancePage(shown: Shown): Page {
  const { subject, conformance, faults, record } = shown;
  const { slug } = subject.proposal;
  const path = `${slug}/conformance.html`;
  const rows = kernelRows(record);
  const seeded = subject.models.mutants.map(({ name, breaks }) => ({ name, breaks }));
  const none =
    conformance === undefined
      ? '<p class="stale">It has no kernel part yet: nothing of it was run on a kernel.</p>'
      : '';
  return {
    ...{ path, title: `${slug}: on a kernel`, ...frameOf(slug) },
    body: `${none}
<h2>Rules by lane</h2>
${lanesTable(shown, path)}
<h2>Rules by seeded fault of the series</h2>
${faultsTable(shown, 'rules by seeded fault of the series', faults)}
<p>Which lane kills which: ${command(`./syspec mutants ${slug} --all-lanes --all`)}</p>
<h2>Rules by seeded fault of the model</h2>
${faultsTable(shown, 'rules by seeded fault of the model', seeded)}
<p>Is each caught? ${command(`./syspec check ${slug} --mutants`)}</p>
<h2>Lanes by run</h2>
${runsTable(rows)}
<h2>Transition cover</h2>
${coverTable(shown, rows)}
<p>Again: ${command(`./syspec conform ${slug} --lane schedule`)}</p>`,
  };
}
