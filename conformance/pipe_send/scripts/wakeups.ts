// SPDX-License-Identifier: MIT
// Who is refused the mutex waits by EPOLLET, and is woken when it is let go (R19): what no sequence of the model says,
// which has no poll.
import { descriptorOf, pollfd, readPollfd } from '../../harness/pollfd.ts';
import {
  F_SETFL,
  F_SETOWN,
  F_SETPIPE_SZ,
  FIONREAD,
  MSG_DONTWAIT,
  O_ASYNC,
  O_RDWR,
  O_WRONLY,
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLOUT,
  POLLRDNORM,
  POLLWRNORM,
  RWF_NOWAIT,
  SIG_BLOCK,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { iovecs, u64s } from '../../harness/registers.ts';
import { mkfifo, open, SIGNAL, write } from '../../harness/scripted/calls.ts';
import { EPOLLEXCLUSIVE, EVENT, edgesBy, watchEdges } from '../../harness/scripted/epoll.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { bringing, mapLate, openUserfaultfd } from '../../harness/scripted/late-memory.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { IdleSplice, SOCKETS } from './idle-splice.ts';

/** What an end is ready for; and the same by other bits, which poll tells of as well. */
const EDGES = { in: POLLIN, out: POLLOUT } as const;
const NORMAL = { in: POLLRDNORM, out: POLLWRNORM } as const;
/** Of which each end tells when nobody has the other one open any more. */
const ENDED = { in: POLLHUP, out: POLLERR } as const;
const SIGIO: Arg = { data: u64s(2n ** BigInt(SIGNAL.io - 1)) };
const PAGE = 4096;

/** Two pages that come late. */
const LATE = { at: 0x5100_0000, size: 2 * PAGE } as const;

type Edge = keyof typeof EDGES;
type Edges = Readonly<Record<Edge, number>>;
const BOTH = 'in and out';
const NONE = 'nothing';
const HANG_UP = 'hang-up';

/** A pipe with bytes and room, a loop that waits for edges at both of its ends, and a splicer. */
class Room {
  readonly script: JudgedScript;
  readonly loop: number;
  readonly splicer: number;
  readonly #ends: Readonly<Record<Edge, Arg>>;
  readonly #edges: Edges;
  readonly #epoll: Arg;
  #descriptors = 0;

  constructor(title: string, kind: 'pipe' | 'FIFO' = 'pipe', edges: Edges = EDGES) {
    this.#edges = edges;
    this.script = new JudgedScript(title);
    this.loop = this.script.spawn();
    this.#ends = kind === 'pipe' ? this.#pipe() : this.#fifo();
    this.#epoll = this.script.open(this.loop, NR.epoll_create1, 0);
    this.#descriptors += 1;
    write(this.script, this.loop, this.#ends.out, 'abcd');
    for (const edge of ['in', 'out'] as const) this.#watch(edge);
    this.splicer = this.script.fork(this.loop);
    this.told('the edges of the beginning', BOTH);
    this.told('they are taken', NONE);
  }

  #pipe() {
    this.script.call(this.loop, NR.pipe2, { out: 8 }, 0);
    this.#descriptors += 2;
    return { in: 0, out: 1 };
  }

  /** Opened twice: each end is a file of its own. */
  #fifo() {
    mkfifo(this.script, this.loop, 'f');
    const ends = [O_RDWR, O_WRONLY].map((flags) => open(this.script, this.loop, 'f', flags));
    this.#descriptors += 2;
    return { in: ends[0]!, out: ends[1]! };
  }

  #watch(edge: Edge): void {
    watchEdges(this.script, this.loop, this.#epoll, this.#ends[edge], this.#edges[edge]);
  }

  /** Asks for edges, and waits for none. */
  told(label: string, expected: string, covers?: string): void {
    const op = edgesBy(this.script, this.loop, this.#epoll, 2);
    this.script.expectThat({ label, expected, covers, observed: (run) => edgesOf(run, op, this.#edges) }, [
      op,
    ]);
  }

  /** Waits for an edge, for ever. */
  sleepInEpoll(): number {
    const sleeper = this.script.fork(this.loop);
    const op = edgesBy(this.script, sleeper, this.#epoll, 2, -1);
    this.script.expect(op, 'epoll_wait', 'blocked');
    return op;
  }

  /** One more who sleeps until there are such events of an end, by an epoll of its own that asks to be woken as one of many. */
  sleepExclusively(name: string, edge: Edge, events: number): Sleeper {
    const epoll = this.script.open(this.loop, NR.epoll_create1, 0);
    this.#descriptors += 1;
    watchEdges(this.script, this.loop, epoll, this.#ends[edge], events, EPOLLEXCLUSIVE);
    const first = edgesBy(this.script, this.loop, epoll, 1);
    this.script.expect(first, `${name}, in the beginning`, events === this.#edges[edge] ? '1' : '0');
    const task = this.script.fork(this.loop);
    const op = edgesBy(this.script, task, epoll, 1, -1);
    this.script.expect(op, `${name}, epoll_wait`, 'blocked');
    return { op, task };
  }

  /** Whether who has slept has been woken by now. */
  woken(label: string, { task }: Sleeper, expected: 'yes' | 'no'): void {
    const after = this.script.ops.length - 1;
    const observed = (run: ScriptRun) => (run.blocked(after, task) ? 'no' : 'yes');
    this.script.expectThat({ label: `${label}, woken`, expected, observed });
  }

  /** Leaves one byte to who has the pipe open for reading, and nobody who has it open for writing. */
  leaveOne(): void {
    this.script.call(this.loop, NR.read, this.#ends.in, { out: 3 }, 3);
    this.script.call(this.loop, NR.close, this.#ends.out);
  }

  /** Has SIGIO, which is blocked, be sent to the loop for both ends; gives what takes one. */
  signalled(): (label: string, expected: 'SIGIO' | typeof NONE) => void {
    this.script.call(this.loop, NR.rt_sigprocmask, SIG_BLOCK, SIGIO, 0, 8);
    for (const end of Object.values(this.#ends)) {
      this.script.call(this.loop, NR.fcntl, end, F_SETOWN, { pid: this.loop });
      this.script.call(this.loop, NR.fcntl, end, F_SETFL, O_ASYNC);
    }
    return (label, expected) => {
      const op = this.script.call(this.loop, NR.rt_sigtimedwait, SIGIO, 0, { data: u64s(0, 0) }, 8);
      const observed = (run: ScriptRun) => {
        const taken = run.atOnce(op);
        return taken === String(SIGNAL.io) ? 'SIGIO' : taken === 'EAGAIN' ? NONE : taken;
      };
      this.script.expectThat({ label: `SIGIO, ${label}`, expected, observed }, [op]);
    };
  }

  /** A byte by write(2), of which a loop that waits for SIGIO is told. */
  written(): void {
    write(this.script, this.loop, this.#ends.out, 'z');
  }

  /** Takes the mutex by a splice. */
  take(): IdleSplice {
    const splice = new IdleSplice(this.script, this.loop, this.#descriptors);
    this.#descriptors += SOCKETS;
    splice.take(this.splicer, this.#ends.out);
    return splice;
  }

  /** Leaves room for one page beside the bytes. */
  shrink(): void {
    this.script.call(this.loop, NR.fcntl, this.#ends.out, F_SETPIPE_SZ, 2 * PAGE);
  }

  /** Takes the mutex by a write(2) of two pages, of which none is there yet. */
  writeLate(): { readonly write: number; readonly userfaultfd: Arg } {
    const userfaultfd = openUserfaultfd(this.script, this.loop);
    mapLate(this.script, this.loop, userfaultfd, LATE.at, LATE.size);
    const op = this.script.call(this.splicer, NR.write, this.#ends.out, LATE.at, LATE.size);
    this.script.expect(op, 'write, whose pages come late', 'blocked');
    return { write: op, userfaultfd };
  }

  /** Takes the mutex by a read(2) of one byte, into a page that is not there yet. */
  readLate(): { readonly read: number; readonly userfaultfd: Arg } {
    const userfaultfd = openUserfaultfd(this.script, this.loop);
    mapLate(this.script, this.loop, userfaultfd, LATE.at, LATE.size);
    const op = this.script.call(this.splicer, NR.read, this.#ends.in, LATE.at, 1);
    this.script.expect(op, 'read, whose page comes late', 'blocked');
    return { read: op, userfaultfd };
  }

  /** Takes the mutex by a vmsplice(2) of a page that is not there yet. */
  vmspliceLate(): { readonly vmsplice: number; readonly userfaultfd: Arg } {
    const userfaultfd = openUserfaultfd(this.script, this.loop);
    mapLate(this.script, this.loop, userfaultfd, LATE.at, LATE.size);
    const vector = iovecs({ base: LATE.at, length: 1 });
    const op = this.script.call(this.splicer, NR.vmsplice, this.#ends.out, vector, 1, 0);
    this.script.expect(op, 'vmsplice, whose page comes late', 'blocked');
    return { vmsplice: op, userfaultfd };
  }

  /** poll(2) of an end, which waits for nothing. */
  polled(label: string, edge: Edge, expected: Edge | typeof NONE): void {
    const fd = this.#ends[edge];
    const polled = { inout: pollfd(EDGES[edge]), relocs: [descriptorOf(fd)] };
    const op = this.script.call(this.loop, NR.poll, polled, 1, 0);
    const observed = (run: ScriptRun) => {
      const bits = readPollfd(run.buffer(op))?.revents ?? -1;
      return bits === EDGES[edge] ? edge : bits === 0 ? NONE : `revents ${bits}`;
    };
    this.script.expectThat({ label: `poll, ${label}`, expected, observed }, [op]);
  }

  /** Brings the pages: a write of them fills the pipe, and sleeps until there is room. */
  bringPages(userfaultfd: Arg): void {
    this.script.call(this.loop, ...bringing(userfaultfd, LATE.at, Buffer.alloc(LATE.size, 'w')));
  }

  /** Takes the mutex and lets it go, in one call. */
  ask(): void {
    this.script.call(this.loop, NR.ioctl, this.#ends.in, FIONREAD, { out: 4 });
  }

  /** A call that may not wait, which must give this. */
  nowait(nr: number, call: Refused, expected: string, covers?: string): void {
    const { edge, name } = call;
    const op = this.script.call(this.loop, ...call.registers(nr, this.#ends[edge]));
    this.script.expect(op, name, expected, covers);
  }
}

/** A task that sleeps in epoll_wait(2). */
interface Sleeper {
  readonly op: number;
  readonly task: number;
}

/** Which edges epoll_wait has told of, and whether of the end of the file. */
function edgesOf(run: ScriptRun, op: number, by: Edges = EDGES): string {
  const count = run.value(op);
  if (typeof count !== 'number') return String(count ?? 'blocked');
  const told = Array.from({ length: count }, (_, i) => run.buffer(op).readUInt32LE(i * EVENT.size));
  const all = told.reduce((bits, one) => bits | one, 0);
  const edges: string[] = (['in', 'out'] as const).filter((edge) => (all & by[edge]) !== 0);
  if ((all & ENDED.in) !== 0) edges.push(HANG_UP);
  return edges.length === 0 ? NONE : edges.join(' and ');
}

/** A call that may not wait, by its end of the pipe. */
interface Refused {
  readonly name: string;
  readonly edge: Edge;
  registers(nr: number, fd: Arg): [nr: number, ...args: Arg[]];
}

const byte = (edge: Edge): Arg => (edge === 'in' ? { out: 1 } : { data: Buffer.from('y') });

/** One byte, by a vector. */
const vector = (edge: Edge): Arg => iovecs({ base: byte(edge), length: 1 });

const moved = (name: string, edge: Edge, own?: number): Refused => ({
  name: `${name}, MSG_DONTWAIT`,
  edge,
  registers: (nr, fd) => [own ?? nr, fd, byte(edge), 1, MSG_DONTWAIT, 0, 0],
});

const vectored = (name: string, edge: Edge, own: number): Refused => ({
  name: `${name}, RWF_NOWAIT`,
  edge,
  registers: (_, fd) => [own, fd, vector(edge), 1, -1, -1, RWF_NOWAIT],
});

const RECV = moved('recvfrom', 'in');
const CALLS: readonly Refused[] = [
  ...[RECV, moved('sendto', 'out', NR.sendto)],
  ...[vectored('preadv2', 'in', NR.preadv2), vectored('pwritev2', 'out', NR.pwritev2)],
];

/** Refused, and woken at both ends by who has had the mutex, and that once. */
function refused(nr: number, call: Refused, kind: 'pipe' | 'FIFO', normal = false): JudgedScript {
  const title = `${call.name}, of a ${kind}${normal ? ', by EPOLLRDNORM and EPOLLWRNORM' : ''}`;
  const room = new Room(title, kind, normal ? NORMAL : EDGES);
  const splice = room.take();
  room.nowait(nr, call, 'EAGAIN');
  room.told('edges, while the splice sleeps', NONE);
  splice.quit();
  room.told('edges, after the splice', BOTH);
  room.nowait(nr, RECV, '1');
  room.told('edges, after a call that was served', NONE);
  return room.script;
}

/** Nobody is refused: then nobody is woken. */
function unmarked(nr: number): JudgedScript {
  const room = new Room('nobody is refused');
  const splice = room.take();
  splice.quit();
  room.told('edges, after the splice', NONE);
  room.ask();
  room.told('edges, after FIONREAD', NONE);
  room.nowait(nr, RECV, '1');
  return room.script;
}

/** The mark is taken off by who finds it. */
function once(nr: number): JudgedScript {
  const room = new Room('one refusal, and two splices');
  const first = room.take();
  room.nowait(nr, RECV, 'EAGAIN');
  room.nowait(nr, RECV, 'EAGAIN');
  first.quit();
  room.told('edges, after the first', BOTH);
  const second = room.take();
  second.quit();
  room.told('edges, after the second', NONE);
  const third = room.take();
  room.nowait(nr, RECV, 'EAGAIN');
  third.quit();
  room.told('edges, after the third, and one more refusal', BOTH);
  return room.script;
}

/** A splice that brings something wakes readers by itself, and the others by the mark. */
function brought(nr: number): JudgedScript {
  const room = new Room('a splice that brings something');
  const splice = room.take();
  room.nowait(nr, RECV, 'EAGAIN');
  splice.bring();
  room.told('edges, after the splice', BOTH);
  return room.script;
}

/**
 * The holder lets the mutex go because it has to sleep. It wakes no reader itself, as the pipe was not empty: only the
 * mark does.
 */
function sleepsOn(nr: number): JudgedScript {
  const room = new Room('a write that goes on to sleep');
  room.shrink();
  room.told('edges of a pipe that was made smaller', 'out');
  const { write, userfaultfd } = room.writeLate();
  room.nowait(nr, RECV, 'EAGAIN');
  room.told('edges, while the write has the mutex', NONE);
  room.bringPages(userfaultfd);
  room.told('edges, when it sleeps beside a full pipe', 'in');
  room.script.expectThat({ label: 'the write', expected: 'blocked', observed: (run) => run.inTheEnd(write) });
  return room.script;
}

/** A write(2) that has the mutex, and ends: of itself it wakes readers alone. */
function byWrite(nr: number): JudgedScript {
  const room = new Room('a write that waits for its pages');
  const { write, userfaultfd } = room.writeLate();
  room.nowait(nr, RECV, 'EAGAIN');
  room.told('edges, while the write has the mutex', NONE);
  room.bringPages(userfaultfd);
  room.script.expectInTheEnd(write, 'write, whose pages have come', String(LATE.size));
  room.told('edges, after the write', BOTH);
  room.nowait(nr, RECV, '1');
  return room.script;
}

/** Who sleeps in epoll_wait while another thread is refused. */
function asleep(nr: number): JudgedScript {
  const room = new Room('a thread sleeps in epoll_wait');
  const splice = room.take();
  const sleep = room.sleepInEpoll();
  room.nowait(nr, RECV, 'EAGAIN');
  splice.quit();
  room.script.expectThat({
    label: 'it is woken',
    expected: 'yes',
    observed: (run) =>
      edgesOf(run, sleep).includes('in') || edgesOf(run, sleep).includes('out') ? 'yes' : 'no',
  });
  return room.script;
}

/** A holder that is no splice(2): vmsplice(2), whose page comes late. */
function byVmsplice(nr: number): JudgedScript {
  const room = new Room('a vmsplice that waits for its page');
  const { vmsplice, userfaultfd } = room.vmspliceLate();
  room.nowait(nr, RECV, 'EAGAIN');
  room.told('edges, while the vmsplice has the mutex', NONE);
  room.bringPages(userfaultfd);
  room.script.expectInTheEnd(vmsplice, 'vmsplice, whose page has come', '1');
  room.told('edges, after the vmsplice', BOTH);
  room.nowait(nr, RECV, '1');
  return room.script;
}

/**
 * Two wait at an end, each to be woken as one of them: one refusal wakes both, as nobody knows which of them was refused (R19).
 */
function exclusive(nr: number, call: Refused, edge: Edge): JudgedScript {
  const room = new Room(`${call.name}, beside two who wait for ${edge} by EPOLLEXCLUSIVE`);
  const sleepers = (['the first', 'the second'] as const).map(
    (name) => [name, room.sleepExclusively(name, edge, EDGES[edge])] as const,
  );
  const all = (when: string, expected: 'yes' | 'no') => {
    for (const [name, sleeper] of sleepers) room.woken(`${name}, ${when}`, sleeper, expected);
  };
  const splice = room.take();
  room.nowait(nr, call, 'EAGAIN');
  all('while the splice sleeps', 'no');
  splice.quit();
  all('after the splice', 'yes');
  room.told('edges, after the splice', BOTH);
  for (const [name, { op }] of sleepers) room.script.expectInTheEnd(op, `${name}, in the end`, '1');
  room.nowait(nr, RECV, '1');
  return room.script;
}

/**
 * Who waits for the end of the file alone stands in the wait queue first. It has no use for the wake-up, which is to reach who
 * waits behind it (R19).
 */
function behindAnother(nr: number, call: Refused, edge: Edge): JudgedScript {
  const room = new Room(`${call.name}, and who waits for ${edge} behind one who waits for the end`);
  const first = room.sleepExclusively('for the end', edge, ENDED[edge]);
  const behind = room.sleepExclusively(`for ${edge}`, edge, EDGES[edge]);
  const splice = room.take();
  room.nowait(nr, call, 'EAGAIN');
  room.woken(`for ${edge}, while the splice sleeps`, behind, 'no');
  splice.quit();
  room.woken(`for ${edge}, after the splice`, behind, 'yes');
  room.script.expectInTheEnd(behind.op, `for ${edge}, in the end`, '1');
  room.woken('for the end, after the splice', first, 'no');
  room.nowait(nr, RECV, '1');
  return room.script;
}

/** What is told at the end of the file is no byte, and no room: the holder has taken the last byte, and a loop waits on (R19). */
function ended(nr: number): JudgedScript {
  const room = new Room('a read that takes the last byte');
  room.leaveOne();
  room.told('edges, when nobody writes any more', `in and ${HANG_UP}`);
  room.told('they are taken, too', NONE);
  const { read, userfaultfd } = room.readLate();
  room.nowait(nr, RECV, 'EAGAIN');
  room.told('edges, while the read has the mutex', NONE);
  room.bringPages(userfaultfd);
  room.script.expectInTheEnd(read, 'read, whose page has come', '1');
  room.told('edges, after the read', HANG_UP);
  room.nowait(nr, RECV, '0');
  return room.script;
}

/** Who goes by SIGIO alone is told of bytes, and not of a mutex that is let go (A17). */
function unsignalled(nr: number, call: Refused): JudgedScript {
  const room = new Room(`${call.name}, beside SIGIO`);
  const signal = room.signalled();
  signal('at the beginning', NONE);
  room.written();
  signal('after a write', 'SIGIO');
  signal('once more', NONE);
  room.told('edges, after a write', 'in');
  const splice = room.take();
  room.nowait(nr, call, 'EAGAIN');
  signal('while the splice sleeps', NONE);
  splice.quit();
  signal('after the splice', NONE);
  room.told('edges, after the splice', BOTH);
  room.nowait(nr, RECV, '1');
  // A read tells who waits for room, whether there was any before or not.
  signal('after a recv', 'SIGIO');
  return room.script;
}

/** What poll(2) says is not about the mutex: a loop that goes by the level is refused, and told again (A5). */
function level(nr: number, call: Refused): JudgedScript {
  const room = new Room(`${call.name}, beside poll`);
  const { edge } = call;
  room.polled('nobody has the mutex', edge, edge);
  const splice = room.take();
  for (const again of ['', ', again']) {
    room.polled(`while the splice sleeps${again}`, edge, edge);
    room.nowait(nr, call, 'EAGAIN');
  }
  room.polled('after the refusals', edge, edge);
  splice.quit();
  room.polled('after the splice', edge, edge);
  room.nowait(nr, call, '1');
  room.nowait(nr, RECV, '1');
  return room.script;
}

const LANE: ScriptedLane = {
  scenario: 'wakeups',
  what: 'who is refused because the pipe is held waits by epoll, and is woken when it is let go',
  call: 'recvfrom',
  needs: [],
  // That there are edges, and that each is told of once, is asked in every room.
  setUp: () => [new Room('edges').script],
  cases: (nr) => [
    ...(['pipe', 'FIFO'] as const).flatMap((kind) => CALLS.map((call) => refused(nr, call, kind))),
    ...CALLS.map((call) => refused(nr, call, 'pipe', true)),
    ...CALLS.map((call) => level(nr, call)),
    ...CALLS.map((call) => unsignalled(nr, call)),
    ...CALLS.flatMap((call) =>
      (['in', 'out'] as const).flatMap((edge) => [exclusive(nr, call, edge), behindAnother(nr, call, edge)]),
    ),
    ...[unmarked, once, brought, byVmsplice, byWrite, sleepsOn, asleep, ended].map((make) => make(nr)),
  ],
};

/** R19, and R20 of RWF_NOWAIT. */
export const WAKEUPS = scriptedLane(LANE);
