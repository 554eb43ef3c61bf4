// SPDX-License-Identifier: MIT
// The Specification by itself: what must follow from it does, and does not where it allows too much.
import { expect, test } from 'vitest';
import { type Allowed, exploreAlone } from './alone.ts';
import type { Caller } from './names.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import { Calls, type Hidden, type Instant } from './specified-calls.ts';
import { rivalMoves } from './specified-rivals.ts';

const SCENARIOS = ['signal', 'rights', 'elsewhere', 'closed', 'refrozen', 'handed'];

test.each(SCENARIOS)('in %s nothing is allowed that must not be', (name) => {
  const { instants, violated } = exploreAlone(scenarioNamed(name));
  expect([...violated]).toEqual([]);
  expect(instants).toBeGreaterThan(100);
});

/** EINTR also for a call that has not waited. */
class Interrupts extends Calls {
  override advanced(now: Instant): Hidden {
    const all = Object.entries(super.advanced(now)).map(([p, { stages, waited }]) => {
      const { sig } = now.seen.caller[p as Caller];
      const more = sig === 'interrupt' && stages.length > 0 ? ['{"errno":"EINTR"}'] : [];
      return [p, { stages: [...new Set([...stages, ...more])].sort(), waited }];
    });
    return Object.fromEntries(all) as Hidden;
  }
}

/** Who fails may wake another one than the first. */
class WakesAnother extends Calls {
  override moves(now: Instant, p: Caller): readonly Instant[] {
    const found = super.moves(now, p);
    const { waited } = now.hidden[p] ?? { waited: 'none' };
    if (waited === 'none') return found;
    const others = now.seen.waiters[waited].slice(1);
    const ended = found.filter(({ seen }) => seen.caller[p].ret === 'EINTR');
    return [
      ...found,
      ...ended.flatMap(({ seen, hidden }) =>
        others.map((q) =>
          this.leave(
            { seen: { ...seen, waiters: now.seen.waiters }, hidden: { ...hidden, ...waiting(now) } },
            q,
          ),
        ),
      ),
    ];
  }
}

const waiting = ({ hidden, seen }: Instant): Hidden =>
  Object.fromEntries(
    Object.entries(hidden).filter(([p]) =>
      Object.values(seen.waiters).some((queue) => queue.includes(p as Caller)),
    ),
  ) as Hidden;

/** What a rival's step may come to beside what it should. */
const besides =
  (
    step: string,
    more: (calls: Calls, now: Instant, moved: Instant) => readonly Instant[],
  ): typeof rivalMoves =>
  (scenario, calls, now, name) => {
    const moved = rivalMoves(scenario, calls, now, name);
    const { program } = scenario.rivals.find((rival) => rival.name === name)!;
    return program[now.seen.at[name]! - 1]?.step === step
      ? moved.flatMap((one) => [one, ...more(calls, now, one)])
      : moved;
  };

const withAt = (now: Instant, { seen: { at } }: Instant): Instant => ({ ...now, seen: { ...now.seen, at } });

const right = (scenario: Scenario) => new Calls(scenario, {});

const FAULTS: readonly (readonly [
  kind: string,
  found: string,
  scenario: string,
  allowed: (scenario: Scenario) => Allowed,
])[] = [
  [
    'EINTR of a call that has not waited',
    'SignalsAtTheEnd',
    'signal',
    (scenario) => ({ calls: new Interrupts(scenario, {}), rivals: rivalMoves }),
  ],
  [
    'an accept that wakes nobody',
    'C8',
    'signal',
    (scenario) => ({
      calls: right(scenario),
      rivals: besides('AcceptWake', (_, now, moved) => [withAt(now, moved)]),
    }),
  ],
  [
    'an accept that wakes all',
    'OneLeaves',
    'signal',
    (scenario) => ({
      calls: right(scenario),
      rivals: besides('AcceptWake', (calls, now, moved) => [
        now.seen.waiters.A.reduce((then, q) => calls.leave(then, q), withAt(now, moved)),
      ]),
    }),
  ],
  [
    'a hand-on to any waiter',
    'OneLeaves',
    'signal',
    (scenario) => ({ calls: new WakesAnother(scenario, {}), rivals: rivalMoves }),
  ],
  [
    'a signal that is lost',
    'SignalsAreNoticed',
    'signal',
    (scenario) => ({
      calls: right(scenario),
      rivals: besides('SendSignal', (_, now, moved) => [withAt(now, moved)]),
    }),
  ],
  [
    'a freeze that is lost',
    'SignalsAreNoticed',
    'refrozen',
    (scenario) => ({
      calls: right(scenario),
      rivals: besides('Freeze', (_, now, moved) => [withAt(now, moved)]),
    }),
  ],
  [
    'an accept that loses a connection more',
    'NobodyIsLost',
    'elsewhere',
    (scenario) => ({
      calls: right(scenario),
      rivals: besides('AcceptWake', (_, _now, { seen, hidden }) => [
        { seen: { ...seen, queue: { ...seen.queue, A: [] } }, hidden },
      ]),
    }),
  ],
];

test.each(FAULTS)('%s is found: %s in %s', (_, found, name, allowed) => {
  const scenario = scenarioNamed(name);
  expect([...exploreAlone(scenario, allowed(scenario)).violated]).toContain(found);
});
