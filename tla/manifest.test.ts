// SPDX-License-Identifier: MIT
// What a manifest must say, by one edit of a valid one at a time.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { readManifest } from './manifest.ts';

const VALID = readFileSync(inRoot('verdicts/fixtures/manifest.json'), 'utf8');

const folder = folderOfFile();

function reading(text: string) {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, text);
  return readManifest('lease', file);
}

test('a manifest knows where it and its module lie', () => {
  expect(reading(VALID)).toMatchObject({
    ...{ file: join(folder, 'manifest.json'), specFile: join(folder, 'Lease.tla') },
    fairness: { FairSpec: ['AllGoOn'], UnfairSpec: ['FirstGoesOn'] },
  });
});

test('a promise may be one of states, of steps, of both, or a refinement', () => {
  const safety = '"safety": { "operator": "C1_OneOwner", "spec": "Spec" }';
  const step = '"step": { "operator": "C1_Step" }';
  const refinement = '"refinement": { "init": "S_Init", "next": "S_Step" }';
  for (const promise of [safety, step, `${safety}, ${step}`, refinement]) {
    expect(reading(VALID.replace(safety, promise)).claims.C1).toMatchObject(JSON.parse(`{${promise}}`));
  }
  expect(() => reading(VALID.replace(safety, '"step": { "operator": "C1_Step", "spec": "Spec" }'))).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT' }),
  );
});

test.each([
  [
    'no progress twin',
    /,\s+"progress": \{ "operator": "NotC1_Progress", "spec": "Spec" \}/,
    '',
    'C1 has no progress',
  ],
  ['no safety', /"safety": \{ "operator": "C1_OneOwner", "spec": "Spec" \},/, '', 'C1 has no safety'],
  ['a non-property without liveness', '"C1": {', '"N1": {', 'N1 has no liveness'],
  ['fairness that assumes nothing', '["AllGoOn"]', '[]', 'fairness.FairSpec'],
  ['a key that there is not', '"rules": ["R1"]', '"rules": ["R1"], "rule": 1', 'rule'],
  ['no JSON', '{', '', 'JSON'],
])('%s', (_, from, to, message) => {
  const edited = VALID.replace(from, to);
  expect(edited).not.toBe(VALID);
  expect(() => reading(edited)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(message) }),
  );
});
