// SPDX-License-Identifier: MIT
// What is edited while TLC runs says nothing of that run.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import type { TlcRun } from '../tla/runner/run.ts';
import { captured } from './fixtures/captured.ts';

let during: () => void;
vi.mock('../tla/runner/run.ts', () => ({
  runTlc: async (): Promise<Partial<TlcRun>> => {
    during();
    return { verdict: 'holds', distinct: 4, violation: null, trace: { steps: [], loop: null } };
  },
}));

test.each([
  ['edited', (config: string) => writeFileSync(config, 'INIT Init\nNEXT Next\n')],
  ['removed', (config: string) => rmSync(config)],
])('a configuration that is %s in the middle of a run', async (_, change) => {
  const folder = folderOfTest();
  const [spec, config] = ['Ok.tla', 'Ok.cfg'].map((name) => join(folder, name)) as [string, string];
  for (const name of ['Ok.tla', 'Ok.cfg'])
    copyFileSync(inRoot('tla', 'runner', 'fixtures', name), join(folder, name));
  during = () => change(config);
  const { exit, out } = await captured('tlc', spec, '--json');
  expect([exit, JSON.parse(out)]).toMatchObject([
    0,
    { verdict: 'holds', checked: { invariants: ['Small'] } },
  ]);
});
