// SPDX-License-Identifier: MIT
// What a ring must not disturb, and requests that block: in a guest of one CPU, and of two, where nothing is proved.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op, SequenceResult, Shim } from '../../harness/protocol/types.ts';
import type { Guest } from '../../kernel/boot/boot.ts';
import { bootShim } from '../fixtures/guest.ts';
import { addresses, CLONE, call, EBADF, resultOf, SIGCHLD, spawn, text, uring } from '../fixtures/ops.ts';

const O_CREAT = 0o100;
const RLIMIT_NOFILE = 7;
const EMFILE = -24n;
const IOSQE_ASYNC = 1 << 4;
const SIGUSR1 = 10;
const SIGKILL = 9;

describe.each([1, 2])('with %i CPU', (cpus) => {
  let guest: Guest;
  let shim: Shim;
  beforeAll(async () => {
    ({ guest, shim } = await bootShim({ cpus }, 'hooks'));
  });
  afterAll(() => guest.kill());

  async function run(times: number, ...ops: Op[]): Promise<readonly SequenceResult[]> {
    const results = await shim.run(Array(times).fill({ ops }));
    expect(results.filter(({ fault }) => fault !== undefined)).toEqual([]);
    return results;
  }

  test('a ring has no fd, also where a task may have one only', async () => {
    const one = { data: Uint8Array.of(1, ...Array(7).fill(0), 1, ...Array(7).fill(0)) };
    const [result] = await run(
      1,
      spawn(0),
      call(0, NR.prlimit64, 0, RLIMIT_NOFILE, one, 0),
      uring(0, 'nop'),
      call(0, NR.socketpair, 1, 1, 0, { out: 8 }),
      call(0, NR.open, text('f'), O_CREAT, 0o600),
    );
    expect([1, 2, 3, 4].map((op) => resultOf(result!, op))).toEqual([0n, 0n, EMFILE, 0n]);
  });

  test('there is another one after execve and in a child, whether it shares memory or not', async () => {
    const args = addresses([text('init'), text('--worker'), text('0'), text(shim.hello.memory)]);
    const [result] = await run(
      1,
      spawn(0),
      uring(0, 'nop'),
      spawn(1, { parent: 0, flags: SIGCHLD }),
      spawn(2, { parent: 0, flags: SIGCHLD | CLONE.vm }),
      ...[1, 2].map((task) => uring(task, 'close', 9)),
      call(0, NR.execve, text(shim.hello.image), args, 0),
      uring(0, 'close', 9),
    );
    expect([4, 5, 6, 7].map((op) => resultOf(result!, op))).toEqual([EBADF, EBADF, 0n, EBADF]);
  });

  test('the calls that come after it sleep undisturbed', async () => {
    const sleep = call(0, NR.epoll_wait, 0, { out: 12 }, 1, -1);
    const later = Array<Op>(200).fill(call(1, NR.getpid));
    const ops = [spawn(0), spawn(1), call(0, NR.epoll_create1, 0), uring(0, 'nop'), sleep, ...later];
    const [result] = await run(1, ...ops);
    expect(result?.settled.slice(4).filter(({ blocked }) => blocked[0] !== 0)).toEqual([]);
  });

  test('a task whose request a kernel thread is working on is not blocked', async () => {
    const SIZE = 200_000;
    const results = await run(
      5,
      spawn(0),
      call(0, NR.open, text('/dev/urandom'), 0),
      uring(0, 'read', 0, { out: SIZE }, SIZE, 0, 0, IOSQE_ASYNC),
    );
    expect(results.map(({ settled }) => settled[2]?.returned[0]?.value)).toEqual(Array(5).fill(BigInt(SIZE)));
  });

  const address = Buffer.from('\x01\0\0name');
  const listener = { data: address };
  const accept = call(0, NR.accept, 0, 0, 0);
  /** Task 0 listens and has no room; task 1's socket is fd 0. */
  const connect = (how: number): Op[] => [
    spawn(0),
    call(0, NR.socket, 1, 1, 0),
    call(0, NR.bind, 0, listener, address.length),
    call(0, NR.listen, 0, 0),
    call(0, NR.socket, 1, 1, 0),
    call(0, NR.connect, 1, listener, address.length),
    spawn(1),
    { op: 'handler', task: 1, signal: SIGUSR1, restart: false },
    call(1, NR.socket, 1, 1, 0),
    uring(1, 'connect', 0, listener, 0, address.length, 0, how),
  ];

  describe.each([
    ['by the task', 0],
    ['by a kernel thread', IOSQE_ASYNC],
  ])('a connect that is begun %s', (_by, how) => {
    test('is blocked by a full backlog, and returns with the accept', async () => {
      for (const result of await run(50, ...connect(how), accept)) {
        expect(result.settled[9]).toMatchObject({ returned: [], blocked: [1] });
        expect([9, 10].map((op) => resultOf(result, op))).toEqual([0n, 2n]);
      }
    });

    test('goes on when a handler has run, and ends with its task', async () => {
      const kill = (signal: number): Op => ({ op: 'kill', task: 1, signal });
      const [result] = await run(1, ...connect(how), kill(SIGUSR1), kill(SIGKILL), accept, accept);
      expect(result?.settled[10]).toMatchObject({ returned: [], blocked: [1], signals: [{ count: 1 }] });
      expect(result?.settled[11]).toMatchObject({ blocked: [], died: [{ task: 1, status: SIGKILL }] });
      // The backlog had one, and the dead task has left nothing in it.
      expect(resultOf(result!, 12)).toBe(2n);
      expect(result?.settled[13]?.blocked).toEqual([0]);
    });

    test('leaves nothing when its sequence ends before it', async () => {
      await run(50, ...connect(how));
      const [result] = await run(1, ...connect(how), accept);
      expect(resultOf(result!, 9)).toBe(0n);
    });
  });
});
