// SPDX-License-Identifier: MIT
// `syspec agree` with TLC: a call that goes back to the path, planted in the TLA+ of the proposed one, is found.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { readManifest } from '../tla/manifest.ts';
import { editedCopy } from '../verdicts/fixtures/edited-copy.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { agreeText, compareAll } from './agree.ts';
import { captured } from './fixtures/captured.ts';

test('the same graph is exit 0', async () => {
  const { exit, out } = await captured(
    'agree',
    'fconnectat',
    '--variant',
    'proposed',
    '--scenario',
    'isconn',
  );
  expect(out).toMatch(
    /^ok fconnectat proposed isconn +[\d,]+ states, [\d,]+ transitions, 4 claims, depth \d+, \d+\.\d s\n$/,
  );
  expect(exit).toBe(0);
});

test('the race is found where the two part: when the caller wakes up', async () => {
  const [subject] = selectSubjects(['fconnectat']);
  const copy = editedCopy(
    inRoot('tla', 'fconnectat'),
    'Fconnectat.tla',
    'IF Variant \\in {"proposed", "today-procfd"}',
    'IF Variant \\in {"today-procfd"}',
  );
  const manifest = readManifest('fconnectat', join(copy, 'manifest.json'));
  const flags = { variant: 'proposed', scenario: 'isconn', json: false };
  const compared = await compareAll([{ ...subject!, manifest }], flags, new AbortController().signal);
  const { text, exitCode } = agreeText(compared, false, false);
  expect(exitCode).toBe(1);
  const [path, differs] = text.split('\nhere the next states differ\n');
  expect(path?.split('\n').filter((line) => /^\d/.test(line))).toEqual([
    '1. SysEnter("c1")',
    '2. PathInit("c1")',
    '3. WalkComponent("c1")',
    '4. Find("c1")',
    '5. Lock("c1")',
    '6. AcceptDequeue("server")',
    '7. AcceptWake("server")',
  ]);
  expect(differs).toMatch(
    /only in the model:\n {2}Woken\("c1"\)\n(?: {4}.*\n)*? {4}task = \[.*pc \|-> "find".*\]/,
  );
  expect(differs).toMatch(
    /only in the TLA\+:\n {2}Woken\("c1"\)\n(?: {4}.*\n)*? {4}task = \[.*pc \|-> "init".*\]/,
  );
  expect(differs).toMatch(/in both:\n/);
});
