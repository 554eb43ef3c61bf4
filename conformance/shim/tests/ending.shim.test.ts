// SPDX-License-Identifier: MIT
// How sequences and shims end: what is removed, and what is told when the end comes early.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOfTest } from '../../../base/fixtures/folder.ts';
import { ShimError } from '../../harness/protocol/failure.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op } from '../../harness/protocol/types.ts';
import { hostShim } from '../fixtures/host.ts';
import { CLONE, call, outputOf, resultOf, runOps, SIGCHLD, spawn, text } from '../fixtures/ops.ts';

const GETPPID = 110;
const KILL = 62;
const GETRANDOM = 318;
const SIGKILL = 9;

/** Two calls after which there is no shim. */
const KILL_THE_SHIM: readonly Op[] = [
  spawn(0),
  { ...call(0, GETPPID), save: 0 },
  call(0, KILL, { slot: 0 }, SIGKILL),
];
const BLOCK_FOR_EVER: readonly Op[] = [
  spawn(0),
  call(0, NR.pipe, { out: 8 }),
  call(0, NR.read, 0, { out: 1 }, 1),
];

async function folderOf(shim: Parameters<typeof runOps>[0]): Promise<string> {
  return dirname(outputOf(await runOps(shim, spawn(0), call(0, NR.getcwd, { out: 256 }, 256)), 1) ?? '');
}

describe('the folder of a sequence', () => {
  it('is removed, however deep, whatever its modes, and no link is followed', async () => {
    const outside = folderOfTest();
    writeFileSync(join(outside, 'kept'), '');
    const { shim } = await hostShim();
    const deep = Array.from({ length: 500 }, () => [
      call(0, NR.mkdir, text('d'), 0o755),
      call(0, NR.chdir, text('d')),
    ]);
    const result = await runOps(
      shim,
      spawn(0),
      call(0, NR.mkdir, text('odd'), 0o755),
      call(0, NR.symlink, text(outside), text('odd/link')),
      call(0, NR.symlink, text(outside), text('link')),
      call(0, NR.mkdir, text('odd/x'), 0o755),
      call(0, NR.chmod, text('odd'), 0),
      ...deep.flat(),
    );
    expect(result.fault).toBeUndefined();
    expect(resultOf(result, 1005)).toBe(0n);
    expect(readdirSync(await folderOf(shim)).length).toBe(0);
    expect(readdirSync(outside)).toEqual(['kept']);
    await shim.close();
  });
});

describe('a record', () => {
  it('that is too large is cut where an operation ends, and says so', async () => {
    const { shim } = await hostShim();
    const tasks = [0, 1, 2, 3, 4];
    const fill = (task: number) => call(task, GETRANDOM, { out: 250_000 }, 250_000, 0);
    const result = await runOps(shim, ...tasks.map((task) => spawn(task)), ...tasks.map(fill));
    expect(result.fault).toBe('result: op 9, task 4');
    expect(result.settled.length).toBe(9);
    await shim.close();
  });
});

describe('a shim', () => {
  it('leaves nothing when it is told to end', async () => {
    const host = await hostShim();
    const folder = await folderOf(host.shim);
    await host.shim.run([{ ops: BLOCK_FOR_EVER }]);
    await host.shim.close();
    await host.ended;
    expect(existsSync(folder)).toBe(false);
  });

  it('that dies in the middle keeps the results that came, and names what was in flight', async () => {
    const host = await hostShim({ batch: 1 });
    const folder = await folderOf(host.shim);
    const sequences = [BLOCK_FOR_EVER, KILL_THE_SHIM, BLOCK_FOR_EVER].map((ops) => ({ ops }));
    const error = await host.shim.run(sequences).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShimError);
    const { code, results, inFlight } = error as ShimError;
    expect(code).toBe('SHIM_CLOSED');
    expect(results.map((result) => result?.settled.length)).toEqual([3, undefined, undefined]);
    expect(inFlight).toEqual([1]);
    await host.ended;
    expect(existsSync(folder)).toBe(false);
  });

  it('ends with its signal, also while calls are blocked', async () => {
    const abort = new AbortController();
    const host = await hostShim({ signal: abort.signal });
    const folder = await folderOf(host.shim);
    const run = host.shim.run(Array.from({ length: 5000 }, () => ({ ops: BLOCK_FOR_EVER })));
    setTimeout(() => abort.abort(), 50);
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await host.ended;
    expect(existsSync(folder)).toBe(false);
  });

  it('goes on after a task that made children of its own', async () => {
    const { shim } = await hostShim();
    const parent = { parent: 0, flags: CLONE.vm | SIGCHLD };
    const ops = [
      spawn(0),
      spawn(1, parent),
      spawn(2, { ...parent, parent: 1 }),
      call(2, NR.nanosleep, { out: 0 }, 0),
    ];
    const results = await shim.run(Array.from({ length: 50 }, () => ({ ops })));
    expect(results.map(({ fault }) => fault)).toEqual(Array(50).fill(undefined));
    await shim.close();
  });
});
