// SPDX-License-Identifier: MIT
// A share of the paths of two-phase commit, beside all that its graph has.
import { describe, expect, test } from 'vitest';
import { type TwoPhaseState, twoPhase } from '../../../cli/bench/two-phase.ts';
import { pairsOf, pairsOn } from './pairs.ts';
import type { Scene } from './scene.ts';
import { share } from './share.ts';
import { Tree } from './tree.ts';
import { Walk } from './walk.ts';

const sceneOf = (more: Partial<Scene<TwoPhaseState>> = {}): Scene<TwoPhaseState> => ({
  model: twoPhase(3),
  tasks: {},
  setUp: () => [],
  act: () => ({ ops: [], events: [] }),
  show: () => ({}),
  probe: () => [],
  isOneOnKernel: () => false,
  isAttackers: () => false,
  observed: (state) => state,
  read: () => undefined,
  ...more,
});

const walk = new Walk(sceneOf());
const edges = [...walk.graph.target.keys()];
const few = share(walk, { seed: 1, drawn: 0 });

describe('a share of the paths', () => {
  test('begins where the graph does, and goes along its edges', () => {
    for (const path of few.paths) {
      expect(walk.source(path[0]!)).toBeLessThan(walk.graph.initial);
      for (const [i, edge] of path.slice(1).entries())
        expect(walk.source(edge)).toBe(walk.graph.target[path[i]!]);
    }
  });

  test('meets every action, and every two that follow one another anywhere', () => {
    const met = new Set(few.paths.flatMap((path) => pairsOn(walk, path)));
    const all = new Set<number>();
    for (const edge of edges)
      for (const next of walk.open(walk.graph.target[edge]!))
        for (const pair of pairsOn(walk, [edge, next])) all.add(pair);
    expect(met).toEqual(all);
    expect(new Set(pairsOf(walk, new Tree(walk)).keys())).toEqual(all);
    const labels = (of: Iterable<number>) => new Set([...of].map((edge) => walk.graph.label(edge).text));
    expect(labels(few.paths.flat())).toEqual(labels(edges));
  });

  test('says how many transitions it has, and they are not all', () => {
    expect(few.transitions).toBe(new Set(few.paths.flat()).size);
    expect(few.transitions).toBeLessThan(edges.length / 2);
  });

  test('is the same for the same seed, and another for another', () => {
    const drawn = (seed: number) => share(walk, { seed, drawn: 10 }).paths;
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    expect(drawn(7).length).toBeGreaterThan(few.paths.length);
  });

  test('has what is asked for, as far as the graph has it', () => {
    const asked = ['RMPrepare(2)', 'TMRcvPrepared(2)', 'RMPrepare(1)', 'TMCommit()', 'TMAbort()'];
    const { paths } = share(walk, { seed: 1, drawn: 0, traces: [asked] });
    expect(walk.labels(paths[0]!).slice(0, 3)).toEqual(asked.slice(0, 3));
    expect(walk.labels(paths[0]!)).not.toContain('TMCommit()');
  });

  test('goes on to a state in which a path may end', () => {
    const isEnd = ({ tmState }: TwoPhaseState) => tmState === 'aborted';
    const ending = new Walk(sceneOf({ isEnd }));
    const { paths } = share(ending, { seed: 1, drawn: 5, traces: [['RMPrepare(0)']] });
    const ends = paths.map((path) => ending.graph.state(ending.graph.target[path.at(-1)!]!));
    // Who has committed does not abort any more.
    expect(ends.filter((state) => !isEnd(state) && state.tmState !== 'committed')).toEqual([]);
    expect(ends.some(isEnd)).toBe(true);
  });

  test('takes no edge that is closed, and is empty where all are', () => {
    const closed = new Walk(
      sceneOf({ closed: ({ action }) => (action === 'TMAbort' ? 'bound' : undefined) }),
    );
    const { paths } = share(closed, { seed: 1, drawn: 10 });
    expect(paths.flatMap((path) => closed.labels(path))).not.toContain('TMAbort()');
    const none = new Walk(sceneOf({ closed: () => 'bound' }));
    expect(share(none, { seed: 1, drawn: 10 })).toEqual({ paths: [], transitions: 0 });
  });
});
