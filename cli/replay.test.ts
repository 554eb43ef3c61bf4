// SPDX-License-Identifier: MIT
// `syspec replay`: what it says of a failure that still comes, and of one that does not.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile, folderOfTest } from '../base/fixtures/folder.ts';
import { SHARED_SYSTEM } from '../conformance/harness/lockstep/engine/fixtures/shared-system.ts';
import { simulatedKernel } from '../conformance/harness/lockstep/engine/fixtures/simulated-kernel.ts';
import { HELLO } from '../conformance/harness/target/fixtures/hello.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { type Circumstances, saveRecorded, toRecorded } from '../conformance/replay/file.ts';
import { ACCEPT_WOKEN } from '../conformance/replay/fixtures/sequences.ts';
import { FINDS_IT, NAMES, SHARED_CALLS, WRONG_CLOSE } from '../conformance/replay/fixtures/wrong-kernel.ts';
import { prepare, replay } from '../conformance/replay/run.ts';
import { type Rule, type System, withCalls } from '../models/kernel/system/index.ts';
import { capturedFrom } from './fixtures/captured.ts';
import { replayCommand, replayText } from './replay.ts';

const TARGET = { name: 'Linux 6.12.1, fast', hello: HELLO };
const PREPARED = prepare(SHARED_CALLS, FINDS_IT, 'a.json');
const CIRCUMSTANCES: Omit<Circumstances, 'slug'> = {
  variant: 'today',
  lane: 'lockstep',
  target: { host: true },
  release: '6.12.1',
  grade: 'proved',
  seed: 1,
};

describe('what was found', () => {
  const paper = { columns: 70, colors: false };
  const shown = async (system: System, json: boolean) => {
    const [failure] = (await replay(SHARED_CALLS, PREPARED, simulatedKernel(WRONG_CLOSE, NAMES), 1)).failures;
    const recorded = toRecorded(failure!, { ...CIRCUMSTANCES, slug: 'example' });
    const replayed = await replay(SHARED_CALLS, PREPARED, simulatedKernel(system, NAMES), 3);
    return replayText({ recorded, replayed, target: TARGET }, json, paper, () => undefined);
  };

  test('a kernel that agrees', async () => {
    expect(await shown(SHARED_SYSTEM, false)).toEqual({
      text: `\
example today on Linux 6.12.1, fast; that a call is blocked is proved
The kernel agrees, 3 of 3 times. Recorded was: close: allowed EBADF, observed EINTR
`,
      exitCode: 0,
    });
  });

  test('the recorded difference', async () => {
    expect(await shown(WRONG_CLOSE, false)).toEqual({
      text: `\
example today on Linux 6.12.1, fast; that a call is blocked is proved
close: allowed EBADF, observed EINTR

    t0
  1 ● begins as 0:0
  2 ● close(3)
      close = -1 EINTR

allowed                             observed
t0 close = -1 EBADF                 t0 close = -1 EINTR

3 of 3 times: close: allowed EBADF, observed EINTR
That is what was recorded.
`,
      exitCode: 1,
    });
  });

  test('another one', async () => {
    const close: Rule = {
      step(world, task) {
        SHARED_SYSTEM.rules.fchdir!.step(world, task, task.frame!);
        world.events = world.events.map((event) =>
          event.kind === 'returned' ? { ...event, result: { value: 'EISDIR' } } : event,
        );
      },
    };
    const { text } = await shown(withCalls(SHARED_SYSTEM, { close }), false);
    expect(text).toMatch(
      /observed EISDIR\nIt is not what was recorded: close: allowed EBADF, observed EINTR\n$/,
    );
  });

  test('for programs', async () => {
    const { text, exitCode } = await shown(WRONG_CLOSE, true);
    expect(exitCode).toBe(1);
    expect(JSON.parse(text)).toEqual({
      ...{ schema: 1, slug: 'example', variant: 'today', recorded: 'close: allowed EBADF, observed EINTR' },
      ...{ target: TARGET.name, release: '6.12.1', grade: 'proved', times: 3, failed: 3 },
      found: [{ title: 'close: allowed EBADF, observed EINTR', times: 3 }],
      ok: false,
    });
  });
});

test('a failure that cannot be recorded is no fault of the command line', () => {
  const folder = join(folderOfTest(), 'a'.repeat(300));
  const failure = { ops: ACCEPT_WOKEN, crash: { crashed: 'Oops: 0002' }, observed: [] };
  expect(() => saveRecorded(folder, toRecorded(failure, { ...CIRCUMSTANCES, slug: 'lease' }))).toThrow(
    expect.objectContaining({ code: 'NOT_PERMITTED', exitCode: 3 }),
  );
});

describe('the command', () => {
  const folder = folderOfFile();
  let file: string;
  const [conformance] = Object.values(CONFORMANCE)[0]!.variants;
  const run = (...argv: string[]) => capturedFrom([replayCommand], 'replay', ...argv);
  const saved = (change: object) => {
    const failure = { ops: ACCEPT_WOKEN, crash: { crashed: 'Oops: 0002' }, observed: [] };
    const { slug, variant } = conformance!;
    return saveRecorded(folder, { ...toRecorded(failure, { ...CIRCUMSTANCES, slug, variant }), ...change });
  };
  beforeAll(() => {
    file = saved({});
  });

  test('--c writes a program, and runs nothing', async () => {
    const out = join(folder, 'out.c');
    const { exit, out: printed } = await run(file, '--c', out);
    expect([exit, printed]).toEqual([0, expect.stringContaining(`written to ${out}\n`)]);
    const text = readFileSync(out, 'utf8');
    expect(text).toMatch(/^\/\/ SPDX-License-Identifier: GPL-2\.0-only\n/);
    expect(text).toContain(
      ': crashed: Oops: 0002\n * Found on Linux 6.12.1; that a call was blocked was proved.\n',
    );
    expect(text.match(/SPDX/g)).toHaveLength(1);
    expect(text).toContain('\tstep(0, "accept(0)");\n');
    const { exit: again, out: json } = await run(file, '--c', out, '--json');
    expect([again, JSON.parse(json)]).toEqual([0, { schema: 1, written: out, ok: true }]);
  });

  test('--c into a folder that cannot be', async () => {
    for (const below of ['out.c', 'below/out.c']) {
      const { exit, err } = await run(file, '--c', join(file, below));
      expect([exit, err]).toEqual([2, expect.stringContaining('no such folder')]);
    }
  });

  test.each([
    [['--times', '0'], /Give 1 to 10000/],
    [['--times', '1.5'], /Give 1 to 10000/],
    [['--flavour', 'none'], /There are: /],
    [['--host', '--kernel', 'bzImage'], /cannot be used with/],
    [['--flavour', 'fast', '--c', 'out.c'], /cannot be used with/],
    [['--host', '--c', 'out.c'], /cannot be used with/],
    [['--host', '--source', 'tree'], /cannot be used with/],
    [['--kernel', 'bzImage', '--source', 'tree'], /cannot be used with/],
    [['--source', 'tree', '--c', 'out.c'], /cannot be used with/],
    // It was found on the host.
    [['--source', 'tree'], /--source does nothing: .*\n {2}Give a --flavour/],
    [['--base', '7.3', '--source', 'tree'], /--base, --source do nothing: /],
  ])('%j is refused', async (argv, message) => {
    const { exit, err } = await run(file, ...argv);
    expect([exit, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('what is no recorded failure: what one looks like is said, and nothing of a parser', async () => {
    const texts = ['# A page\n\n"x"\n', '{"a": 1}\n', '[1]\n', 'null\n', ''];
    for (const [at, text] of texts.entries()) {
      const bad = join(folder, `other-${at}`);
      writeFileSync(bad, text);
      const { exit, err } = await run(bad);
      expect([exit, err.split('\n')[0]]).toEqual([
        2,
        expect.stringMatching(
          /^syspec: .*other-\d(?::1)?: this is no recorded failure, but other (?:text|JSON)$/,
        ),
      ]);
      expect(err.replace(/\s+/g, ' ')).toContain('A recorded failure is a JSON file, {"schema": 1, "slug":');
    }
  });

  test('a file that is none, and a variant that no lane tests', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{\n');
    expect(await run(bad)).toMatchObject({ exit: 2, err: expect.stringContaining(`${bad}:2: `) });
    const other = saved({ variant: 'other', lane: 'attack' });
    const { exit, err, out } = await run(other, '--json');
    expect([exit, err]).toEqual([2, expect.stringContaining('variant: no lane tests other')]);
    expect(JSON.parse(out)).toMatchObject({ schema: 1, ok: false, error: { code: 'BAD_INPUT' } });
  });
});
