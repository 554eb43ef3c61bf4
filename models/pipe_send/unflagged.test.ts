// SPDX-License-Identifier: MIT
// R1, of all that can be seen on the way and not of results alone: without flags each finite trace of the call is one of write(2)
// and read(2), and the other way round. The steps behind SysEnter are shared: it guards against their drifting apart.
import { expect, test } from 'vitest';
import { actorOf } from '../kernel/claim.ts';
import { asSpecification, explore, refines } from '../kit/index.ts';
import { type Fault, pipeSend } from './model.ts';
import type { Arg } from './names.ts';
import { type Observed, observing } from './observation.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

/** write(2) and read(2); without flags those of today and of the series are one model. */
const WRITE: Behaviour = { ...VARIANTS['today-nonblock'], program: ['write'] };
const SEND: Behaviour = VARIANTS.proposed;

/** What only send and recv can be given, and the errors of which the order differs (A1). */
const isOfBoth = ({ addr, buf, fd }: Arg): boolean =>
  addr === 'none' && (buf !== 'outside' || !['bad', 'path', 'wrong', 'epoll'].includes(fd));

/** The scenario with no flags. */
function unflagged(scenario: Scenario): Scenario {
  const given = Object.entries(scenario.args).map(([p, args]) => {
    const plain = (args ?? []).filter(isOfBoth).map((arg) => JSON.stringify({ ...arg, flags: [] }));
    return [p, [...new Set(plain)].map((arg) => JSON.parse(arg) as Arg)] as const;
  });
  return { ...scenario, args: Object.fromEntries(given) };
}

const PLAIN = SCENARIOS.map(unflagged);

/** A call, perhaps with a fault. */
interface Side {
  readonly behaviour: Behaviour;
  readonly fault?: Fault;
}

/** What is seen of `finer` is seen of `coarse`. */
function verdict(scenario: Scenario, finer: Side, coarse: Side) {
  const specification = asSpecification(pipeSend(scenario, coarse.behaviour, coarse.fault ?? {}), {
    observe: observing(coarse.behaviour),
    actor: actorOf,
  });
  const property = refines<Seen, Observed, number>('refines', {
    observe: observing(finer.behaviour),
    actor: actorOf,
    specification,
  });
  return explore(pipeSend(scenario, finer.behaviour, finer.fault ?? {}), { properties: [property] })
    .verdicts[0]!;
}

const send: Side = { behaviour: SEND };
const write: Side = { behaviour: WRITE };

test('each scenario has calls without flags', () => {
  for (const { args, callers } of PLAIN) for (const p of callers) expect(args[p]?.[0]?.flags).toEqual([]);
});

test.each(PLAIN.map((scenario) => [scenario.name, scenario] as const))(
  'without flags, in %s, send and recv are write and read',
  (_, scenario) => {
    expect(verdict(scenario, send, write)).toMatchObject({ kind: 'holds' });
    expect(verdict(scenario, write, send)).toMatchObject({ kind: 'holds' });
  },
);

test('with the flag neither is the other', () => {
  const flagged = SCENARIOS.find(({ name }) => name === 'splice')!;
  expect(verdict(flagged, send, write)).toMatchObject({ kind: 'violated' });
  expect(verdict(flagged, write, send)).toMatchObject({ kind: 'violated' });
});

test('a call that never waits is seen from both sides', () => {
  const refuses: Side = { behaviour: SEND, fault: { kernel: () => ({ mayNotWait: () => true }) } };
  const kinds = (one: (scenario: Scenario) => { kind: string }) =>
    PLAIN.map((scenario) => one(scenario).kind);
  expect(kinds((scenario) => verdict(scenario, refuses, write))).toContain('violated');
  expect(kinds((scenario) => verdict(scenario, write, refuses))).toContain('violated');
});
