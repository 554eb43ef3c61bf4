// SPDX-License-Identifier: MIT
// Random graphs and specifications: the product of numbers against one that keeps sets of texts, for all short traces.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explore } from './explore.ts';
import { graphModel } from './fixtures/graph-model.ts';
import { refines, type Specification } from './refinement.ts';

type Edge = readonly [from: number, name: string, to: number];

const edges = (names: readonly string[], max: number) =>
  fc.uniqueArray(fc.tuple(fc.nat(4), fc.constantFrom(...names), fc.nat(4)), {
    minLength: 1,
    maxLength: max,
    selector: String,
  });

const cases = fc.record({
  model: edges(['a', 'b'], 9),
  /** A name without a letter is a hidden step. */
  spec: edges(['a', 'b', ''], 14),
  /** What is observed of each state of either. */
  seen: fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
});

/** The edges of a graph over observations, as a specification: its state must be seen as the model's is. */
function specificationOf(spec: readonly Edge[], seen: readonly number[]): Specification<number, number> {
  const to = (h: number, name: string, o: number) =>
    spec
      .filter(([from, edge, target]) => from === h && edge === name && seen[target] === o)
      .map(([, , t]) => t);
  return {
    initial: (o) => (seen[0] === o ? [0] : []),
    next: (h, _, actor, after) => to(h, actor, after),
    hidden: (h, o) => to(h, '', o),
  };
}

/** The fewest steps to one that nothing explains, by sets of states as texts; undefined when there is none. */
function gapDepth(model: readonly Edge[], seen: readonly number[], s: Specification<number, number>) {
  const closed = (set: ReadonlySet<number>, o: number) => {
    const all = new Set(set);
    for (const h of all) for (const to of s.hidden!(h, o)) all.add(to);
    return all;
  };
  let level = new Map([['0', { at: 0, set: closed(new Set(s.initial(seen[0]!)), seen[0]!) }]]);
  const known = new Set<string>();
  for (let depth = 1; level.size > 0; depth++) {
    const next: typeof level = new Map();
    for (const { at, set } of level.values()) {
      for (const [from, name, to] of model) {
        if (from !== at || to === from) continue;
        const [before, after] = [seen[from]!, seen[to]!];
        const reached = new Set([...set].flatMap((h) => s.next(h, before, name, after)));
        const found = closed(before === after ? new Set([...reached, ...set]) : reached, after);
        if (found.size === 0) return depth;
        const key = `${to} ${[...found].sort()}`;
        if (!known.has(key)) next.set(key, { at: to, set: found });
        known.add(key);
      }
    }
    level = next;
  }
  return undefined;
}

it('a gap is found exactly where there is one, and by a shortest trace', () => {
  const kinds = { holds: 0, violated: 0 };
  const lengths = new Set<number>();
  fc.assert(
    fc.property(cases, ({ model, spec, seen }) => {
      const specification = specificationOf(spec, seen);
      const property = refines('random', {
        observe: ({ at }: { at: number }) => seen[at]!,
        actor: ({ params }) => params[0] as string,
        specification,
      });
      const [verdict] = explore(graphModel(model), { properties: [property] }).verdicts;
      const depth = gapDepth(model, seen, specification);
      expect(verdict!.kind).toBe(depth === undefined ? 'holds' : 'violated');
      kinds[verdict!.kind as 'holds'] += 1;
      if (verdict!.kind !== 'violated') return;
      lengths.add(verdict!.trace.steps.length);
      expect(verdict!.trace.steps.length).toBe(depth);
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(kinds.holds, kinds.violated)).toBeGreaterThan(50);
  expect(lengths.size).toBeGreaterThan(2);
});
