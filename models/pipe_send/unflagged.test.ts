// SPDX-License-Identifier: MIT
// R1, of everything that can be seen and not of results alone: without flags the call refines write(2) and read(2), and they it.
import { describe, expect, test } from 'vitest';
import { actorOf } from '../kernel/claim.ts';
import { asSpecification, explore, refines } from '../kit/index.ts';
import { type Fault, pipeSend } from './model.ts';
import type { Arg } from './names.ts';
import { type Observed, observing } from './observation.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

/** write(2) and read(2), of today and as the series leaves them. */
const TODAY: Behaviour = { ...VARIANTS['today-nonblock'], program: ['write'] };
const PATCHED: Behaviour = { ...VARIANTS.proposed, program: ['write'] };

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

/** What the model of `finer` shows is shown by that of `coarse`. */
function verdict(scenario: Scenario, finer: Behaviour, coarse: Behaviour, fault: Fault = {}) {
  const specification = asSpecification(pipeSend(scenario, coarse, {}), {
    observe: observing(coarse),
    actor: actorOf,
  });
  const property = refines<Seen, Observed, number>('refines', {
    observe: observing(finer),
    actor: actorOf,
    specification,
  });
  return explore(pipeSend(scenario, finer, fault), { properties: [property] }).verdicts[0]!;
}

test('each scenario has calls without flags', () => {
  for (const { args, callers } of PLAIN) for (const p of callers) expect(args[p]?.[0]?.flags).toEqual([]);
});

describe.each(PLAIN.map((scenario) => [scenario.name, scenario] as const))(
  'without flags, in %s',
  (_, scenario) => {
    test.each([
      ['of today', TODAY],
      ['as the series leaves them', PATCHED],
    ])('send and recv are write and read %s', (_, written) => {
      expect(verdict(scenario, VARIANTS.proposed, written)).toMatchObject({ kind: 'holds' });
      expect(verdict(scenario, written, VARIANTS.proposed)).toMatchObject({ kind: 'holds' });
    });
  },
);

test('with the flag they are not', () => {
  const flagged = SCENARIOS.find(({ name }) => name === 'splice')!;
  expect(verdict(flagged, VARIANTS.proposed, TODAY)).toMatchObject({ kind: 'violated' });
});

test('a call that never waits is seen: without flags it refuses where write and read sleep', () => {
  const refuses: Fault = { kernel: () => ({ mayNotWait: () => true }) };
  const kinds = PLAIN.map((scenario) => verdict(scenario, VARIANTS.proposed, TODAY, refuses).kind);
  expect(kinds).toContain('violated');
});
