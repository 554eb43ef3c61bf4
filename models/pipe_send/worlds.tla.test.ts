// SPDX-License-Identifier: MIT
// The scenarios of the TLA+ are those of the document's tables; another one is named.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readManifest } from '../../tla/manifest.ts';
import { editedCopy } from '../../verdicts/fixtures/edited-copy.ts';
import { selectSubjects } from '../../verdicts/select.ts';
import { Worlds } from '../../verdicts/worlds.ts';

const [subject] = selectSubjects(['pipe_send']);

test('each is as told', async () => {
  const worlds = new Worlds(subject!);
  const faults = subject!.proposal.scenarios.map(({ name }) => worlds.faultOf(name));
  expect(await Promise.all(faults)).toEqual(faults.map(() => null));
});

test('a FIFO that is none', async () => {
  const copy = editedCopy(
    inRoot('tla', 'pipe_send'),
    'PipeSendScenarios.tla',
    '!.fifo = TRUE',
    '!.fifo = FALSE',
  );
  const other = { ...subject!, manifest: readManifest('pipe_send', join(copy, 'manifest.json')) };
  expect(await new Worlds(other).faultOf('fifo')).toMatch(/'nowait off, but on in `proposed`'/);
});
