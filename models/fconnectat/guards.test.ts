// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { tell } from '../../explain/story.ts';
import { askExplorer } from '../../verdicts/explorer.ts';
import { selectSubjects } from '../../verdicts/select.ts';
import { fconnectat as models } from './index.ts';

const [subject] = selectSubjects(['fconnectat']);
const { proposal } = subject!;

/** The action and the guard at which the mutant's counterexample could have been stopped. */
function stoppedAt(name: string) {
  const { claim: id, part, scenario } = models.mutants.find((one) => one.name === name)!.killedBy;
  const instance = models.mutant(name, scenario);
  const [verdict] = askExplorer(instance, [{ claim: id, part }]).verdicts;
  if (verdict?.kind !== 'violated') throw new Error(`${name} breaks nothing`);
  const claim = proposal.claims.find((one) => one.id === id)!;
  const { trace } = verdict;
  const story = { proposal, models, variant: name, scenario, claim, trace, model: instance.model };
  const { steps } = tell({ ...story, part: 'safety', unexplained: false });
  const stopped = steps.find(({ guard }) => guard !== undefined);
  return [trace.steps[stopped!.number - 1]!.action, stopped!.guard!.rule, stopped!.guard!.text];
}

describe('a row of the table that is not checked is named at the step that should have', () => {
  it.each([
    ['E1', 'SysEnter', 'EINVAL'],
    ['E10', 'SysEnter', 'ENOENT'],
    ['E12', 'PathInit', 'ENOTDIR'],
    ['E14', 'WalkComponent', 'ENAMETOOLONG'],
    ['E18', 'Find', 'ELOOP'],
    ['E24', 'Lock', 'EAGAIN'],
    ['E27', 'Lock', 'EINVAL'],
  ])('%s', (id, action, errno) => {
    expect(stoppedAt(`lacks-${id}`)).toEqual([action, 'R13', `${id} comes first: ${errno}`]);
  });
});

describe('a check that comes too early is stopped where it is made', () => {
  it('state-first', () =>
    expect(stoppedAt('state-first')).toEqual(['SysEnter', 'R13', 'E11 comes first: EBADF']));
  it('socket-first', () =>
    expect(stoppedAt('socket-first')).toEqual(['Find', 'R13', 'E20 comes first: EACCES']));
});

describe('a fault of one step is named at that step', () => {
  it.each([
    ['skip-may-write', 'Find', 'R7'],
    ['ignore-backlog', 'Lock', 'R9'],
    ['queue-on-dead', 'Lock', 'R10'],
    ['never-returns', 'AcceptWake', 'R9'],
    ['swallow-on-signal', 'Woken', 'R12'],
    ['swallow-on-failure', 'Lock', 'R12'],
    ['resolve-again', 'Woken', 'R2'],
    ['restart-on-signal', 'Woken', 'R11'],
    ['death-resolves-again', 'Lock', 'R10'],
    ['caller-cwd', 'PathInit', 'R3'],
  ])('%s', (name, action, rule) => {
    expect(stoppedAt(name).slice(0, 2)).toEqual([action, rule]);
  });
});
