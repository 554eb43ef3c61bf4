// SPDX-License-Identifier: MIT
// Where a behaviour can go round for ever, fairly: strongly connected parts of a graph (Emerson and Lei; Streett).
import { Components } from './components.ts';
import type { EdgeTable } from './edges.ts';

/** A graph with its fairness: sets of processes are bits. */
export interface FairGraph extends EdgeTable {
  /** The processes of which each edge is a step; none for one that changes nothing. */
  readonly takes: Int32Array;
  /** The processes that can take a step in each state. */
  readonly enabled: Int32Array;
  readonly weak: number;
  readonly strong: number;
}

/** A part in which a behaviour can stay, visiting all of it. */
export interface FairPart {
  readonly members: readonly number[];
  /** Marks the members in `part`. */
  readonly id: number;
}

/** What a cycle must visit besides: a state for each bit of `goals`, as `marks` has it. */
export interface Goals {
  readonly marks: Int32Array;
  readonly goals: number;
}

/** What a part offers: steps taken inside, processes enabled anywhere and everywhere, goals met. */
interface Census {
  readonly takes: number;
  readonly somewhere: number;
  readonly everywhere: number;
  readonly marks: number;
  readonly moves: boolean;
}

/** Largest parts among `members` in each of which a fair cycle can visit everything; they do not overlap. */
export function fairParts(
  graph: FairGraph,
  { marks, goals }: Goals,
  members: readonly number[],
  part: Int32Array,
): readonly FairPart[] {
  const components = new Components(graph);
  const found: FairPart[] = [];
  let id = 1;
  for (const s of members) part[s] = id;
  const work: FairPart[] = [{ members, id }];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    for (const inside of components.of(next.members, part, next.id)) {
      id += 1;
      for (const s of inside) part[s] = id;
      const seen = census(graph, marks, inside, part, id);
      if (!seen.moves || (seen.marks & goals) !== goals) continue;
      if ((graph.weak & seen.everywhere & ~seen.takes) !== 0) continue;
      const hungry = graph.strong & seen.somewhere & ~seen.takes;
      if (hungry === 0) {
        found.push({ members: inside, id });
        continue;
      }
      // Whoever is strongly fair and takes no step in here must not be able to: only the other states are left.
      id += 1;
      const rest = inside.filter((s) => ((graph.enabled[s] as number) & hungry) === 0);
      for (const s of rest) part[s] = id;
      work.push({ members: rest, id });
    }
  }
  return found;
}

function census(
  { first, target, takes, enabled }: FairGraph,
  marks: Int32Array,
  members: readonly number[],
  part: Int32Array,
  id: number,
): Census {
  const seen = { takes: 0, somewhere: 0, everywhere: -1, marks: 0, moves: false };
  for (const s of members) {
    seen.somewhere |= enabled[s] as number;
    seen.everywhere &= enabled[s] as number;
    seen.marks |= marks[s] as number;
    for (let edge = first[s] as number; edge < (first[s + 1] as number); edge++) {
      const to = target[edge] as number;
      if (part[to] !== id || to === s) continue;
      seen.moves = true;
      seen.takes |= takes[edge] as number;
    }
  }
  return seen;
}

/** Whether a behaviour may stay in one state for ever. */
export function mayRest({ enabled, weak, strong }: FairGraph, state: number): boolean {
  return ((enabled[state] as number) & (weak | strong)) === 0;
}
