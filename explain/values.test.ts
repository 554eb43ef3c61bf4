// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Claim, Proposal } from '../spec/index.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import { counterexamples } from './counterexamples.ts';
import { showShort } from './short.ts';
import { type Story, tell } from './story.ts';
import { type OperatorValues, spokenAtEnd } from './values.ts';

const { proposal } = lease();
const [found] = counterexamples(lease(), 'today-look', {});
const claim: Claim = { ...proposal.claims[0]!, safety: '`peer[p]` is in Named(p)' };
const formula = { name: 'C1_Peer', claim: 'C1', tokens: ['task', 'peer', 'Named'], line: 1 };
const known: Proposal = { ...proposal, formulas: [formula] };

const task = (peer: string) => ({ pc: 'done', peer });
const FIRST = { cwd: 'R', task: { c1: task('none'), c2: task('iA'), c3: task('iA') } };
const LAST = { cwd: 'R', task: { ...FIRST.task, c1: task('iB') } };

const spoken = (operators: OperatorValues, last: object = LAST, told: Proposal = known) =>
  spokenAtEnd(told, claim, { operators: () => operators }, { scenario: 's', first: FIRST, last, raw: last });

const NAMED = { c1: new Set(['iA', 'L']), c2: new Set(['iA']) };

test('an operator that the claim names is said with its value, of whom the steps have changed', () => {
  const { lines, about } = spoken({ Named: NAMED, Other: { c1: 1 } });
  expect(about).toEqual(['c1']);
  expect(lines).toEqual(['c1: peer = iB', 'Named(c1) = {iA, L}']);
});

test('of an operator that is not about a record each argument is said; where nothing is known, nothing', () => {
  expect(spoken({ Named: { A: [], B: ['x'] } }).lines.slice(1)).toEqual(['Named(A) = []', 'Named(B) = [x]']);
  expect(spoken({}).lines).toEqual(['c1: peer = iB']);
});

test('a record as it was in the beginning is left out, unless all are', () => {
  expect(spoken({}, FIRST).lines).toEqual(['c2: peer = iA', 'c3: peer = iA']);
});

test('the model is asked about the state as it has it, in the scenario', () => {
  const asked: unknown[] = [];
  const operators = (scenario: string, state: unknown): OperatorValues => {
    asked.push(scenario, state);
    return {};
  };
  tell({ ...found!, models: { ...found!.models, operators } });
  expect(asked).toEqual([found!.scenario, found!.trace.steps.at(-1)!.state]);
});

/** A story whose steps are one call of c2, and something of another one. */
function shortOf(middle: string): string[] {
  const texts = ['look(lease)', middle, 'returns ENOENT'];
  const step = (lane: string, at: number) => ({
    ...tell(found!).steps[0]!,
    ...{ lane, number: at + 1, text: texts[at]!, isCall: at === 0 },
  });
  const steps: Story['steps'] = [
    step('c2', 0),
    { ...step('c2', 1), isSeen: middle === 'sleeps' },
    step('c2', 2),
  ];
  const lines = showShort({ ...tell(found!), steps }, { columns: 80, colors: false }).split('\n');
  return lines.filter((line) => /^ +\d/.test(line)).map((line) => line.slice(2, 3));
}

test('in short the call stays in which the claim breaks, where nothing else tells of it', () => {
  expect(shortOf('walks on')).toEqual(['1', '3']);
  expect(shortOf('sleeps')).toEqual(['2', '3']);
});

test('the call is the last one of those that the claim is about', () => {
  const { steps } = tell(found!);
  expect(steps.map(({ isCall }) => isCall)).toEqual([false, false, false, false]);
  const calls = { ...found!.models, narrate: () => ({ lane: 'c1', text: 'take(lease)' }) };
  expect(tell({ ...found!, models: calls }).steps.map(({ isCall }) => isCall)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
