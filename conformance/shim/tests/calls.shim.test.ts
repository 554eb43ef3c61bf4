// SPDX-License-Identifier: MIT
// Calls, their arguments and what is seen of them, on this machine's kernel.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { Shim } from '../../harness/protocol/types.ts';
import { hostShim } from '../fixtures/host.ts';
import {
  CLONE,
  call,
  EBADF,
  EINTR,
  outputOf,
  resultOf,
  runOps,
  SIGCHLD,
  spawn,
  text,
  uring,
} from '../fixtures/ops.ts';

let shim: Shim;
beforeAll(async () => {
  shim = (await hostShim()).shim;
});
afterAll(() => shim.close());

/** A pipe (0 to read, 1 to write) that tasks 0 and 1 share. */
const SHARED_PIPE = [
  spawn(0),
  call(0, NR.pipe, { out: 8 }),
  spawn(1, { parent: 0, flags: CLONE.vm | CLONE.files | SIGCHLD }),
];
const read = (task: number) => call(task, NR.read, 0, { out: 16 }, 16);
const write = (task: number, what: string) =>
  call(task, NR.write, 1, { data: Buffer.from(what) }, what.length);

describe('blocking', () => {
  it('shows a call blocked, and then returned with what woke it', async () => {
    const result = await runOps(shim, ...SHARED_PIPE, read(1), write(0, 'hello'));
    expect(result.settled[3]).toMatchObject({ returned: [], blocked: [1] });
    expect(result.settled[4]?.blocked).toEqual([]);
    expect(result.settled[4]?.returned.map(({ op }) => op).sort()).toEqual([3, 4]);
    expect(outputOf(result, 3)).toBe('hello');
  });

  it('does not take a wait for the kernel itself for blocked: a grace period of RCU', async () => {
    const MEMBARRIER_CMD_GLOBAL = 1;
    const wait = call(0, NR.membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
    const { settled } = await runOps(shim, spawn(0), wait, wait, wait);
    expect(settled.slice(1)).toMatchObject(
      Array.from({ length: 3 }, () => ({ blocked: [], returned: [{ value: 0n }] })),
    );
  });

  it('interrupts with a handler, and restarts with SA_RESTART', async () => {
    const run = (restart: boolean) =>
      runOps(
        shim,
        ...SHARED_PIPE,
        { op: 'handler', task: 1, signal: 10, restart },
        read(1),
        { op: 'kill', task: 1, signal: 10 },
        write(0, 'x'),
      );
    const interrupted = await run(false);
    expect(interrupted.settled[5]?.returned).toMatchObject([{ task: 1, op: 4, value: EINTR }]);
    expect(interrupted.settled[5]?.signals).toEqual([{ task: 1, signal: 10, count: 1 }]);
    const restarted = await run(true);
    expect(restarted.settled[5]).toMatchObject({ returned: [], blocked: [1] });
    expect(restarted.settled[5]?.signals).toEqual([{ task: 1, signal: 10, count: 1 }]);
    expect(resultOf(restarted, 4)).toBe(1n);
  });

  it('leaves a blocked call behind, killed, without a trace in the next sequence', async () => {
    const results = await shim.run(Array.from({ length: 20 }, () => ({ ops: [...SHARED_PIPE, read(1)] })));
    expect(results.map(({ settled }) => settled[3]?.blocked)).toEqual(Array(20).fill([1]));
    expect(results.filter(({ fault }) => fault !== undefined)).toEqual([]);
  });
});

describe('arguments', () => {
  it('nests memory: an fd goes over a socket in a control message', async () => {
    const iovec = { data: new Uint8Array(16), relocs: [{ at: 0, arg: text('m') }] };
    Buffer.from(iovec.data.buffer).writeUInt32LE(1, 8);
    const control = new Uint8Array(24);
    const view = new DataView(control.buffer);
    view.setUint32(0, 20, true);
    view.setUint32(8, 1, true); // SOL_SOCKET, SCM_RIGHTS
    view.setUint32(12, 1, true);
    const header = new Uint8Array(56);
    new DataView(header.buffer).setUint32(24, 1, true);
    new DataView(header.buffer).setUint32(40, 20, true);
    const message = {
      data: header,
      relocs: [
        { at: 16, arg: iovec },
        { at: 32, arg: { data: control, relocs: [{ at: 16, size: 4 as const, arg: { slot: 5 } }] } },
      ],
    };
    const received = {
      inout: header,
      relocs: [
        { at: 16, arg: { ...iovec, relocs: [{ at: 0, arg: { out: 1 } }] } },
        { at: 32, arg: { out: 24 } },
      ],
    };
    const result = await runOps(
      shim,
      spawn(0),
      call(0, NR.socketpair, 1, 1, 0, { out: 8 }),
      { ...call(0, NR.dup, 0), save: 5 },
      call(0, NR.sendmsg, 0, message, 0),
      call(0, NR.recvmsg, 1, received, 0),
    );
    expect(resultOf(result, 4)).toBe(1n);
    const [, data, rights] = result.settled[4]?.returned[0]?.out ?? [];
    expect(Buffer.from(data ?? []).toString()).toBe('m');
    expect(rights && new DataView(rights.buffer).getUint32(16, true)).toBe(3);
  });

  it('reads an unset slot as -1, and an absent task as a pid that nobody has', async () => {
    const result = await runOps(
      shim,
      spawn(0),
      call(0, NR.close, { slot: 3 }),
      call(0, NR.wait4, { pid: 9 }, 0, 1, 0),
      // Of pid 0 it would be the caller's group, and end the caller.
      call(0, NR.kill, { pid: 9 }, 15),
    );
    expect(resultOf(result, 1)).toBe(EBADF);
    expect(resultOf(result, 2)).toBe(-10n);
    expect(resultOf(result, 3)).toBe(-3n);
  });

  it('passes all 64 bits', async () => {
    const result = await runOps(
      shim,
      spawn(0),
      call(0, 218 /* set_tid_address */, -1),
      call(0, NR.read, 0, 0xffff_8000_0000_0000n, 1n),
      call(0, NR.write, -1, 1, 1),
    );
    expect(result.fault).toBeUndefined();
    expect(resultOf(result, 3)).toBe(EBADF);
  });

  it('enters by int80 where the kernel has it', async () => {
    const result = await runOps(shim, spawn(0), { ...call(0, 20 /* getpid */), abi: 'int80' });
    if (shim.hello.capabilities.includes('int80')) {
      expect(resultOf(result, 1)).toBe(BigInt(result.settled[0]?.spawned[0]?.pid ?? 0));
    } else {
      expect(result.settled[1]?.died).toEqual([{ task: 0, status: 11 }]);
    }
  });

  it('goes through io_uring where the kernel has it', async () => {
    const result = await runOps(shim, spawn(0), uring(0, 'nop'), uring(0, 'close', 9));
    if (shim.hello.capabilities.includes('io_uring')) {
      expect([1, 2].map((op) => resultOf(result, op))).toEqual([0n, EBADF]);
    } else {
      expect(result.fault).toMatch(/^ring: op 1, task 0, errno /);
    }
  });
});

describe('refusals', () => {
  const fault = async (...ops: Parameters<typeof runOps>[1][]) => (await runOps(shim, ...ops)).fault;

  it('names each, and keeps what was settled before', async () => {
    expect(await fault(call(0, NR.getpid))).toBe('unknown-task: op 0, task 0');
    expect(await fault(spawn(0), spawn(0))).toBe('task-exists: op 1, task 0');
    expect(await fault(spawn(0), call(0, NR.exit, 0), call(0, NR.getpid))).toBe('dead: op 2, task 0');
    expect(await fault(spawn(0, { flags: CLONE.files }))).toBe('refused: op 0, task 0');
    expect(await fault(spawn(0), call(0, NR.vfork))).toBe('refused: op 1, task 0');
    expect(await fault(spawn(0), spawn(1, { parent: 0, flags: CLONE.thread }))).toBe(
      'clone: op 1, task 1, errno 22',
    );
    const busy = await runOps(shim, ...SHARED_PIPE, read(1), call(1, NR.getpid));
    expect(busy.fault).toBe('busy: op 4, task 1');
    expect(busy.settled[3]?.blocked).toEqual([1]);
  });

  it('bounds the arena of a task', async () => {
    const ops = [spawn(0), ...Array.from({ length: 6 }, () => call(0, NR.read, -1, { out: 50_000 }, 1))];
    expect(await fault(...ops)).toBe('arena: op 6, task 0');
  });
});
