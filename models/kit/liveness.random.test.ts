// SPDX-License-Identifier: MIT
// Random graphs: fair parts found by decomposition, against all sets of states that a behaviour could go round in.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explore } from './explore.ts';
import { graphModel } from './fixtures/graph-model.ts';
import { againAndAgain, eventually, leadsTo, liveness, settles, strongly, weakly } from './liveness.ts';
import type { Property } from './property.ts';
import type { Trace } from './trace.ts';

type Edge = readonly [from: number, name: string, to: number];
type At = { readonly at: number };

interface Sample {
  readonly edges: readonly Edge[];
  readonly weak: readonly string[];
  readonly strong: readonly string[];
  readonly claim: 'eventually' | 'again' | 'settles' | 'leads' | 'either';
  readonly p: readonly number[];
  readonly q: readonly number[];
}

const STATES = [0, 1, 2, 3, 4];
const cases: fc.Arbitrary<Sample> = fc.record({
  edges: fc.uniqueArray(fc.tuple(fc.nat(4), fc.constantFrom('a', 'b', 'c'), fc.nat(4)), {
    minLength: 1,
    maxLength: 12,
    selector: String,
  }),
  weak: fc.subarray(['a', 'b', 'c']),
  strong: fc.subarray(['a', 'b', 'c']),
  claim: fc.constantFrom('eventually', 'again', 'settles', 'leads', 'either'),
  p: fc.subarray(STATES),
  q: fc.subarray(STATES),
});

function propertyOf({ weak, strong, claim, p, q }: Sample): Property<At> {
  const named = (name: string) => (step: { params: readonly unknown[] }) => step.params[0] === name;
  const fairness = [
    ...weak.map((name) => weakly(name, named(name))),
    ...strong.map((name) => strongly(name, named(name))),
  ];
  const [isP, isQ] = [p, q].map(
    (set) =>
      ({ at }: At) =>
        set.includes(at),
  ) as [(s: At) => boolean, (s: At) => boolean];
  if (claim === 'leads') return leadsTo('claim', isP, isQ, fairness);
  const anyOf = {
    eventually: [eventually(isP)],
    again: [againAndAgain(isP)],
    settles: [settles(isP)],
    either: [settles(isP), againAndAgain(isQ)],
  }[claim];
  return liveness('claim', { anyOf, fairness });
}

/** Whether going round in `set`, by all edges inside, is fair. */
function isFair({ edges, weak, strong }: Sample, set: readonly number[], inside: readonly Edge[]): boolean {
  const takes = (name: string) => inside.some(([, edge]) => edge === name);
  const able = (name: string) =>
    set.filter((s) => edges.some(([from, edge, to]) => from === s && edge === name && to !== s)).length;
  return (
    weak.every((name) => takes(name) || able(name) < set.length) &&
    strong.every((name) => takes(name) || able(name) === 0)
  );
}

/** Whether going round in `set` does not do what the claim asks of the end. */
function isBadEnd({ claim, p, q }: Sample, set: readonly number[]): boolean {
  const some = (wanted: readonly number[]) => set.some((s) => wanted.includes(s));
  const all = (wanted: readonly number[]) => set.every((s) => wanted.includes(s));
  switch (claim) {
    case 'eventually':
    case 'again':
      return !some(p);
    case 'settles':
      return !all(p);
    case 'either':
      return !all(p) && !some(q);
    case 'leads':
      return !some(q);
  }
}

function reach(
  edges: readonly Edge[],
  from: readonly number[],
  may: (s: number) => boolean,
): readonly number[] {
  const found = from.filter(may);
  for (const s of found) {
    for (const [a, , b] of edges) if (a === s && may(b) && !found.includes(b)) found.push(b);
  }
  return found;
}

/** The answer by trying every set of states. */
function isViolated(given: Sample): boolean {
  const { edges, claim, p, q } = given;
  const anywhere = reach(edges, [0], () => true);
  const reached =
    claim === 'eventually'
      ? reach(edges, [0], (s) => !p.includes(s))
      : claim === 'leads'
        ? reach(
            edges,
            anywhere.filter((s) => p.includes(s)),
            (s) => !q.includes(s),
          )
        : anywhere;
  for (let bits = 1; bits < 32; bits++) {
    const set = STATES.filter((s) => (bits >> s) & 1);
    if (!set.every((s) => reached.includes(s)) || !isBadEnd(given, set)) continue;
    const inside = edges.filter(([a, , b]) => a !== b && set.includes(a) && set.includes(b));
    const connected = set.every((s) => reach(inside, [s], () => true).length === set.length);
    if (connected && isFair(given, set, inside)) return true;
  }
  return false;
}

/** Checks that a lasso is a fair behaviour of the graph that ends badly. */
function checkLasso(given: Sample, { initial, steps, loop }: Trace<At>): void {
  const states = [initial.at, ...steps.map(({ state }) => state.at)];
  const taken = steps.map(({ params }, i): Edge => [states[i]!, params[0] as string, states[i + 1]!]);
  expect(given.edges).toEqual(expect.arrayContaining(taken));
  expect(states[0]).toBe(0);
  expect(states.at(-1)).toBe(states[loop!]);
  const set = [...new Set(states.slice(loop))];
  expect(isBadEnd(given, set)).toBe(true);
  // One step may be that of several processes.
  const round = taken.slice(loop).flatMap(([a, , b]) => given.edges.filter(([c, , d]) => a === c && b === d));
  expect(isFair(given, set, round)).toBe(true);
  if (given.claim === 'eventually') expect(states.some((s) => given.p.includes(s))).toBe(false);
  if (given.claim === 'leads') {
    const last = Math.max(...states.map((s, i) => (given.q.includes(s) ? i : -1)));
    expect(states.slice(last + 1).some((s) => given.p.includes(s))).toBe(true);
  }
}

it('a fair loop is found exactly where there is one', () => {
  const seen = { holds: 0, violated: 0 };
  fc.assert(
    fc.property(cases, (given) => {
      const [verdict] = explore(graphModel(given.edges), { properties: [propertyOf(given)] }).verdicts;
      expect(verdict!.kind).toBe(isViolated(given) ? 'violated' : 'holds');
      seen[verdict!.kind as 'holds'] += 1;
      if (verdict!.kind === 'violated') checkLasso(given, verdict!.trace);
    }),
    { numRuns: 800 },
  );
  expect(Math.min(seen.holds, seen.violated)).toBeGreaterThan(50);
});
