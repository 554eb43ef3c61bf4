// SPDX-License-Identifier: MIT
// A difference between two state graphs, for people: the path to it, and both next-state sets.
import type { ClaimAgreement } from './claims.ts';
import type { Difference, PathStep, Successor } from './compare.ts';

/** The variables of a state's text, by name. */
function valuesOf(variables: readonly string[], state: string): ReadonlyMap<string, string> {
  return new Map(state.split('\n').map((value, i) => [variables[i]!, value]));
}

/** The variables of a state, a line each. */
function whole(variables: readonly string[], state: string): string[] {
  return [...valuesOf(variables, state)].map(([name, value]) => `${name} = ${value}`);
}

/** Those of them that are not as they were in the state before. */
function changes(variables: readonly string[], before: string, after: string): string[] {
  const old = new Set(whole(variables, before));
  return whole(variables, after).filter((line) => !old.has(line));
}

const indent = (lines: readonly string[], by: string): string[] => lines.map((line) => by + line);

function showPath(variables: readonly string[], path: readonly PathStep[]): string[] {
  return path.flatMap(({ action, state }, i) => {
    if (i === 0) return ['initially', ...indent(whole(variables, state), '    ')];
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

function showStates(variables: readonly string[], title: string, states: readonly string[]): string[] {
  return states.flatMap((state) => [`${title}:`, ...indent(whole(variables, state), '    ')]);
}

/**
 * The difference as lines, without a newline at the end; `left` and `right` name the two sides. Of a state on a path,
 * and of a successor, those variables are shown that have changed.
 */
export function showDifference(difference: Difference, left: string, right: string): string {
  switch (difference.kind) {
    case 'variables':
      return `the variables differ\n${left}: ${difference.left.join(', ')}\n${right}: ${difference.right.join(', ')}`;
    case 'not injective': {
      const side = difference.side === 'left' ? left : right;
      const title = `two states of the ${side} have the same text`;
      return showStates(difference.variables, title, [difference.state]).join('\n');
    }
    case 'initial': {
      const { variables, onlyLeft, onlyRight } = difference;
      return [
        'the initial states differ',
        ...showStates(variables, `only in the ${left}`, onlyLeft),
        ...showStates(variables, `only in the ${right}`, onlyRight),
      ].join('\n');
    }
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

/** A claim that is not true of the same states, as lines, without a newline at the end. */
export function showClaim(
  { claim, satisfying, first }: ClaimAgreement,
  variables: readonly string[],
  left: string,
  right: string,
): string {
  const counts = `${claim} is true of ${satisfying.model} states of the ${left} and ${satisfying.tla} of the ${right}`;
  if (first === null) return `${counts}, though of the same ones of those that both have`;
  const only = first.model ? left : right;
  return [`${counts}; the first where it is only by the ${only}:`, ...showPath(variables, first.path)].join(
    '\n',
  );
}
