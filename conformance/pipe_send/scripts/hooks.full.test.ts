// SPDX-License-Identifier: MIT
// The lanes that need more than the smallest kernel hold where that is, and say so where it is not. Each row can be red: where
// the calls are refused, or where they go around what it watches.
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { missing } from '../../harness/scripted/judge.ts';
import { openTarget } from '../../harness/target/index.ts';
import { runLane, testOnKernels } from '../../run/fixtures/own-lane.ts';
import { rowsOf } from './fixtures/rows-of.ts';
import { SCRIPTED_LANES } from './index.ts';

const slug = 'pipe_send';
const LANES = SCRIPTED_LANES.filter(({ needs }) => needs.length > 0);
const named = (scenario: string) => LANES.find((lane) => lane.scenario === scenario)!;

testOnKernels(slug, LANES);

const mutant = (name: string) => inRoot('conformance', 'kernel', 'mutants', slug, `${name}.patch`);
const fixture = (name: string) => inRoot('conformance', slug, 'scripts', 'fixtures', `${name}.patch`);

/** Each set in one kernel, as no case minds two of a set. */
const DEAF = ['accounting-skipped', 'inotify-skipped', 'lsm-skipped'].map(mutant);
const APART = [
  'other-user-namespace-refused',
  'other-mount-namespace-refused',
  'first-network-namespace-alone',
].map(mutant);
const LOUD = [fixture('loud'), ...['promise-late', 'compat-refused', 'mark-stays'].map(mutant)];

/** What holds where calls are refused, and where all are told of them: calls of today, and that nobody is asked of a FIFO or of a send. */
const STAY = /^[^:]+: [^:]+: (of |events of )?(write|read)\b|a FIFO: events of |: events of send/;

/** The rows that hold, by their scripts: those of these titles. */
async function green(scenario: string, patches: readonly string[], titles = /^/): Promise<string[]> {
  const { setUp, cases } = named(scenario);
  const kernel = await openTarget({ flavour: 'hooks', slug, patches });
  try {
    for (const script of setUp(NR.sendto, {})) expect(await missing(kernel, script)).toBeUndefined();
    const rows: string[] = [];
    for (const script of cases(NR.sendto, {}).filter(({ title }) => titles.test(title)))
      rows.push(...(await rowsOf(kernel, script)).green.map((row) => `${script.title}: ${row}`));
    return rows;
  } finally {
    await kernel.close();
  }
}

test.each(['notices', 'lsm'])(
  'each row of %s is red where calls are refused, or where all are told',
  async (scenario) => {
    const refused = await green(scenario, [fixture('refused')]);
    const loud = new Set(await green(scenario, LOUD));
    expect(refused.filter((row) => loud.has(row) && !STAY.test(row))).toEqual([]);
  },
);

/** What holds of namespaces where calls are refused: calls of today, and that no SIGPIPE comes where none is to come. */
const REFUSED_STAY =
  /: (send|recv|SIGPIPE)[^:]* read and write\b|: SIGPIPE [^:]*: EAGAIN$|: (open|write|splice)\b/;

test('each row of other-namespaces is red where calls are refused', async () => {
  // Who sleeps in read(2) or write(2) is woken by a call that is refused there.
  const refused = await green('other-namespaces', [fixture('refused')], /^(?!asleep )/);
  expect(refused.filter((row) => !REFUSED_STAY.test(row))).toEqual([]);
});

/** Planted faults, and cases that must find one each. */
const PLANTED: readonly (readonly [lane: string, patches: readonly string[], titles: readonly string[]])[] = [
  [
    'notices',
    DEAF,
    [
      ...['inotify', 'fanotify', 'the accounting'].map((who) => `${who}: a regular file`),
      'permission: a regular file',
    ],
  ],
  ['lsm', DEAF, ['the LSM: EAGAIN', 'the LSM: a regular file']],
  ['lsm', LOUD, ['the LSM: a regular file']],
  ['abis', LOUD, ['what is moved, by int80']],
  [
    'other-namespaces',
    APART,
    ['a user namespace', 'a mount namespace', 'a network namespace'].map((where) => `inherited: ${where}`),
  ],
  ['rings', LOUD, ['a poll is told when the mutex is let go']],
];

test.each(PLANTED)('%s finds what is planted (%#)', async (scenario, patches, titles) => {
  const { failures, lacking } = await runLane(named(scenario), { flavour: 'hooks', slug, patches });
  expect(lacking).toBeUndefined();
  expect(failures.every(({ kind }) => kind === 'difference')).toBe(true);
  expect(failures.map(({ title }) => title)).toEqual(expect.arrayContaining([...titles]));
});
