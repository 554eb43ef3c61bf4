// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { lease } from '../../verdicts/fixtures/lease.ts';
import { look } from '../find.ts';
import { layOut } from './layout.ts';
import { graphSvg } from './svg.ts';

const PLACE = { slug: 'lease', variant: 'today-look', scenario: 'pair' };
const GRAPH = look(lease(), PLACE).graph!;

test('states that break a claim are marked, and the path leads from the beginning to one', () => {
  const broken = GRAPH.broken.flatMap((claims, state) => (claims.length > 0 ? [state] : []));
  expect(broken.length).toBeGreaterThan(0);
  const path = GRAPH.edges.filter(({ isPath }) => isPath);
  expect(path[0]!.from).toBe(0);
  for (const [i, { from }] of path.entries()) if (i > 0) expect(from).toBe(path[i - 1]!.to);
  expect(GRAPH.broken[path.at(-1)!.to]).toContain('C1');
  const good = look(lease(), { ...PLACE, variant: 'proposed' }).graph!;
  expect(good.broken.flat()).toEqual([]);
  expect(good.path).toBeNull();
});

test('the picture has each state and each step once, and a name', () => {
  const svg = graphSvg(GRAPH, 'a <graph>');
  expect(svg.match(/class="node/g)).toHaveLength(GRAPH.broken.length);
  expect(svg.match(/class="edge/g)).toHaveLength(GRAPH.edges.length);
  expect(svg).toContain('aria-label="a &lt;graph&gt;"');
  expect(svg.match(/<rect/g)).toHaveLength(GRAPH.broken.filter((claims) => claims.length > 0).length);
});

test('a row is a distance, and no two states stand in one spot', () => {
  const edges = [
    { from: 0, to: 1 },
    { from: 0, to: 2 },
    { from: 1, to: 3 },
    { from: 2, to: 3 },
    { from: 3, to: 0 },
    { from: 3, to: 3 },
  ];
  const spots = layOut({ states: 4, initial: 1, edges });
  expect(spots.map(({ y }) => y)).toEqual([0, 1, 1, 2]);
  expect(new Set(spots.map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
});

test('edges that cross where they need not are untangled', () => {
  const edges = [
    { from: 0, to: 1 },
    { from: 0, to: 2 },
    { from: 1, to: 4 },
    { from: 2, to: 3 },
  ];
  const x = layOut({ states: 5, initial: 1, edges }).map((spot) => spot.x);
  expect(Math.sign(x[1]! - x[2]!)).toBe(Math.sign(x[4]! - x[3]!));
});
