// SPDX-License-Identifier: MIT
// `syspec replay` of a sequence on which this machine's kernel agrees with the model.
import { expect, test } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { saveRecorded, toRecorded } from '../conformance/replay/file.ts';
import { ACCEPT_WOKEN } from '../conformance/replay/fixtures/sequences.ts';
import { capturedFrom } from './fixtures/captured.ts';
import { replayCommand } from './replay.ts';

const folder = folderOfFile();

test('on the host, which is where it was found', async () => {
  const [{ slug, variant }] = Object.values(CONFORMANCE)[0]!.variants;
  const failure = { ops: ACCEPT_WOKEN, crash: { crashed: 'Oops: 0002' }, observed: [] };
  const recorded = toRecorded(failure, {
    ...{
      slug,
      variant,
      lane: 'lockstep',
      target: { host: true },
      release: '6.12.1',
      grade: 'observed',
      seed: null,
    },
  });
  const { exit, out } = await capturedFrom(
    [replayCommand],
    'replay',
    saveRecorded(folder, recorded),
    '--times',
    '3',
    '--json',
  );
  expect(JSON.parse(out)).toMatchObject({
    recorded: 'crashed: Oops: 0002',
    grade: 'observed',
    times: 3,
    failed: 0,
    found: [],
  });
  expect(exit).toBe(0);
});
