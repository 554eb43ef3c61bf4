// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import type { Guard } from '../models/proposal.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import type { Subject } from '../verdicts/select.ts';
import { counterexamples } from './counterexamples.ts';
import { storyHtml } from './html.ts';
import { showShort } from './short.ts';
import { headline, lackingGuard, type Story, type Told, tell } from './story.ts';
import { showStory } from './text.ts';

function story(subject: Subject = lease(), variant = 'today-look'): Story {
  return tell(counterexamples(subject, variant, {})[0]!);
}

function withModels(change: Partial<Subject['models']>): Subject {
  const subject = lease();
  return { ...subject, models: { ...subject.models, ...change } };
}

test('each step has its number, its lane, the kernel function of the document, and its words', () => {
  const { lanes, steps } = story();
  expect(lanes).toEqual(['c1', 'c2']);
  expect(steps).toEqual([
    {
      number: 1,
      lane: 'c1',
      kernel: '__do_sys_lease',
      text: 'looks at <the lease>',
      changes: ['pc.c1 = take'],
      isSeen: false,
      isCall: false,
    },
    {
      number: 2,
      lane: 'c2',
      kernel: '__do_sys_lease',
      text: 'looks at <the lease>',
      changes: ['pc.c2 = take'],
      isSeen: false,
      isCall: false,
    },
    {
      ...{ number: 3, lane: 'c1', kernel: 'lease_take', text: 'takes it: OK' },
      changes: ['owner = c1', 'pc.c1 = done', 'ret.c1 = OK'],
      isSeen: true,
      isCall: false,
    },
    {
      ...{ number: 4, lane: 'c2', kernel: 'lease_take', text: 'takes it: OK', reaches: 'c1' },
      changes: ['owner = c2', 'pc.c2 = done', 'ret.c2 = OK'],
      isSeen: true,
      isCall: false,
      guard: expect.objectContaining({ rule: 'R1' }),
    },
  ]);
});

test('the rule is that of the guard; of a seeded fault without one those that it breaks', () => {
  const { rules, claim } = story();
  expect(claim.id).toBe('C1');
  expect(rules).toEqual([
    { id: 'R1', text: 'The lease is looked at and taken under one lock, so that one caller has it.' },
  ]);
});

test('the narration may name the kernel function itself, and a lane that only is reached is one', () => {
  const narrate = () => ({ lane: 'b', text: '', kernel: 'vfs_own', reaches: 'a' });
  const { lanes, steps } = story(withModels({ narrate }));
  expect(lanes).toEqual(['a', 'b']);
  expect(steps[0]).toMatchObject({ kernel: 'vfs_own', reaches: 'a' });
});

test('a step whose kernel function the document does not quote goes by its own name', () => {
  const { steps } = story(lease((text) => text.replaceAll('`lease_take`', 'the taking')));
  expect(steps.map(({ kernel }) => kernel)).toEqual(['__do_sys_lease', '__do_sys_lease', 'Take', 'Take']);
});

test('the guard shown is that of the first step that one would have stopped', () => {
  const guard = (rule: string, action: string): Guard => ({
    ...{ rule, text: rule, stops: (step) => step.action === action },
  });
  const { steps } = story(withModels({ guards: [guard('R1', 'SysEnter'), guard('R2', 'Take')] }));
  // R2 is not a rule that the claim cites.
  expect(steps.flatMap(({ number, guard: found }) => (found ? [`${number} ${found.rule}`] : []))).toEqual([
    '1 R1',
  ]);
});

test('a rule that the claim cites and no guard names is not told, and of a fault those that it breaks are', () => {
  expect(story(withModels({ guards: [] })).rules).toEqual([]);
  expect(story(withModels({ guards: [] }), 'stays').rules.map(({ id }) => id)).toEqual(['R2']);
});

test('how it begins, what it ends in, and that nothing follows', () => {
  const { beginning, values, after } = story();
  expect(beginning).toEqual(['pc: c1 = enter, c2 = enter']);
  expect(values).toEqual(['ret: c1 = OK, c2 = OK']);
  expect(after).toBe('After that nothing can happen any more.');
});

test('who can go on is told, and who cannot', () => {
  const [found] = counterexamples(lease(), 'today-look', {});
  const { trace } = found!;
  const after = (steps: number) =>
    tell({ ...found!, trace: { ...trace, steps: trace.steps.slice(0, steps) } }).after;
  expect(after(3)).toBe('After that c2 can go on, and c1 cannot.');
  expect(after(2)).toBe('');
});

test('in a few lines: the steps that others see, and how it ends', () => {
  const lines = showShort(story(), { columns: 80, colors: false }).split('\n');
  expect(lines[0]).toBe('lease today-look: C1 is violated in pair, after 4 steps: one caller has the');
  expect(lines).toContain('  4  c2  lease_take  takes it: OK');
  expect(lines).toContain('At the end: ret: c1 = OK, c2 = OK.');
  expect(showShort(story(), { columns: 80, colors: false, ascii: true })).toMatch(/^[\n -~]*$/);
});

test('the sentences', () => {
  expect(headline(story())).toBe('lease today-look: C1 is violated in pair, after 4 steps');
  expect(lackingGuard(story())).toBe(
    'What would have stopped it: at step 4, in lease_take, R1: the lease is taken already.',
  );
  expect(lackingGuard(story(lease(), 'stays'))).toBeUndefined();
});

describe('a counterexample that does not end in a bad state', () => {
  const [found] = counterexamples(lease(), 'today-look', {});
  const toldAs = (change: Partial<Told>) => tell({ ...found!, ...change });
  const loopFrom = (loop: number) => toldAs({ part: 'liveness', trace: { ...found!.trace, loop } });

  test('in a refinement the last step is the one that nothing explains', () => {
    const { steps, ending } = toldAs({ unexplained: true });
    expect(steps.map(({ note }) => note)).toEqual([
      ...[undefined, undefined, undefined],
      'nothing in the specification explains this step',
    ]);
    expect(ending).toBe('Nothing in the specification explains step 4.');
    const bare = toldAs({ unexplained: true, trace: { ...found!.trace, steps: [] } });
    expect(bare.ending).toBe('The specification does not begin like this.');
  });

  test('a lasso says what goes on for ever', () => {
    const { steps, ending, claimed } = loopFrom(2);
    expect(steps[2]?.note).toBe('from here on again and again');
    expect(ending).toBe('Steps 3 to 4 are repeated for ever.');
    expect(claimed).toBe(found!.claim.liveness ?? '');
    expect(loopFrom(3).ending).toBe('Step 4 is repeated for ever.');
    expect(loopFrom(4).ending).toBe('After step 4 nothing more happens, for ever.');
  });

  test('why it has steps that do not matter', () => {
    expect(loopFrom(4).after).toBe(
      'After that nothing can happen any more. The claim is about what happens in the end: who must go on does, so not every step matters.',
    );
    const stuck = {
      name: 'C1_Stuck',
      claim: 'C1',
      tokens: ['~', 'ENABLED', 'Next', '=>', 'Terminal'],
      line: 1,
    };
    const ending = (change: Partial<typeof stuck>) =>
      toldAs({ proposal: { ...found!.proposal, formulas: [{ ...stuck, ...change }] } }).after;
    expect(ending({})).toContain('The claim is about where nobody can go on: each task goes that far');
    expect(ending({ claim: 'C2' })).toBe('After that nothing can happen any more.');
    expect(ending({ tokens: ['Terminal'] })).toBe('After that nothing can happen any more.');
  });

  test('it is shown on a terminal and in HTML', () => {
    const story = loopFrom(2);
    for (const text of [showStory(story, { columns: 100, colors: false }), storyHtml(story, 'x.html')]) {
      expect(text).toContain('Steps 3 to 4 are repeated for ever.');
      expect(text.replace(/\s+/g, ' ')).toContain('✗ from here on again and again');
    }
  });

  test('and any other has no such ending', () => {
    expect(toldAs({}).ending).toBeUndefined();
  });
});

test('a state is shown as the models say: a value may stand for another one', () => {
  const shown = (state: { owner: string }) => ({ ...state, owner: `<${state.owner}>` });
  const { steps, beginning } = story(withModels({ shown }));
  expect(steps[2]!.changes).toContain('owner = <c1>');
  expect(beginning.join('\n')).toContain('owner = <');
});

test('the values that a claim names itself come before those of its formulas', () => {
  const subject = lease();
  const claims = subject.proposal.claims.map((claim) => ({ ...claim, safety: 'at most one `ret` is OK' }));
  const { values } = story({ ...subject, proposal: { ...subject.proposal, claims } });
  expect(values[0]).toMatch(/^ret\b/);
});

test('in short no line is cut: what is said of a step goes on below', () => {
  const told = story();
  const long = 'a word and another '.repeat(8).trim();
  const steps = told.steps.map((step, at) => (at === told.steps.length - 1 ? { ...step, text: long } : step));
  const shown = showShort({ ...told, steps }, { columns: 60, colors: false });
  expect(shown.replace(/\s+/g, ' ')).toContain(long);
  for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
});
