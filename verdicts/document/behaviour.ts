// SPDX-License-Identifier: MIT
// What the steps do: what others see of them, whether they repeat, and what they refuse, against what the model does.
import { Comparing, type Comparison, type Repeaters, untold } from './fact.ts';
import { compareLooks } from './looks.ts';
import { NO_WORDS, once, placeOfAction } from './told.ts';

const stepsOf = once((told) => told.steps?.());
const refusalsOf = once((told) => told.refusals?.());
const checksOf = once((told) => told.checks?.());

const listed = (names: readonly string[]): string => [...new Set(names)].sort().join(', ') || 'nothing';

/** What is said twice in a row is said once. */
const inOrder = (names: readonly string[]): string =>
  names.filter((name, at) => name !== names[at - 1]).join(', ');

function compareEffects(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const told = stepsOf(models);
  if (told === undefined) return untold('effects of the steps', 'the model', NO_WORDS);
  const comparing = new Comparing();
  const says = new Map(told.map((each) => [each.action, each]));
  for (const { action, visible, repeats, line } of proposal.steps) {
    const said = says.get(action);
    const [mine, theirs] = [{ file: proposal.file, line }, placeOfAction(repeaters, action)];
    comparing.equal(
      `what is visible after ${action}`,
      { ...mine, says: listed(visible) },
      { ...theirs, says: said === undefined ? 'no such step was taken' : listed(said.visible) },
    );
    comparing.equal(
      `whether ${action} repeats`,
      { ...mine, says: repeats ? 'yes' : 'no' },
      { ...theirs, says: said === undefined ? 'no such step was taken' : said.repeats ? 'yes' : 'no' },
    );
  }
  return comparing.done('effects of the steps', 'the model');
}

const NO_REFUSALS = { ordered: [] as readonly string[], others: [] as readonly string[] };

/** What is checked in a table is not said again in the text. */
function compareMentions(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const told = refusalsOf(models);
  if (told === undefined) return untold('errnos of the steps', 'the model', NO_WORDS);
  const comparing = new Comparing();
  const says = new Map(told.map((each) => [each.action, each]));
  const inTables = new Set([...proposal.checks, ...proposal.outcomes].map(({ action }) => action));
  const steps = new Set(proposal.steps.map(({ action }) => action));
  for (const { action, errnos, line } of proposal.mentions) {
    if (!steps.has(action) && !says.has(action)) continue;
    const { ordered, others } = (inTables.has(action) ? undefined : says.get(action)) ?? NO_REFUSALS;
    const all = [...new Set([...ordered, ...others])];
    const [mine, theirs] = [{ file: proposal.file, line }, placeOfAction(repeaters, action)];
    comparing.equal(
      `the errnos of ${action}`,
      { ...mine, says: listed(errnos) },
      { ...theirs, says: listed(all) },
    );
    comparing.equal(
      `the order of the errnos of ${action}`,
      { ...mine, says: inOrder(errnos.filter((errno) => ordered.includes(errno))) },
      { ...theirs, says: inOrder(ordered) },
    );
  }
  return comparing.done('errnos of the steps', 'the model');
}

const errnosText = (errnos: Readonly<Record<string, string>>): string =>
  Object.entries(errnos)
    .map(([call, errno]) => `${call} ${errno}`)
    .sort()
    .join(', ');

function compareChecks(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const told = checksOf(models);
  if (told === undefined) return untold('checks', 'the model', NO_WORDS);
  const comparing = new Comparing();
  for (const action of new Set([...proposal.checks, ...told].map((each) => each.action))) {
    const theirs = placeOfAction(repeaters, action);
    const mine = proposal.checks.filter((each) => each.action === action);
    const said = told.filter((each) => each.action === action);
    for (let at = 0; at < Math.max(mine.length, said.length); at += 1) {
      const [row, other] = [mine[at], said[at]];
      const text = (check: typeof other) =>
        check === undefined ? 'no more' : `${check.when}: ${errnosText(check.errnos)}`;
      comparing.equal(
        `check ${at + 1} of ${action}`,
        { file: proposal.file, line: row?.line ?? mine[0]?.line ?? 0, says: text(row) },
        { ...theirs, says: text(other) },
      );
    }
  }
  return comparing.done('checks', 'the model');
}

/** The columns that say what a step does, the errnos of its text, and its checks. */
export const compareBehaviour = (repeaters: Repeaters): Comparison[] => [
  compareEffects(repeaters),
  compareMentions(repeaters),
  compareChecks(repeaters),
  ...compareLooks(repeaters),
];
