// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { asProperties, observe } from './wrapper.ts';

const LEASE = { module: 'Lease', variables: 'vars' } as const;

test('formulas over states are printed for each state', () => {
  const wrapper = observe({ ...LEASE, states: ['C1_OneOwner', 'NotC1_Progress'], steps: [] });
  expect(wrapper).toMatchObject({ invariants: ['SyspecStates'], properties: [], actionConstraints: [] });
  expect(wrapper.text).toBe(`---- MODULE SyspecWrapper ----
EXTENDS Lease
Syspec == INSTANCE TLC
SyspecStates == <<vars>> # <<>> /\\ Syspec!PrintT(Syspec!ToString(<<0, <<C1_OneOwner, NotC1_Progress>>>>))
====
`);
});

test('of steps those are printed that break a formula, or all of them where actors are wanted', () => {
  const steps = [{ formula: 'C1_Step' }, { formula: 'S_Step', init: 'S_Init' }];
  const quiet = observe({ ...LEASE, states: [], steps });
  expect(quiet).toMatchObject({ properties: ['SyspecInitial'], actionConstraints: ['SyspecSteps'] });
  expect(quiet.text).toContain(
    'SyspecSteps == ((Syspec!TLCGet(1) = 1 \\/ [C1_Step]_vars) /\\ (Syspec!TLCGet(2) = 1 \\/ [S_Step]_vars)) \\/ ' +
      '(Syspec!PrintT(Syspec!ToString(<<1, <<[C1_Step]_vars, [S_Step]_vars>>, {}>>)) /\\ ' +
      '([C1_Step]_vars \\/ Syspec!TLCSet(1, 1)) /\\ ([S_Step]_vars \\/ Syspec!TLCSet(2, 1)))',
  );
  expect(quiet.text).toContain(
    'SyspecInitial == <<vars>> # <<>> /\\ Syspec!PrintT(Syspec!ToString(<<2, <<TRUE, S_Init>>>>)) /\\ Syspec!TLCSet(1, 0)',
  );
  const actions = { Take: ['Caller'], Tick: [], Send: ['Rival', 'Kind'] };
  expect(observe({ ...LEASE, states: [], steps: [], actions }).text).toContain(
    [
      'SyspecSteps == Syspec!PrintT(Syspec!ToString(<<1, <<>>, ',
      '{<<"Take", syspec0>> : syspec0 \\in {syspec0 \\in Caller : Take(syspec0)}} \\cup ',
      '(IF Tick THEN {<<"Tick">>} ELSE {}) \\cup ',
      '{<<"Send", syspec0>> : syspec0 \\in {syspec0 \\in Rival : \\E syspec1 \\in Kind : Send(syspec0, syspec1)}}>>))\n',
    ].join(''),
  );
});

test('the same formulas as properties', () => {
  const wrapper = asProperties('Lease', 'vars', [
    { formula: 'C1_Step' },
    { formula: 'S_Step', init: 'S_Init' },
  ]);
  expect(wrapper.properties).toEqual(['SyspecProperty0', 'SyspecProperty1']);
  expect(wrapper.text).toContain('SyspecProperty0 == [][C1_Step]_vars\n');
  expect(wrapper.text).toContain('SyspecProperty1 == S_Init /\\ [][S_Step]_vars\n');
});
