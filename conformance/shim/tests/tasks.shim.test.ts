// SPDX-License-Identifier: MIT
// Tasks of every kind that clone makes, on this machine's kernel.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { Shim } from '../../harness/protocol/types.ts';
import { type HostShim, hostShim } from '../fixtures/host.ts';
import {
  addresses,
  CLONE,
  call,
  EBADF,
  outputOf,
  resultOf,
  runOps,
  SIGCHLD,
  spawn,
  text,
} from '../fixtures/ops.ts';

let host: HostShim;
let shim: Shim;
beforeAll(async () => {
  host = await hostShim();
  shim = host.shim;
});
afterAll(() => shim.close());

const O_CLOEXEC = 0o2000000;
const CHILD = CLONE.vm | SIGCHLD;

describe('spawn', () => {
  it('gives a task of the shim no fd, and the pid that it reports', async () => {
    const result = await runOps(shim, spawn(0), call(0, NR.dup, 0), call(0, NR.dup, 3), call(0, NR.getpid));
    expect(resultOf(result, 1)).toBe(EBADF);
    expect(resultOf(result, 2)).toBe(EBADF);
    expect(result.settled[0]?.spawned).toEqual([{ task: 0, pid: Number(resultOf(result, 3)) }]);
  });

  it('copies the fd table of a parent, or shares it', async () => {
    const result = await runOps(
      shim,
      spawn(0),
      call(0, NR.pipe, { out: 8 }),
      spawn(1, { parent: 0, flags: CHILD }),
      spawn(2, { parent: 0, flags: CHILD | CLONE.files }),
      call(0, NR.close, 0),
      call(1, NR.close, 0),
      call(2, NR.close, 0),
    );
    expect([4, 5, 6].map((op) => resultOf(result, op))).toEqual([0n, 0n, EBADF]);
  });

  it('forks memory when it is not shared, and results still come', async () => {
    const result = await runOps(
      shim,
      spawn(0, { flags: 0 }),
      spawn(1, { parent: 0, flags: SIGCHLD }),
      call(1, NR.getcwd, { out: 64 }, 64),
      call(0, NR.wait4, { pid: 1 }, { out: 4 }, 0, 0),
      call(1, NR.exit, 3),
    );
    expect(outputOf(result, 2)).toMatch(/^\/.*\/s\d+$/);
    expect(result.settled[3]?.blocked).toEqual([0]);
    const last = result.settled[4];
    expect(last?.returned[0]?.out[0]).toEqual(Uint8Array.of(0, 3, 0, 0));
    expect(last?.died.map(({ task }) => task)).toEqual([1]);
  });

  it('makes threads, of one process, which die together', async () => {
    const thread = CLONE.vm | CLONE.files | CLONE.fs | CLONE.sighand | CLONE.thread;
    const result = await runOps(
      shim,
      spawn(0),
      spawn(1, { parent: 0, flags: thread }),
      call(0, NR.getpid),
      call(1, NR.getpid),
      call(1, NR.gettid),
      { op: 'kill', task: 1, signal: 9 },
    );
    const tid = result.settled[1]?.spawned[0]?.pid;
    expect(resultOf(result, 3)).toBe(resultOf(result, 2));
    expect(resultOf(result, 4)).toBe(BigInt(tid ?? 0));
    expect(result.settled[5]?.died.map(({ task }) => task)).toEqual([0, 1]);
  });

  it('holds the parent of a vfork until the child ends', async () => {
    const result = await runOps(
      shim,
      spawn(0),
      spawn(1, { parent: 0, flags: CHILD | CLONE.vfork }),
      call(1, NR.getpid),
      call(1, NR.exit, 0),
      call(0, NR.getpid),
    );
    expect(result.fault).toBeUndefined();
    expect(result.settled.map(({ blocked }) => blocked)).toEqual([[], [0], [0], [], []]);
  });

  it('applies root, gid and uid, in the order that lets it', async () => {
    const ops = [
      spawn(0),
      call(0, NR.mkdir, text('inside'), 0o755),
      spawn(1, { root: 'inside', uid: 1234, gid: 5678 }),
      call(1, NR.getcwd, { out: 64 }, 64),
      call(1, NR.getuid),
      call(1, NR.getgid),
    ];
    const result = await runOps(shim, ...ops);
    if (!shim.hello.capabilities.includes('chroot')) {
      expect(result.fault).toBe('setup: op 2, task 1, errno 1');
      return;
    }
    expect([outputOf(result, 3), resultOf(result, 4), resultOf(result, 5)]).toEqual(['/', 1234n, 5678n]);
  });
});

describe('execve', () => {
  it('goes on as the same task, with the fds that stay open', async () => {
    const { image, memory } = shim.hello;
    const result = await runOps(
      shim,
      spawn(0),
      call(0, 293 /* pipe2 */, { out: 8 }, O_CLOEXEC),
      call(0, NR.pipe, { out: 8 }),
      call(
        0,
        NR.execve,
        text(image),
        addresses([text('shim'), text('--worker'), text('0'), text(memory)]),
        0,
      ),
      call(0, NR.close, 0),
      call(0, NR.close, 2),
      call(0, NR.getpid),
      { op: 'handler', task: 0, signal: 10, restart: false },
      { op: 'kill', task: 0, signal: 10 },
    );
    expect(result.fault).toBeUndefined();
    expect([3, 4, 5].map((op) => resultOf(result, op))).toEqual([0n, EBADF, 0n]);
    expect(resultOf(result, 6)).toBe(BigInt(result.settled[0]?.spawned[0]?.pid ?? 0));
    expect(result.settled[8]?.signals).toEqual([{ task: 0, signal: 10, count: 1 }]);
  });

  it('says how it failed', async () => {
    const result = await runOps(shim, spawn(0), call(0, NR.execve, text('/nowhere'), addresses([]), 0));
    expect(resultOf(result, 1)).toBe(-2n);
  });
});

describe('deaths', () => {
  it('reports the status of an exit and of a signal', async () => {
    const result = await runOps(shim, spawn(0), spawn(1), call(0, NR.exit, 7), {
      op: 'kill',
      task: 1,
      signal: 15,
    });
    expect(result.settled[2]).toMatchObject({
      died: [{ task: 0, status: 0x700 }],
      blocked: [],
      returned: [],
    });
    expect(result.settled[3]?.died).toEqual([{ task: 1, status: 15 }]);
  });

  it("ends a raw fork's child, which has no task to go on as", async () => {
    const result = await runOps(shim, spawn(0), call(0, NR.fork), call(0, NR.getpid));
    expect(resultOf(result, 1)).toBeGreaterThan(1n);
    expect(resultOf(result, 2)).toBe(BigInt(result.settled[0]?.spawned[0]?.pid ?? 0));
  });
});
