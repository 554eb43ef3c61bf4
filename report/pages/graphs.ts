// SPDX-License-Identifier: MIT
// State graphs: the small ones drawn, of all how large they are.
import { grouped } from '../../base/plural.ts';
import { escapeHtml } from '../../explain/html.ts';
import { type DrawnGraph, MOST_STATES } from '../graph/graph.ts';
import { graphSvg, graphThumbnail, laneLegend } from '../graph/svg.ts';
import { command, hrefTo, linkTo, type Page, wide } from '../page.ts';
import { player } from '../player.ts';
import { frameOf, graphPath, type Shown } from '../shown.ts';

const labelOf = ({ variant, scenario, broken, edges }: DrawnGraph): string =>
  `State graph of ${variant} in ${scenario}: ${broken.length} states, ${edges.length} steps`;

/** Sizes of all graphs, and small pictures of those that are drawn. */
export function graphsPage({ subject, rows, graphs }: Shown): Page {
  const { slug, variants, scenarios } = subject.proposal;
  const path = `${slug}/graphs.html`;
  const heads = variants.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const lines = scenarios.map(({ name: scenario }) => {
    const cells = variants.map(({ name: variant }) => {
      const row = rows.find((one) => one.variant === variant && one.scenario === scenario);
      const graph = graphs.find((one) => one.variant === variant && one.scenario === scenario);
      if (row === undefined) return '<td class="quiet number">–</td>';
      const size = row.distinct === null ? 'not counted' : grouped(row.distinct);
      const text = graph === undefined ? size : `<a href="${hrefTo(graphPath(graph), path)}">${size}</a>`;
      return `<td class="number">${text}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(scenario)}</th>${cells.join('')}</tr>`;
  });
  const cards = graphs.map((graph) => {
    const { variant, scenario } = graph;
    const link = linkTo({ path: graphPath(graph), text: `${variant} in ${scenario}` }, path);
    return `<li>${graphThumbnail(graph)}${link}</li>`;
  });
  return {
    ...{ path, title: `${slug}: state graphs`, ...frameOf(slug) },
    body: `<p>Graphs of at most ${MOST_STATES} states are drawn. Their sizes are links. Larger ones are no picture.</p>
${wide('sizes of the graphs', `<table class="matrix"><caption>States, by scenario and variant</caption><thead><tr><th scope="col">scenario</th>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`)}
<h2>Drawn</h2>
<ul class="cards">${cards.join('\n')}</ul>`,
  };
}

/** What is said of each state: what is wrong with it, and where it goes on. */
function captions({ broken, edges, initial }: DrawnGraph): string[] {
  return broken.map((claims, state) => {
    const out = edges.filter(({ from }) => from === state);
    const begins = state < initial ? ' It begins here.' : '';
    const bad = claims.length === 0 ? '' : ` <span class="bad">✗ ${claims.join(', ')} violated.</span>`;
    const steps = out.map(
      ({ to, lane, text }) =>
        `<button type="button" class="go" data-to="${to}">${escapeHtml(`${lane}: ${text}`)} → ${to}</button>`,
    );
    return `<b>State ${state}.</b>${begins}${bad} ${steps.join('') || 'Nothing can happen any more.'}`;
  });
}

/** One graph. */
export function graphPage(graph: DrawnGraph): Page {
  const { slug, variant, scenario, states, path: row } = graph;
  const path = graphPath(graph);
  const thick = row === null ? '' : ` Thick steps are a shortest counterexample to ${escapeHtml(row)}.`;
  const played = { movie: states, said: captions(graph), unit: 'state', marksChanges: false };
  const again = `./syspec check ${slug} --variant ${variant} --scenario ${scenario} --all`;
  const label = labelOf(graph);
  return {
    ...{ path, title: `${slug} ${variant}: the state graph of ${scenario}`, ...frameOf(slug) },
    body: `<p>${escapeHtml(label)}. A row is as many steps from the beginning as another; the ring is where it begins. A red square is a
state in which a claim is violated.${thick}</p>
${laneLegend(graph)}
${player(played, wide(label, graphSvg(graph, label)))}
<p>Again: ${command(again)}</p>`,
  };
}
