// SPDX-License-Identifier: MIT
// The Specification's tables: against what the model's own specification answers when it is asked.
import { Comparing, type Comparison, placeInModel, type Repeaters, untold } from './fact.ts';
import { comparePhrases } from './phrases.ts';
import { NO_WORDS, once } from './told.ts';

const specificationOf = once((told) => told.specification?.());

/** The domains of what is remembered, and the phrases of each step. */
export function compareSpecification(repeaters: Repeaters): Comparison[] {
  const { proposal, models } = repeaters;
  const told = specificationOf(models);
  if (told === undefined) return [untold('specification', 'the model', NO_WORDS)];
  const comparing = new Comparing();
  const { state, steps, seen } = proposal.specification;
  const first = { file: proposal.file, line: state[0]?.line ?? steps[0]?.line ?? 0 };
  const placeFor = (name: string) => placeInModel(repeaters, new RegExp(`\\b${name}\\b`, 'i'));
  const names = (all: readonly string[] = []) => [...all].sort().join(', ') || 'nothing';
  comparing.equal(
    'what an outsider sees',
    { ...first, line: seen?.line ?? first.line, says: names(seen?.names) },
    { ...placeFor('observing'), says: names(told.seen) },
  );
  for (const variable of new Set([...state, ...told.state].map((each) => each.variable))) {
    const row = state.find((each) => each.variable === variable);
    const said = told.state.find((each) => each.variable === variable);
    comparing.equal(
      `the domain of ${variable} of the specification`,
      { ...first, line: row?.line ?? first.line, says: row?.domain ?? 'no such variable' },
      { ...placeFor(variable), says: said?.domain ?? 'no such variable' },
    );
  }
  for (const step of new Set([...steps, ...told.steps].map((each) => each.step))) {
    const row = steps.find((each) => each.step === step);
    const said = told.steps.find((each) => each.step === step);
    comparePhrases(
      comparing,
      `the step ${step} of the specification`,
      { ...first, line: row?.line ?? first.line, says: row?.sees ?? null },
      { ...placeFor(step), says: said?.says ?? null },
    );
  }
  return [comparing.done('specification', 'the model')];
}
