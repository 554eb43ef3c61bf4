// SPDX-License-Identifier: MIT
// How sequences and shims end: what is removed, and what is told when the end comes early.
import { execFileSync, spawn as spawnProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { folderOfTest } from '../../../base/fixtures/folder.ts';
import { ShimError } from '../../harness/protocol/failure.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op } from '../../harness/protocol/types.ts';
import { buildShim } from '../build.ts';
import { hostShim } from '../fixtures/host.ts';
import { CLONE, call, outputOf, resultOf, runOps, SIGCHLD, spawn, text } from '../fixtures/ops.ts';

const GETPPID = 110;
const KILL = 62;
const GETRANDOM = 318;
const O_WRONLY = 1;
const O_CREAT = 0o100;
const SIGKILL = 9;

/** A task kills its parent, if it can. */
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

/** Tells that it has begun by a file, and goes on for many seconds, if nothing ends it. */
const goOnFor = (begun: string): readonly Op[] => [
  spawn(0),
  call(0, NR.open, text(begun), O_CREAT, 0o644),
  call(0, NR.open, text('/dev/zero'), 0),
  call(0, NR.open, text('/dev/null'), O_WRONLY),
  ...Array.from({ length: 50 }, () => call(0, NR.sendfile, 2, 1, 0, 0x7fff_f000)),
];

/** Kills the shim itself, once the file is there. */
async function killAfter(begun: string, keeper: number): Promise<void> {
  while (!existsSync(begun)) await setTimeout(1);
  const [shim] = readFileSync(`/proc/${keeper}/task/${keeper}/children`, 'utf8').split(' ');
  process.kill(Number(shim), 'SIGKILL');
}

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

/** Becomes the shim, with a signal that came before it could be taken: it is delivered when it is held back no more. */
const SIGNALLED_EARLY = `
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	sigset_t held;
	int signal = atoi(argv[1]);

	sigemptyset(&held);
	sigaddset(&held, signal);
	sigprocmask(SIG_BLOCK, &held, NULL);
	raise(signal);
	execv(argv[2], argv + 2);
	return 3;
}
`;

describe('a shim', () => {
  it.each([
    ['SIGTERM', 15],
    ['SIGINT', 2],
    ['SIGHUP', 1],
  ])('leaves no folder when %s comes before it has begun', async (_, signal) => {
    const folder = folderOfTest();
    const early = join(folderOfTest(), 'early');
    execFileSync('gcc', ['-x', 'c', '-', '-o', early], { input: SIGNALLED_EARLY });
    // Its input stays open: it ends by the signal alone.
    const shim = spawnProcess(early, [String(signal), await buildShim(), '--stdio'], {
      env: { ...process.env, TMPDIR: folder },
    });
    // The keeper ends by itself, after the shim.
    expect(await once(shim, 'exit')).toEqual([1, null]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing when it is told to end', async () => {
    const host = await hostShim();
    const folder = await folderOf(host.shim);
    await host.shim.run([{ ops: BLOCK_FOR_EVER }]);
    await host.shim.close();
    await host.ended;
    expect(existsSync(folder)).toBe(false);
  });

  it('is not killed by its tasks', async () => {
    const { shim } = await hostShim();
    const result = await runOps(shim, ...KILL_THE_SHIM);
    // It is the first process of their namespace, which takes no SIGKILL from inside.
    expect([resultOf(result, 1), resultOf(result, 2)]).toEqual([1n, 0n]);
    expect((await runOps(shim, ...BLOCK_FOR_EVER)).settled.length).toBe(3);
    await shim.close();
  });

  it('that dies in the middle keeps the results that came, and names what was in flight', async () => {
    const host = await hostShim({ batch: 1 });
    const folder = await folderOf(host.shim);
    const begun = join(folderOfTest(), 'begun');
    const sequences = [BLOCK_FOR_EVER, goOnFor(begun), BLOCK_FOR_EVER].map((ops) => ({ ops }));
    const killed = killAfter(begun, host.keeper);
    const error = await host.shim.run(sequences).catch((reason: unknown) => reason);
    await killed;
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
    const abortSoon = setTimeout(50).then(() => abort.abort());
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await abortSoon;
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
