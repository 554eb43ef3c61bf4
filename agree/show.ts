// SPDX-License-Identifier: MIT
// A difference between two state graphs, for people: the path to it, and both next-state sets.
import type { Difference, PathStep, Successor } from './compare.ts';

/** The variables of a state's text, by name. */
function valuesOf(variables: readonly string[], state: string): ReadonlyMap<string, string> {
  return new Map(state.split('\n').map((value, i) => [variables[i]!, value]));
}

/** What changed from one state to the next, a line each. */
function changes(variables: readonly string[], before: string, after: string): string[] {
  const old = valuesOf(variables, before);
  return [...valuesOf(variables, after)]
    .filter(([name, value]) => old.get(name) !== value)
    .map(([name, value]) => `${name} = ${value}`);
}

const indent = (lines: readonly string[], by: string): string[] => lines.map((line) => by + line);

function showPath(variables: readonly string[], path: readonly PathStep[]): string[] {
  return path.flatMap(({ action, state }, i) => {
    if (i === 0) return ['initially', ...indent(changes(variables, '', state), '    ')];
    return [`${i}. ${action}`, ...indent(changes(variables, path[i - 1]!.state, state), '    ')];
  });
}

function showSteps(
  variables: readonly string[],
  from: string,
  title: string,
  steps: readonly Successor[],
): string[] {
  if (steps.length === 0) return [`${title}: none`];
  return [
    `${title}:`,
    ...steps.flatMap(({ action, state }) => [
      `  ${action}`,
      ...indent(changes(variables, from, state), '    '),
    ]),
  ];
}

/** The difference as lines; `left` and `right` name the two sides. */
export function showDifference(difference: Difference, left: string, right: string): string {
  switch (difference.kind) {
    case 'variables':
      return `the variables differ\n${left}: ${difference.left.join(', ')}\n${right}: ${difference.right.join(', ')}`;
    case 'not injective': {
      const side = difference.side === 'left' ? left : right;
      return `two states of the ${side} have the same text:\n${difference.state}`;
    }
    case 'initial':
      return [
        'the initial states differ',
        ...difference.onlyLeft.map((state) => `only in the ${left}:\n${state}`),
        ...difference.onlyRight.map((state) => `only in the ${right}:\n${state}`),
      ].join('\n');
    case 'steps': {
      const { variables, path } = difference;
      const here = path.at(-1)!.state;
      return [
        ...showPath(variables, path),
        'here the next states differ',
        ...showSteps(variables, here, `only in the ${left}`, difference.onlyLeft),
        ...showSteps(variables, here, `only in the ${right}`, difference.onlyRight),
        ...showSteps(variables, here, 'in both', difference.both),
      ].join('\n');
    }
  }
}
