// SPDX-License-Identifier: MIT
// A state graph as SVG.
import { escapeHtml } from '../../explain/html.ts';
import type { DrawnGraph, Edge } from './graph.ts';
import { layOut, type Spot } from './layout.ts';

/** Pixels between states, and of one. */
const COLUMN = 52;
const ROW = 58;
const RADIUS = 14;
const MARGIN = 26;

/** As many as the style sheet has; of more, the next begins again. */
const LANE_COLOURS = 6;

/** Who steps in it, sorted. */
export const lanesOf = ({ edges }: DrawnGraph): string[] =>
  [...new Set(edges.map(({ lane }) => lane))].sort();

const colourOf = (lanes: readonly string[], lane: string): string =>
  `lane${lanes.indexOf(lane) % LANE_COLOURS}`;

/** The curve of an edge: down is straight where it can be, up and sideways bend out. */
function curve(a: Spot, b: Spot): string {
  const [x, y] = [MARGIN + a.x * COLUMN, MARGIN + a.y * ROW];
  const [u, v] = [MARGIN + b.x * COLUMN, MARGIN + b.y * ROW];
  if (x === u && y === v) return `M${x + RADIUS} ${y}c18 -14 18 22 -2 9`;
  if (b.y > a.y) {
    const bend = (v - y) / 3;
    return `M${x} ${y + RADIUS}C${x} ${y + RADIUS + bend} ${u} ${v - RADIUS - bend} ${u} ${v - RADIUS - 4}`;
  }
  const side = u >= x ? 1 : -1;
  return `M${x + side * RADIUS} ${y}C${x + side * 40} ${y - 8} ${u + side * 40} ${v + 8} ${u + side * (RADIUS + 4)} ${v}`;
}

/** An edge's tip: a page may have several graphs, and an id is there once. */
const tipOf = ({ variant, scenario }: DrawnGraph): string => `tip-${variant}-${scenario}`;

function edgeSvg(graph: DrawnGraph, edge: Edge, spots: readonly Spot[], lanes: readonly string[]): string {
  const { from, to, lane, text, isPath } = edge;
  const title = escapeHtml(`${from} to ${to}: ${lane}: ${text}`);
  const path = `<path d="${curve(spots[from]!, spots[to]!)}" marker-end="url(#${tipOf(graph)})"><title>${title}</title></path>`;
  return `<g class="edge ${colourOf(lanes, lane)}${isPath ? ' path' : ''}" data-from="${from}">${path}</g>`;
}

function stateSvg(state: number, { broken, initial }: DrawnGraph, spot: Spot): string {
  const [x, y] = [MARGIN + spot.x * COLUMN, MARGIN + spot.y * ROW];
  const bad = broken[state]!;
  const kind = [...(bad.length > 0 ? ['broken'] : []), ...(state < initial ? ['initial'] : [])].join(' ');
  const what = `state ${state}${bad.length > 0 ? `: ${bad.join(', ')} violated` : ''}`;
  // Who does not see the red sees the square.
  const side = RADIUS - 1;
  const shape =
    bad.length > 0
      ? `<rect x="${x - side}" y="${y - side}" width="${2 * side}" height="${2 * side}"/>`
      : `<circle cx="${x}" cy="${y}" r="${RADIUS}"/>`;
  const ring = state < initial ? `<circle class="ring" cx="${x}" cy="${y}" r="${RADIUS + 4}"/>` : '';
  return `<g class="node ${kind}" data-step="${state}"><title>${escapeHtml(what)}</title>${ring}${shape}<text x="${x}" y="${y + 4}">${state}</text></g>`;
}

/** The picture; `label` says what it is to who cannot see it. */
export function graphSvg(graph: DrawnGraph, label: string): string {
  const { edges, broken, initial } = graph;
  const spots = layOut({ states: broken.length, initial, edges });
  const lanes = lanesOf(graph);
  const width = 2 * MARGIN + Math.max(...spots.map(({ x }) => x)) * COLUMN;
  const height = 2 * MARGIN + Math.max(...spots.map(({ y }) => y)) * ROW;
  return [
    `<svg class="graph" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${width} ${height}" style="width: ${width}px">`,
    `<defs><marker id="${tipOf(graph)}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>`,
    ...[...edges]
      .sort((a, b) => Number(a.isPath) - Number(b.isPath))
      .map((edge) => edgeSvg(graph, edge, spots, lanes)),
    ...spots.map((spot, state) => stateSvg(state, graph, spot)),
    '</svg>',
  ].join('\n');
}

/** The same, small: its shape, with nothing to read or to point at. */
export function graphThumbnail(graph: DrawnGraph): string {
  const { edges, broken, initial } = graph;
  const spots = layOut({ states: broken.length, initial, edges });
  const lanes = lanesOf(graph);
  const width = 2 * MARGIN + Math.max(...spots.map(({ x }) => x)) * COLUMN;
  const height = 2 * MARGIN + Math.max(...spots.map(({ y }) => y)) * ROW;
  const drawn = lanes.map((lane) => {
    const own = edges.filter((edge) => edge.lane === lane);
    return `<path class="flow ${colourOf(lanes, lane)}" d="${own.map(({ from, to }) => curve(spots[from]!, spots[to]!)).join('')}"/>`;
  });
  const at = ({ x, y }: Spot, right: number): string => `M${MARGIN + x * COLUMN - right} ${MARGIN + y * ROW}`;
  const sound = spots.filter((_, state) => broken[state]!.length === 0);
  const bad = spots.filter((_, state) => broken[state]!.length > 0);
  const half = `a${RADIUS} ${RADIUS} 0 1 0`;
  const circles = sound.map((spot) => `${at(spot, RADIUS)}${half} ${2 * RADIUS} 0${half} ${-2 * RADIUS} 0`);
  const squares = bad.map(
    (spot) => `${at(spot, RADIUS)}v${-RADIUS}h${2 * RADIUS}v${2 * RADIUS}h${-2 * RADIUS}Z`,
  );
  return `<svg class="graph small" aria-hidden="true" viewBox="0 0 ${width} ${height}" width="${width}">${drawn.join('')}<path class="places" d="${circles.join('')}"/><path class="wrongs" d="${squares.join('')}"/></svg>`;
}

/** Which colour is whose. */
export function laneLegend(graph: DrawnGraph): string {
  const lanes = lanesOf(graph);
  const items = lanes.map(
    (lane) => `<li class="${colourOf(lanes, lane)}"><span class="swatch"></span>${escapeHtml(lane)}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}
