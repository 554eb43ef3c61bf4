// SPDX-License-Identifier: MIT
// States one after the other, as what stands at each place and what changes from one to the next.
import { leavesOf } from '../explain/state.ts';

/** The places of all states, and their values: the first state's, then what differs in each of the others from the one before. */
export interface Movie {
  readonly places: readonly (readonly string[])[];
  readonly first: readonly string[];
  readonly changes: readonly (readonly (readonly [place: number, value: string])[])[];
}

/** What stands where there is no such place in a state: a field of what is not there. */
const ABSENT = '';

/** The movie of at least one state. */
export function movieOf(states: readonly unknown[]): Movie {
  const frames = states.map(
    (state) => new Map(leavesOf(state).map(({ path, text }) => [path.join('\n'), text])),
  );
  const names = [...new Set(frames.flatMap((frame) => [...frame.keys()]))];
  const values = frames.map((frame) => names.map((name) => frame.get(name) ?? ABSENT));
  return {
    places: names.map((name) => name.split('\n')),
    first: values[0]!,
    changes: values
      .slice(1)
      .map((after, at) =>
        after.flatMap((value, place): [number, string][] =>
          value === values[at]![place] ? [] : [[place, value]],
        ),
      ),
  };
}

/** A heading of the table of a state, and the name below it: `task c1` and `pc`, `queue` and `A`, `owner` and nothing. */
export function namesOf([variable = '', key, ...rest]: readonly string[]): readonly [string, string] {
  if (key === undefined) return [variable, ''];
  return rest.length === 0 ? [variable, key] : [`${variable} ${key}`, rest.join('.')];
}
