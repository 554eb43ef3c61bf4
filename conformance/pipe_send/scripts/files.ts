// SPDX-License-Identifier: MIT
// Files that are neither pipes nor sockets, of the table in the section Interface: what the model has nothing of, which is
// devices, terminals, and files of the kernel's own.
import {
  CLOCK_MONOTONIC,
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  O_APPEND,
  O_CREAT,
  O_DIRECTORY,
  O_NONBLOCK,
  O_PATH,
  O_RDWR,
  O_WRONLY,
  SEEK_CUR,
  SEEK_SET,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString, iovecs, u64s } from '../../harness/registers.ts';
import { mountOn, open, readStart, SIGNAL, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { bringing, mapLate, openUserfaultfd } from '../../harness/scripted/late-memory.ts';
import { passing } from '../../harness/scripted/passing.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import {
  callsOf,
  callsWith,
  type FileKind,
  type Form,
  type Gives,
  LENGTH,
  type Made,
  ofKind,
  same,
  unpromised,
} from './kinds.ts';
import { messageOf, native } from './ways.ts';

/** LLONG_MAX: where no byte can be. */
const LAST = 0x7fff_ffff_ffff_ffffn;
const PAGE = 4096;
/** Where nothing is mapped. */
const NOWHERE = 8;

const device = (name: string, recv: Gives, send: Gives): FileKind => ({
  ...{ name: `/dev/${name}`, recv, send },
  make: (script, task) => open(script, task, `/dev/${name}`, O_RDWR),
});

const KINDS: readonly FileKind[] = [
  device('null', same('0'), same('4')),
  device('zero', same('4'), same('4')),
  device('urandom', same('4'), same('4')),
  device('full', unpromised('4'), unpromised('ENOSPC')),
  {
    ...{ name: '/dev/random, to write', recv: same('EBADF'), send: same('4') },
    make: (script, task) => open(script, task, '/dev/random', O_WRONLY),
  },
  {
    ...{ name: '/dev/null, to write', recv: same('EBADF'), send: same('4') },
    make: (script, task) => open(script, task, '/dev/null', O_WRONLY),
  },
  {
    ...{ name: 'a regular file', recv: unpromised('0'), send: unpromised('4') },
    make: (script, task) => open(script, task, `f${task}`, O_CREAT | O_RDWR),
  },
  {
    // It says nothing of a file that has a disk, or else whom it would not wait for (A7).
    ...{ name: 'a regular file, O_NONBLOCK', recv: unpromised('0'), send: unpromised('4') },
    make: (script, task) => open(script, task, `n${task}`, O_CREAT | O_RDWR | O_NONBLOCK),
  },
  {
    ...{ name: 'a file of /proc', recv: unpromised('4'), send: same('EBADF') },
    make: (script, task) => open(script, task, '/proc/self/stat'),
  },
  {
    ...{ name: 'a directory', recv: unpromised('EISDIR'), send: same('EBADF') },
    make: (script, task) => open(script, task, '.', O_DIRECTORY),
  },
  {
    // Numbers of 8 bytes alone are written and read.
    ...{ name: 'an eventfd', recv: same('EINVAL'), send: unpromised('EINVAL') },
    make: (script, task) => script.open(task, NR.eventfd2, 0, 0),
  },
  {
    ...{ name: 'a timerfd', recv: same('EINVAL'), send: same('EINVAL') },
    make: (script, task) => script.open(task, NR.timerfd_create, CLOCK_MONOTONIC, 0),
  },
  {
    ...{ name: 'a signalfd', recv: same('EINVAL'), send: same('EINVAL') },
    make: (script, task) => script.open(task, NR.signalfd4, -1, { data: Buffer.alloc(8) }, 8, 0),
  },
  {
    ...{ name: 'a pidfd', recv: same('EINVAL'), send: same('EINVAL') },
    make: (script, task) => script.open(task, NR.pidfd_open, { pid: task }, 0),
  },
  {
    // It has its messages to be read, of which there are none, and nothing to be written.
    ...{ name: 'the context of a mount', recv: unpromised('ENODATA'), send: same('EINVAL') },
    make: (script, task) => script.open(task, NR.fsopen, cString('tmpfs'), 0),
  },
  {
    ...{ name: 'O_PATH of a device', recv: same('EBADF'), send: same('EBADF') },
    make: (script, task) => open(script, task, '/dev/null', O_PATH),
  },
];

/** /dev/random without O_NONBLOCK: whether there is any at the time is its own, but nobody sleeps. */
function random(nr: number): JudgedScript {
  const script = new JudgedScript('/dev/random, to read');
  const task = script.spawn();
  const fd = open(script, task, '/dev/random');
  const calls = callsOf(nr);
  for (const [label, made] of [
    ['recv, MSG_DONTWAIT', calls.recv.one(fd, MSG_DONTWAIT)],
    ['recvmsg, MSG_DONTWAIT', calls.recv.message(fd, MSG_DONTWAIT)],
  ] as const) {
    const op = script.call(task, ...made);
    const expected = '4, or EAGAIN';
    const observed = (seen: string) => (['4', 'EAGAIN'].includes(seen) ? expected : seen);
    script.expectThat({ label, expected, observed: (run) => observed(run.atOnce(op)) }, [op]);
  }
  script.expect(script.call(task, ...calls.send.one(fd, MSG_DONTWAIT)), 'send, MSG_DONTWAIT', 'EBADF');
  return script;
}

/** Memory that comes late, and bytes of struct uffd_msg. */
const [LATE, UFFD_MSG] = [0x5200_0000, 32];

/** A userfaultfd, whose O_NONBLOCK is not set: a page that somebody waits for is there to be read, or is waited for. */
function userfault(nr: number): JudgedScript {
  const script = new JudgedScript('a userfaultfd');
  const task = script.spawn();
  const [sleeper, toucher] = [script.fork(task), script.fork(task)];
  const calls = callsOf(nr, UFFD_MSG);
  const expect = (label: string, made: Made, expected: string, by = task): number => {
    const op = script.call(by, ...made);
    script.expect(op, label, expected);
    return op;
  };
  const before = script.open(task, NR.userfaultfd, 0);
  expect('recv, before it is set up', calls.recv.one(before, MSG_DONTWAIT), 'EINVAL');
  const fd = openUserfaultfd(script, task);
  mapLate(script, task, fd, LATE, 2 * PAGE);
  for (const flags of [0, MSG_DONTWAIT]) {
    expect(`send, flags ${flags}`, calls.send.one(fd, flags), 'EBADF');
    expect(`send, a message, flags ${flags}`, calls.send.message(fd, flags), 'EBADF');
  }
  expect('write', calls.send.plain(fd), 'EBADF');
  const none = () => {
    expect('recv, nothing, MSG_DONTWAIT', calls.recv.one(fd, MSG_DONTWAIT), 'EAGAIN');
    expect('recv, nothing, a message, MSG_DONTWAIT', calls.recv.message(fd, MSG_DONTWAIT), 'EAGAIN');
  };
  none();
  const sleeps = expect('recv, nothing', calls.recv.one(fd, 0), 'blocked', sleeper);
  none();
  const touch = (page: number): Made => [NR.rt_sigpending, LATE + page * PAGE, 8];
  const first = expect('who touches a page', touch(0), 'blocked', toucher);
  script.expectInTheEnd(sleeps, 'recv, who has waited for that', String(UFFD_MSG));
  none();
  script.call(task, ...bringing(fd, LATE, Buffer.alloc(PAGE)));
  script.expectInTheEnd(first, 'who has touched a page, which has come', '0');
  const second = expect('who touches another one', touch(1), 'blocked', toucher);
  expect('recv, less room than it takes, MSG_DONTWAIT', callsOf(nr).recv.one(fd, MSG_DONTWAIT), 'EINVAL');
  expect('recv, MSG_DONTWAIT', calls.recv.one(fd, MSG_DONTWAIT), String(UFFD_MSG));
  none();
  script.call(task, ...bringing(fd, LATE + PAGE, Buffer.alloc(PAGE)));
  script.expectInTheEnd(second, 'who has touched the other one, which has come', '0');
  return script;
}

/** The position of a regular file goes on by what was moved, and what is refused leaves it. */
function position(nr: number): JudgedScript {
  const script = new JudgedScript('the position of a regular file');
  const task = script.spawn();
  const fd = open(script, task, 'f', O_CREAT | O_RDWR);
  const calls = callsOf(nr);
  const expect = (label: string, made: Made, expected: string): number => {
    const op = script.call(task, ...made);
    script.expect(op, label, expected);
    return op;
  };
  const at = (label: string, where: string) => expect(label, [NR.lseek, fd, 0, SEEK_CUR], where);
  expect('send', calls.send.one(fd, 0), '4');
  expect('a message', calls.send.message(fd, 0), '4');
  at('where it is then', '8');
  expect('send, MSG_DONTWAIT', calls.send.one(fd, MSG_DONTWAIT), 'EOPNOTSUPP');
  at('where it is after a refusal', '8');
  script.call(task, NR.lseek, fd, 2, SEEK_SET);
  const read = expect('recv', calls.recv.one(fd, 0), '4');
  script.expectThat({ label: 'what is received', expected: 'cdab', observed: (run) => run.text(read) });
  at('where it is after that', '6');
  expect('recv, to the end', calls.recv.message(fd, 0), '2');
  expect('recv, at the end', calls.recv.one(fd, 0), '0');
  at('where it is in the end', '8');
  return script;
}

const NAMES: Readonly<Record<Form, string>> = { plain: 'as today', one: 'no flag', message: 'a message' };
const FORMS = Object.keys(NAMES) as readonly Form[];

/** One byte, in that form: of `memory` where it is said. */
function aByte(nr: number, what: 'recv' | 'send', form: Form, fd: Arg, memory?: number): Made {
  const part = (base: Arg) => ({ base: memory ?? base, length: 1 });
  return callsWith(nr, part({ data: Buffer.from('y') }), part({ out: 1 }))[what][form](fd, 0);
}

/**
 * A file `abcd`, and a call that is at its beginning and waits for a page of its own buffer; so many other tasks have the same
 * description.
 */
function atItsPage(
  title: string,
  nr: number,
  { what, form, others }: { readonly what: 'recv' | 'send'; readonly form: Form; readonly others: number },
) {
  const script = new JudgedScript(title);
  const task = script.spawn();
  const sleeper = script.fork(task);
  const beside = Array.from({ length: others }, () => script.fork(task));
  const fd = open(script, task, 'f', O_CREAT | O_RDWR);
  write(script, task, fd, 'abcd');
  script.call(task, NR.lseek, fd, 0, SEEK_SET);
  const userfaultfd = openUserfaultfd(script, task);
  mapLate(script, task, userfaultfd, LATE, PAGE);
  const sleeps = script.call(sleeper, ...aByte(nr, what, form, fd, LATE));
  script.expect(sleeps, 'the first, whose page comes late', 'blocked');
  const bring = () => {
    script.call(task, ...bringing(userfaultfd, LATE, Buffer.alloc(PAGE, 'x')));
    script.expectInTheEnd(sleeps, 'the first, whose page has come', '1');
  };
  const endsAt = (position: string) =>
    script.expect(script.call(task, NR.lseek, fd, 0, SEEK_CUR), 'where it is in the end', position);
  return { script, task, sleeper, beside, fd, bring, endsAt };
}

/**
 * Two calls on one description: the second waits for the first, which waits for a page of its own buffer, and goes on where
 * that one has ended (R1, R6).
 */
function inTurn(nr: number, what: 'recv' | 'send', first: Form, second: Form): JudgedScript {
  const title = `${what}, ${NAMES[first]}, and behind it: ${NAMES[second]}`;
  const { script, task, sleeper, beside, fd, bring, endsAt } = atItsPage(title, nr, {
    what,
    form: first,
    others: 2,
  });
  const [waiter, asker] = beside as [number, number];
  // It is refused before it would wait (E6).
  const refused = script.call(asker, ...callsOf(nr)[what].one(fd, MSG_DONTWAIT));
  script.expect(refused, 'MSG_DONTWAIT, beside the first', 'EOPNOTSUPP');
  const waits = script.call(waiter, ...aByte(nr, what, second, fd));
  script.expect(waits, 'the second, behind it', 'blocked');
  bring();
  script.expectInTheEnd(waits, 'the second, after it', '1');
  endsAt('2');
  const read = readStart(script, task, fd, 4);
  const text = (label: string, expected: string, observed: (run: ScriptRun) => string) =>
    script.expectThat({ label, expected, observed });
  text('the file', what === 'recv' ? 'abcd' : 'xycd', (run) => run.text(read));
  if (what === 'send') return script;
  // Of a message the header is the first.
  text('the byte of the second', 'b', (run) => run.buffer(waits, second === 'message' ? 1 : 0).toString());
  const own = { out: 1 };
  const vector = (base: Arg) => iovecs({ base, length: 1 });
  const copy = script.call(task, NR.process_vm_readv, { pid: sleeper }, vector(own), 1, vector(LATE), 1, 0);
  text('the byte of the first', 'a', (run) => run.buffer(copy).toString());
  return script;
}

/** No signal ends the wait for who is at the position: as in read(2) and write(2), which begin with it. */
function unended(nr: number, what: 'recv' | 'send', form: Form, signal: 'usr1' | 'kill'): JudgedScript {
  const title = `${what}, ${NAMES[form]}, behind another one: ${signal}`;
  const { script, beside, fd, bring, endsAt } = atItsPage(title, nr, { what, form: 'one', others: 1 });
  const [waiter] = beside as [number];
  script.handle(waiter, SIGNAL.usr1);
  const waits = script.call(waiter, ...aByte(nr, what, form, fd));
  script.expect(waits, 'the second, behind it', 'blocked');
  const at = script.kill(waiter, SIGNAL[signal]);
  const observed = (run: ScriptRun) => (run.blocked(at, waiter) ? 'it waits' : run.inTheEnd(waits));
  script.expectThat({ label: 'the second, after a signal', expected: 'it waits', observed });
  bring();
  // Who is killed while it would write finds that out before it moves a byte (generic_perform_write(), Linux 6.12 and 7.3).
  const moves = signal === 'usr1' || what === 'recv';
  if (signal === 'usr1') script.expectInTheEnd(waits, 'the second, after it', '1');
  endsAt(moves ? '2' : '1');
  return script;
}

/** A description that is passed to another process, which closes it while a call is at its page: the position is free afterwards. */
function closedByTheOther(nr: number, what: 'recv' | 'send', form: Form): JudgedScript {
  const script = new JudgedScript(`${what}, ${NAMES[form]}: who shares the description closes it`);
  const [task, bringer] = [script.spawn(), script.spawn()];
  const { other, pass } = passing(script, task);
  // The same number in both.
  const fd = 2;
  open(script, task, 'f', O_CREAT | O_RDWR);
  write(script, task, fd, 'abcd');
  script.call(task, NR.lseek, fd, 0, SEEK_SET);
  pass(fd);
  const userfaultfd = openUserfaultfd(script, bringer);
  mapLate(script, bringer, userfaultfd, LATE, PAGE);
  const sleeps = script.call(task, ...aByte(nr, what, form, fd, LATE));
  script.expect(sleeps, 'one whose page comes late', 'blocked');
  script.expect(script.call(other, NR.close, fd), 'close, by the other', '0');
  script.call(bringer, ...bringing(userfaultfd, LATE, Buffer.alloc(PAGE, 'x')));
  script.expectInTheEnd(sleeps, 'the same, whose page has come', '1');
  // read(2) looks for others at the position where the description is there twice.
  script.call(task, NR.dup, fd);
  const read = script.call(task, NR.read, fd, { out: LENGTH }, LENGTH);
  script.expect(read, 'read, after that', String(LENGTH - 1));
  return script;
}

/** Whatever is first, and whatever is second, where one of the two is the proposal's. */
const turns = (nr: number): readonly JudgedScript[] =>
  (['recv', 'send'] as const).flatMap((what) =>
    FORMS.flatMap((first) =>
      FORMS.flatMap((second) =>
        first === second && first === 'plain' ? [] : [inTurn(nr, what, first, second)],
      ),
    ),
  );

/** A file without read_iter: its read has the position to move, by as much as it gives. */
function ofProc(nr: number): JudgedScript {
  const script = new JudgedScript('the position of a file of /proc');
  const task = script.spawn();
  const [fd, beside] = [0, 1].map(() => open(script, task, '/proc/self/status')) as [Fd, Fd];
  const { recv, send } = callsOf(nr);
  script.expect(script.call(task, ...send.one(fd, 0)), 'send', 'EBADF');
  for (const [label, made] of [
    ['no flag', recv.one(fd, 0)],
    ['MSG_NOSIGNAL', recv.one(fd, MSG_NOSIGNAL)],
    ['a message', recv.message(fd, 0)],
  ] as const) {
    const [today, op] = [script.call(task, ...recv.plain(beside)), script.call(task, ...made)];
    const observed = (run: ScriptRun) => {
      const [gives, is] = [run.buffer(today), run.buffer(op, label === 'a message' ? 1 : 0)].map(String);
      return gives === is && gives !== '' ? 'as read' : `'${is}' in place of '${gives}'`;
    };
    script.expectThat({ label: `what is received, ${label}`, expected: 'as read', observed });
  }
  script.expect(script.call(task, NR.lseek, fd, 0, SEEK_CUR), 'where it is in the end', String(3 * LENGTH));
  return script;
}

/** O_APPEND of the description writes at the end, wherever the position is. */
function appended(nr: number): JudgedScript {
  const script = new JudgedScript('O_APPEND');
  const task = script.spawn();
  const fd = open(script, task, 'f', O_CREAT | O_RDWR | O_APPEND);
  const { send } = callsOf(nr);
  for (const [label, made] of [
    ['send', send.one(fd, 0)],
    ['send, MSG_NOSIGNAL', send.one(fd, MSG_NOSIGNAL)],
    ['a message', send.message(fd, 0)],
  ] as const) {
    script.call(task, NR.lseek, fd, 0, SEEK_SET);
    script.expect(script.call(task, ...made), label, String(LENGTH));
  }
  const at = (label: string, position: string) =>
    script.expect(script.call(task, NR.lseek, fd, 0, SEEK_CUR), label, position);
  at('where it is then', String(3 * LENGTH));
  // Who fails has not been there.
  const nowhere = callsWith(nr, { base: NOWHERE, length: LENGTH }, { base: NOWHERE, length: LENGTH }).send;
  for (const form of FORMS) {
    script.call(task, NR.lseek, fd, 1, SEEK_SET);
    script.expect(script.call(task, ...nowhere[form](fd, 0)), `bytes that are not there, ${form}`, 'EFAULT');
    at(`where it is after that, ${form}`, '1');
  }
  return script;
}

/** Who is refused for its position leaves the file to the next call, on the same description. */
function outOfRange(nr: number): JudgedScript {
  const script = new JudgedScript('a position behind which there is nothing');
  const task = script.spawn();
  const fd = open(script, task, 'f', O_CREAT | O_RDWR);
  const sharer = script.fork(task);
  const calls = callsOf(nr);
  for (const what of ['recv', 'send'] as const)
    for (const [label, made] of [
      [what, calls[what].one(fd, 0)],
      [`${what}, a message`, calls[what].message(fd, 0)],
    ] as const) {
      script.call(task, NR.lseek, fd, LAST, SEEK_SET);
      script.expect(script.call(task, ...made), label, 'EINVAL');
      script.expect(script.call(sharer, NR.lseek, fd, 0, SEEK_SET), `lseek after ${label}`, '0');
    }
  return script;
}

/** Two numbers by one message: whoever has no write_iter is called for each buffer (A13). */
function twoNumbers(nr: number): JudgedScript {
  const script = new JudgedScript('two numbers into an eventfd');
  const task = script.spawn();
  const fd = script.open(task, NR.eventfd2, 0, 0);
  const part = (number: number) => ({ base: { data: u64s(number) }, length: 8 });
  const parts = [part(2), part(3)];
  for (const [name, flags] of [
    ['no flag', 0],
    ['MSG_NOSIGNAL', MSG_NOSIGNAL],
  ] as const) {
    const sent = script.call(task, NR.sendmsg, fd, messageOf(native(nr).layout, { parts }), flags);
    script.expect(sent, `a message, ${name}`, '16');
    script.expect(
      script.call(task, ...callsWith(nr, part(4), part(0)).send.one(fd, flags)),
      `send, ${name}`,
      '8',
    );
    const read = script.call(task, NR.recvfrom, fd, { out: 8 }, 8, flags, 0, 0);
    const observed = (run: ScriptRun) =>
      run.buffer(read).length === 8 ? String(run.buffer(read)[0]) : 'nothing';
    script.expectThat({ label: `their sum, ${name}`, expected: '9', observed });
  }
  return script;
}

/** What is read into the page cache first: MSG_NOSIGNAL keeps nobody from waiting for it. */
function uncached(nr: number): JudgedScript {
  const script = new JudgedScript('a file of which pages are not in the cache');
  const task = script.spawn();
  mountOn(script, task, 'ramfs', 'm');
  const { send, recv } = callsOf(nr);
  for (const [name, flags] of [
    ['no flag', 0],
    ['MSG_NOSIGNAL', MSG_NOSIGNAL],
  ] as const) {
    const fd = open(script, task, `m/${flags}`, O_CREAT | O_RDWR);
    const expect = (label: string, made: Made) =>
      script.expect(script.call(task, ...made), `${label}, ${name}`, String(LENGTH));
    const at = (page: number) => script.call(task, NR.lseek, fd, page * PAGE, SEEK_SET);
    expect('send', send.one(fd, flags));
    script.call(task, NR.ftruncate, fd, 3 * PAGE);
    at(1);
    expect('recv', recv.one(fd, flags));
    at(2);
    expect('recv, a message', recv.message(fd, flags));
  }
  return script;
}

/** The set-up: there are such files, and they are read and written. */
function readAndWritten(): JudgedScript {
  const script = new JudgedScript('files that are read and written');
  const task = script.spawn();
  for (const kind of KINDS.slice(0, 3)) {
    const fd = kind.make(script, task);
    script.expect(script.call(task, NR.read, fd, { out: LENGTH }, LENGTH), kind.name, kind.recv.plain);
  }
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'files',
  what: 'devices, regular files, files of the kernel: who promises not to sleep; else as read and write',
  call: 'sendto',
  needs: [],
  setUp: () => [readAndWritten()],
  cases: (nr) => [
    ...KINDS.map((kind) => ofKind(nr, kind)),
    ...turns(nr),
    ...(['recv', 'send'] as const).flatMap((what) =>
      (['one', 'message'] as const).flatMap((form) =>
        (['usr1', 'kill'] as const).map((signal) => unended(nr, what, form, signal)),
      ),
    ),
    ...(['recv', 'send'] as const).flatMap((what) =>
      (['one', 'message'] as const).map((form) => closedByTheOther(nr, what, form)),
    ),
    ...[random, userfault, position, ofProc, appended, twoNumbers, outOfRange, uncached].map((make) =>
      make(nr),
    ),
  ],
};

/** R5 and the table of files, without terminals. */
export const FILES = scriptedLane(LANE);
