// SPDX-License-Identifier: MIT
// Each lane holds on a kernel with its hook, fails where the new call goes around that, and says so where there is none.
import { expect, test } from 'vitest';
import type { OwnLane } from '../../harness/own-lane.ts';
import { runLane } from '../fixtures/run-lane.ts';
import { HOOK_LANES } from './index.ts';

const named = (scenario: string): OwnLane => HOOK_LANES.find((lane) => lane.scenario === scenario)!;

/** Items of coverage that each lane must come to. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  tomoyo: ['connect E19', 'fconnectat E19'],
  landlock: ['connect E29'],
  audit: [],
  'cgroup-bpf': ['connect E8', 'fconnectat E8'],
  'cgroup-bpf-rewrites': [],
};

test.each(HOOK_LANES)('$scenario holds', async (lane) => {
  const result = await runLane(lane, 'hooks');
  expect(result.failures.map(({ title, diagram }) => `${title}\n${diagram}`)).toEqual([]);
  expect(result.lacking).toBeUndefined();
  expect(result.cases).toBeGreaterThan(5);
  expect(result.covered).toEqual(COVERED[lane.scenario]);
  expect(result.complaints).toEqual([]);
});

test.each(HOOK_LANES)('$scenario has nothing to say of a kernel without the hook', async (lane) => {
  const result = await runLane(lane, 'fast');
  expect(result.lacking).toMatch(/gives \w+ instead of/);
  expect(result).toMatchObject({ cases: 0, covered: [] });
});

/** Each set in one kernel, as no case minds two of a set. */
const DEAF = ['deaf-lsm', 'deaf-audit', 'deaf-bpf', 'abstract'];
const LATE = ['late-lsm', 'asked-again', 'late-bpf'];
const LOOSE = ['as-given', 'loose-bpf'];

/** Planted faults, and cases that must find one each. */
const PLANTED: readonly (readonly [lane: string, planted: readonly string[], titles: readonly string[]])[] = [
  ['tomoyo', DEAF, ['TOMOYO: a descriptor of the socket, without any string']],
  ['landlock', DEAF, ['Landlock: an abstract name outside, stream']],
  ['audit', DEAF, ['audit: a success']],
  ['cgroup-bpf', DEAF, ['cgroup BPF: a program that refuses, stream']],
  [
    'tomoyo',
    LATE,
    ['TOMOYO: E19 comes before E20', 'TOMOYO: fconnectat is asked about once, also if it waits'],
  ],
  ['cgroup-bpf', LATE, ['cgroup BPF: E8 comes before E15']],
  ['tomoyo', LOOSE, ['TOMOYO: links whose names say otherwise']],
  [
    'cgroup-bpf-rewrites',
    LOOSE,
    [
      'cgroup BPF: an abstract name, stream',
      'cgroup BPF: an abstract name of no bytes, dgram',
      'cgroup BPF: a relative path, dgram',
    ],
  ],
];

test.each(PLANTED)('%s finds %s', async (scenario, planted, titles) => {
  const { failures, lacking } = await runLane(
    ...([named(scenario), 'hooks'] as const),
    ...planted.map((name) => `hooks/fixtures/${name}.patch`),
  );
  expect(lacking).toBeUndefined();
  expect(failures.every(({ kind }) => kind === 'difference')).toBe(true);
  expect(failures.map(({ title }) => title)).toEqual(expect.arrayContaining([...titles]));
});

test('landlock finds one that is refused after its wait, and keeps the wake-up', async () => {
  const mutant = '../kernel/mutants/fconnectat/6.12/refused-after-slot-keeps-wakeup.patch';
  const { failures, lacking } = await runLane(named('landlock'), 'hooks', mutant);
  expect(lacking).toBeUndefined();
  expect(failures.map(({ kind, title }) => `${kind}: ${title}`)).toEqual(
    ['stream', 'seqpacket'].map(
      (type) => `difference: Landlock: connect after a wait for an abstract name outside, ${type}`,
    ),
  );
});
