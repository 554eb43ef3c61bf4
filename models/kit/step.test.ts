// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { explore } from './explore.ts';
import { graphModel } from './fixtures/graph-model.ts';
import { always, alwaysStep, noDeadlock, type Property, reachable } from './property.ts';

type At = { readonly at: number };

/** A ring with a chord, and a step that changes nothing. */
const ring = graphModel([
  [0, 'on', 1],
  [1, 'on', 2],
  [2, 'on', 3],
  [3, 'back', 0],
  [2, 'skip', 0],
  [3, 'stay', 3],
]);

const judge = (property: Property<At>, limits = {}) =>
  explore(ring, { properties: [property], limits }).verdicts[0]!;

/** The steps that a property is asked about. */
function asked(): readonly string[] {
  const seen: string[] = [];
  judge(
    alwaysStep('asked', (before, { action, params }, after) => {
      seen.push(`${before.at} ${action}(${params}) ${after.at}`);
      return true;
    }),
  );
  return seen;
}

describe('a property of steps', () => {
  it('is asked about each transition once, also into known states and back to the same', () => {
    expect([...asked()].sort()).toEqual([
      '0 step(on) 1',
      '1 step(on) 2',
      '2 step(on) 3',
      '2 step(skip) 0',
      '3 step(back) 0',
      '3 step(stay) 3',
    ]);
  });

  it('holds', () => {
    expect(judge(alwaysStep('bounded', (before, _, after) => after.at <= before.at + 1))).toEqual({
      property: 'bounded',
      kind: 'holds',
    });
  });

  it('is violated by a shortest trace whose last step is the bad one', () => {
    const down = alwaysStep<At>(
      'up',
      (before, { params }, after) => params[0] === 'stay' || after.at > before.at,
    );
    expect(judge(down)).toEqual({
      property: 'up',
      kind: 'violated',
      trace: {
        initial: { at: 0 },
        steps: [
          { action: 'step', params: ['on'], state: { at: 1 }, result: 'on' },
          { action: 'step', params: ['on'], state: { at: 2 }, result: 'on' },
          { action: 'step', params: ['skip'], state: { at: 0 }, result: 'skip' },
        ],
      },
    });
  });

  it('tells apart two instances that lead the same way', () => {
    const twice = graphModel([
      [0, 'a', 1],
      [0, 'b', 1],
    ]);
    const property = alwaysStep<At>('only a', (_, { params }) => params[0] === 'a');
    expect(explore(twice, { properties: [property] }).verdicts[0]).toMatchObject({
      kind: 'violated',
      trace: { steps: [{ params: ['b'] }] },
    });
  });

  it('is inconclusive when a limit left steps unseen', () => {
    const property = alwaysStep<At>('no way back', (_, { params }) => params[0] !== 'back');
    expect(judge(property).kind).toBe('violated');
    expect(judge(property, { states: 3 })).toEqual({
      property: 'no way back',
      kind: 'inconclusive',
      reason: 'states',
    });
  });

  it('may not write, and returns true or false', () => {
    // biome-ignore lint/suspicious/noExplicitAny: a careless author.
    const wrong = (value: unknown) => value as any;
    const failure = (holds: (before: At, step: unknown, after: At) => unknown) => () =>
      judge(alwaysStep('bad', wrong(holds)));
    expect(failure((before) => Object.assign(before, { at: 7 }).at === 7)).toThrow(
      'graph: property "bad": writes at',
    );
    expect(failure((_, __, after) => Object.assign(after, { at: 7 }).at === 7)).toThrow('writes at');
    expect(failure(() => 1)).toThrow('graph: property "bad": returned 1, not true or false');
  });
});

describe('counts', () => {
  const properties: Property<At>[] = [
    always('low', ({ at }) => at < 2),
    reachable('three', ({ at }) => at === 3),
    noDeadlock('goes on'),
    always('small', ({ at }) => at < 9),
    reachable('nine', ({ at }) => at === 9),
    alwaysStep('any', () => true),
  ];

  it('are those of all states, with the first that is not as usual', () => {
    const { counts, verdicts } = explore(ring, { properties, count: true });
    expect(counts).toEqual([
      { property: 'low', states: 2, first: { state: { at: 2 }, tla: { at: '2' } } },
      { property: 'three', states: 1, first: { state: { at: 3 }, tla: { at: '3' } } },
      { property: 'small', states: 4 },
      { property: 'nine', states: 0 },
    ]);
    expect(verdicts).toEqual(explore(ring, { properties }).verdicts);
  });

  it('are left out unless asked for', () => {
    expect(explore(ring, { properties })).not.toHaveProperty('counts');
  });
});
