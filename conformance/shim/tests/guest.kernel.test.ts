// SPDX-License-Identifier: MIT
// The shim as PID 1: what only a guest has, a proved "blocked" and an order that repeats among it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op, Shim } from '../../harness/protocol/types.ts';
import type { Guest } from '../../kernel/boot/boot.ts';
import { bootShim, WITHOUT_TEST_ONLY } from '../fixtures/guest.ts';
import {
  addresses,
  CLONE,
  call,
  outputOf,
  resultOf,
  runOps,
  SIGCHLD,
  spawn,
  text,
  uring,
} from '../fixtures/ops.ts';

const CHILD = CLONE.vm | SIGCHLD;
/** A pipe of tasks 0 and 1; 1 reads, and 0 writes. */
const WAKE: readonly Op[] = [
  spawn(0),
  call(0, NR.pipe, { out: 8 }),
  spawn(1, { parent: 0, flags: CHILD | CLONE.files }),
  call(1, NR.read, 0, { out: 8 }, 8),
  call(0, NR.write, 1, text('x'), 1),
];

describe('in a guest with one CPU', () => {
  let guest: Guest;
  let shim: Shim;
  beforeAll(async () => {
    ({ guest, shim } = await bootShim());
  });
  afterAll(() => guest.kill());

  it('is of grade proved', () => {
    expect(shim.hello).toMatchObject({ grade: 'proved', cpus: 1, image: '/init', memory: '/run/memory' });
    expect(shim.hello.capabilities).toEqual(expect.arrayContaining(['chroot', 'setuid', 'guest']));
  });

  it('sees the same each time, the order of the returns too', async () => {
    const results = await shim.run(Array.from({ length: 300 }, () => ({ ops: WAKE })));
    for (const { settled, fault } of results) {
      expect(fault).toBeUndefined();
      expect(settled[3]?.blocked).toEqual([1]);
      expect(settled[4]?.returned.map(({ op }) => op)).toEqual([4, 3]);
    }
  });

  it('keeps a task across execve that has given its privileges away', async () => {
    const args = addresses([text('init'), text('--worker'), text('0'), text(shim.hello.memory)]);
    const ops = [
      spawn(0, { uid: 1000, gid: 1000 }),
      call(0, NR.execve, text('/init'), args, 0),
      call(0, NR.getuid),
    ];
    const result = await runOps(shim, ...ops);
    expect([resultOf(result, 1), resultOf(result, 2)]).toEqual([0n, 1000n]);
  });

  it('forks, waits, and roots a task in the folder of its sequence', async () => {
    const result = await runOps(
      shim,
      spawn(0, { flags: 0, root: '.' }),
      spawn(1, { parent: 0, flags: SIGCHLD | CLONE.vfork }),
      call(1, NR.exit, 3),
      call(0, NR.wait4, { pid: 1 }, { out: 4 }, 0, 0),
      call(0, NR.getcwd, { out: 8 }, 8),
    );
    expect(result.settled[1]?.blocked).toEqual([0]);
    expect(result.settled[2]?.died).toEqual([{ task: 1, status: 0x300 }]);
    expect(resultOf(result, 3)).toBe(BigInt(result.settled[1]?.spawned[0]?.pid ?? 0));
    expect(outputOf(result, 4)).toBe('/');
  });

  it("waits for the end of a raw fork's child too, which is no task", async () => {
    const result = await runOps(shim, spawn(0), call(0, NR.fork), call(0, NR.wait4, -1, { out: 4 }, 0, 0));
    expect(resultOf(result, 1)).toBeGreaterThan(1n);
    expect(resultOf(result, 2)).toBe(resultOf(result, 1));
  });

  it('kills whatever a sequence executed or forked', async () => {
    const ops = [spawn(0), call(0, NR.fork), call(0, NR.execve, text('/init'), addresses([text('init')]), 0)];
    const results = await shim.run(Array.from({ length: 20 }, () => ({ ops })));
    expect(results.map(({ fault }) => fault)).toEqual(Array(20).fill(undefined));
    expect(results.map(({ settled }) => settled[2]?.died)).toEqual(
      Array(20).fill([{ task: 0, status: 0x200 }]),
    );
  });

  it('has no ring where the kernel has no io_uring, and says so', async () => {
    expect(shim.hello.capabilities).not.toContain('io_uring');
    expect((await runOps(shim, spawn(0), uring(0, 'nop'))).fault).toBe('ring: op 1, task 0, errno 38');
  });

  it('powers off when it is told goodbye', async () => {
    await shim.close();
    expect(await guest.exited).toMatchObject({ panic: null, stopped: false });
  });
});

describe('in other guests', () => {
  it('schedules, as without the test-only patch', async () => {
    const { guest, shim } = await bootShim({ append: ['quiet', WITHOUT_TEST_ONLY] });
    expect(shim.hello.grade).toBe('scheduled');
    const results = await shim.run(Array.from({ length: 300 }, () => ({ ops: WAKE })));
    expect(results.filter(({ settled }) => settled[3]?.blocked[0] !== 1)).toEqual([]);
    expect(results.filter(({ settled }) => settled[4]?.returned.length !== 2)).toEqual([]);
    await guest.kill();
  });

  it('observes with two CPUs', async () => {
    const { guest, shim } = await bootShim({ cpus: 2 });
    expect(shim.hello).toMatchObject({ grade: 'observed', cpus: 2 });
    expect((await runOps(shim, ...WAKE)).settled[3]?.blocked).toEqual([1]);
    await guest.kill();
  });

  it('serves a serial line, with frames that it does not lose', async () => {
    const { guest, shim } = await bootShim({ transport: 'serial' });
    expect(shim.hello.capabilities).toContain('serial');
    const fill = { ops: [spawn(0), call(0, NR.write, -1, { data: new Uint8Array(9000).fill(7) }, 9000)] };
    expect((await shim.run(Array(20).fill(fill))).map((result) => resultOf(result, 1))).toEqual(
      Array(20).fill(-9n),
    );
    await guest.kill();
  });

  it('ends the run when the guest is killed', async () => {
    const { guest, shim } = await bootShim();
    const run = shim.run(Array.from({ length: 20_000 }, () => ({ ops: WAKE })));
    const ended = expect(run).rejects.toMatchObject({ code: expect.stringMatching(/^SHIM_/) });
    await guest.kill();
    await ended;
  });
});
