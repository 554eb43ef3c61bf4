// SPDX-License-Identifier: MIT
// A slider over states, the state that it stands at, and the data by which the script moves it.
import { escapeHtml } from '../explain/html.ts';
import { NOTHING } from '../explain/state.ts';
import { type Movie, namesOf } from './movie.ts';

/** What is said at each place of the slider; HTML, of which the first is at 0. */
export interface Played {
  readonly movie: Movie;
  readonly said: readonly string[];
  /** What the slider moves over: `step`, `state`. */
  readonly unit: string;
  /** Whether values that have just changed are marked: where a place of the slider follows from the one before. */
  readonly marksChanges: boolean;
}

/** What is not shown: what is none or empty, and what is not there. */
const QUIET = [...NOTHING, ''];

/** The table of a state: a row for each variable or record, and what is none or empty hidden. */
function stateTable({ places, first }: Movie): string {
  const rows = new Map<string, string[]>();
  for (const [at, place] of places.entries()) {
    const [group, name] = namesOf(place);
    const value = first[at]!;
    const hidden = QUIET.includes(value) ? ' hidden' : '';
    const label = name === '' ? '' : `<b>${escapeHtml(name)}</b> `;
    const leaf = `<span class="leaf" data-leaf="${at}"${hidden}>${label}<span class="value">${escapeHtml(value)}</span></span>`;
    rows.set(group, [...(rows.get(group) ?? []), leaf]);
  }
  const lines = [...rows].map(
    ([group, leaves]) => `<tr><th scope="row">${escapeHtml(group)}</th><td>${leaves.join(' ')}</td></tr>`,
  );
  return `<table class="state"><caption>The state</caption>${lines.join('\n')}</table>`;
}

/** JSON that can stand in a script element. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The slider. The script gives it its life; without one it is not shown. */
export function controls({ movie, said: texts, unit, marksChanges }: Played): string {
  const last = movie.changes.length;
  const { places, first, changes } = movie;
  const data = { first, changes, texts, unit, marksChanges, quiet: QUIET };
  return `<div class="controls" hidden>
<button type="button" data-go="-1" aria-label="${unit} before">◀</button>
<input type="range" min="0" max="${last}" value="0" step="1" aria-label="${unit}, of ${last}">
<button type="button" data-go="1" aria-label="${unit} after">▶</button>
<output>${texts[0] ?? ''}</output>
<script type="application/json">${inScript({ ...data, places: places.length })}</script>
</div>`;
}

/** Slider, picture and state beside each other. */
export function player(played: Played, picture: string, aside = ''): string {
  return `<div class="player">
${controls(played)}
<div class="picture">${picture}</div>
<aside aria-label="state">${stateTable(played.movie)}${aside}</aside>
</div>`;
}
