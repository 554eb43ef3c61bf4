// SPDX-License-Identifier: MIT
// What the calls do on a pipe, by whatever way they enter the kernel (R17): each topic has a pipe of its own.
import {
  F_SETPIPE_SZ,
  MSG_CMSG_CLOEXEC,
  MSG_CMSG_COMPAT,
  MSG_DONTWAIT,
  MSG_MORE,
  MSG_NOSIGNAL,
  MSG_OOB,
  MSG_PEEK,
  MSG_WAITALL,
  O_DIRECTORY,
  O_PATH,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Part } from '../../harness/registers.ts';
import { open, SIGNAL, write } from '../../harness/scripted/calls.ts';
import { ADDRESS, ADDRESS_SIZE, bytes, LENGTH_OF_ADDRESS, type Room, room } from './abi-room.ts';
import { type Call, type Message, messageOf } from './ways.ts';

const PAGE = 4096;
const UIO_MAXIOV = 1024;
/** Where nothing is mapped. */
const UNMAPPED = 1;
const NOT_OPEN = 99;
/** More than a signed int. */
const FOUR_GIB = 0xffff_ffff;

/** Results and bytes. */
function moved(here: Room): void {
  here.send('three bytes', bytes('abc'), '3');
  here.recv('with more room', room(9), '3', 'abc');
  here.send('no bytes', { base: 0, length: 0 }, '0');
  here.recv('no room', { base: 0, length: 0 }, '0');
  here.recv('an empty pipe', room(1), 'EAGAIN', '', { flags: MSG_DONTWAIT });
  here.send('no address, and a length', bytes('m'), '1', { size: ADDRESS_SIZE });
  here.recv('no address, and room for a length', room(9), '1', 'm', { size: LENGTH_OF_ADDRESS });
  here.sendmsg('two buffers', { parts: [bytes('defg'), bytes('hi')] }, '6');
  here.recvmsg('two buffers', { parts: [room(3), room(2)] }, '5', 'def|gh');
  here.recvmsg('room for control data', { parts: [room(4)], controllen: 16 }, '1', 'i');
  here.recvmsg('an empty pipe', { parts: [room(1)] }, 'EAGAIN', '', { flags: MSG_DONTWAIT });
  here.sendmsg('no buffer', {}, '0');
  here.send('three more', bytes('jkl'), '3', { flags: MSG_NOSIGNAL });
  here.recv('with room for 4 GiB', { base: { out: 16 }, length: FOUR_GIB }, '3', 'jkl', {
    flags: MSG_NOSIGNAL,
  });
}

/** MSG_DONTWAIT where there is little room. */
function partial(here: Room): void {
  here.script.call(here.task, NR.fcntl, here.write, F_SETPIPE_SZ, PAGE);
  const [more, page] = [PAGE + 1, PAGE].map((length) => ({
    base: { data: Buffer.alloc(length, 'f') },
    length,
  }));
  const flags = MSG_DONTWAIT;
  here.send('more than there is room for', more!, String(PAGE), { flags });
  here.send('to a full pipe', bytes('a'), 'EAGAIN', { flags });
  here.sendmsg('to a full pipe', { parts: [bytes('a'), bytes('b')] }, 'EAGAIN', { flags });
  here.recv('all', { base: { out: PAGE }, length: PAGE }, String(PAGE), '', { flags });
  here.send('a byte', bytes('b'), '1', { flags });
  here.send('PIPE_BUF beside it', page!, 'EAGAIN', { flags });
  here.left('b');
}

/** What has no place here, by each of the flags that the call does not take. */
function refused(here: Room): void {
  write(here.script, here.task, here.write, 'abcdefgh');
  for (const [name, flags] of [['MSG_OOB', MSG_OOB] as const, ['MSG_PEEK', MSG_PEEK] as const]) {
    here.send(name, bytes('x'), 'EINVAL', { flags });
    here.recv(name, room(1), 'EINVAL', '', { flags });
    here.sendmsg(name, { parts: [bytes('x')] }, 'EINVAL', { flags });
    here.recvmsg(name, { parts: [room(1)] }, 'EINVAL', '', { flags });
  }
  here.recv('MSG_WAITALL', room(1), 'EINVAL', '', { flags: MSG_WAITALL });
  here.send('MSG_MORE', bytes('x'), 'EINVAL', { flags: MSG_MORE });
  here.send('an address', bytes('x'), 'EINVAL', { address: ADDRESS });
  here.recv('an address', room(1), 'EINVAL', '', { address: { out: ADDRESS_SIZE } });
  // The pointer says whether there is one, whatever its length says.
  here.send('an address of no bytes', bytes('x'), 'EINVAL', { address: ADDRESS, size: 0 });
  here.recv('an address, and nowhere for its length', room(1), 'EINVAL', '', {
    ...{ address: { out: ADDRESS_SIZE }, size: 0 },
  });
  const named = { name: ADDRESS, namelen: ADDRESS_SIZE };
  here.sendmsg('an address', { parts: [bytes('x')], ...named }, 'EINVAL');
  here.recvmsg('an address', { parts: [room(1)], ...named }, 'EINVAL');
  // It is refused, and not read.
  const nowhere = { name: UNMAPPED, namelen: ADDRESS_SIZE };
  here.sendmsg('an address where nothing is mapped', { parts: [bytes('x')], ...nowhere }, 'EINVAL');
  here.recvmsg('an address where nothing is mapped', { parts: [room(1)], ...nowhere }, 'EINVAL');
  here.sendmsg('control data', { parts: [bytes('x')], controllen: 16 }, 'EINVAL');
  here.send('MSG_CMSG_CLOEXEC', bytes('x'), 'EINVAL', { flags: MSG_CMSG_CLOEXEC });
  here.recv('MSG_CMSG_CLOEXEC', room(1), '1', 'a', { flags: MSG_CMSG_CLOEXEC });
  here.recvmsg('MSG_CMSG_CLOEXEC', { parts: [room(1)] }, '1', 'b', { flags: MSG_CMSG_CLOEXEC });
  here.left('cdefgh');
}

/** MSG_CMSG_COMPAT, which some of the entries set themselves. */
function compat(here: Room): void {
  write(here.script, here.task, here.write, 'ab');
  const flags = MSG_CMSG_COMPAT;
  const then = (call: Call, moves: string) => (here.way.setsCompat(call) ? moves : 'EINVAL');
  here.send('MSG_CMSG_COMPAT', bytes('x'), then('sendto', '1'), { flags });
  here.sendmsg('MSG_CMSG_COMPAT', { parts: [bytes('x')] }, then('sendmsg', '1'), { flags });
  here.recv('MSG_CMSG_COMPAT', room(1), then('recvfrom', '1'), '', { flags });
  here.recvmsg('MSG_CMSG_COMPAT', { parts: [room(1)] }, then('recvmsg', '1'), '', { flags });
  here.left(here.way.setsCompat('recvfrom') ? 'x' : 'ab');
}

/** Descriptors and memory. */
function wrong(here: Room): void {
  write(here.script, here.task, here.write, 'ab');
  const flags = MSG_OOB;
  here.send('no descriptor, and a flag', bytes('x'), 'EBADF', { fd: NOT_OPEN, flags });
  here.recv('no descriptor, and a flag', room(1), 'EBADF', '', { fd: NOT_OPEN, flags });
  for (const call of ['sendmsg', 'recvmsg'] as const) {
    const nowhere = (fd: number) => here.made(call, [fd, UNMAPPED, flags]);
    here.expect(nowhere(NOT_OPEN), `${call}, no descriptor and no header`, 'EBADF');
    here.expect(
      nowhere(call === 'sendmsg' ? here.write : here.read),
      `${call}, no header, and a flag`,
      'EFAULT',
    );
  }
  here.send('the other end', bytes('x'), 'EBADF', { fd: here.read });
  here.recv('the other end', room(1), 'EBADF', '', { fd: here.write });
  here.send('where nothing is mapped', { base: UNMAPPED, length: 1 }, 'EFAULT');
  here.recv('where nothing is mapped', { base: UNMAPPED, length: 1 }, 'EFAULT');
  for (const [label, message, errno] of HEADERS) {
    here.sendmsg(label, message, errno);
    here.recvmsg(label, message, errno);
  }
  here.left('ab');
}

const BUFFER: Part = { base: UNMAPPED, length: 1 };
const NAMED = { name: ADDRESS, namelen: ADDRESS_SIZE };

/** Each is met before the next: a header that has all of them, and then one less. */
const HEADERS: readonly (readonly [label: string, message: Message, errno: string])[] = [
  [
    'a negative namelen, and all below',
    { name: ADDRESS, namelen: -1, vector: UNMAPPED, count: UIO_MAXIOV + 1 },
    'EINVAL',
  ],
  ['too many buffers, and all below', { ...NAMED, vector: UNMAPPED, count: UIO_MAXIOV + 1 }, 'EMSGSIZE'],
  ['a vector that is not there, and all below', { ...NAMED, vector: UNMAPPED, count: 2 }, 'EFAULT'],
  ['a negative length, and all below', { ...NAMED, parts: [BUFFER, { ...BUFFER, length: -1 }] }, 'EINVAL'],
  ['a buffer that is not there', { parts: [BUFFER] }, 'EFAULT'],
];

/** Files that are neither pipes nor sockets. */
function others(here: Room): void {
  const flags = MSG_DONTWAIT;
  const dir = open(here.script, here.task, '.', O_DIRECTORY);
  const opath = open(here.script, here.task, '.', O_PATH);
  const epoll = here.script.open(here.task, NR.epoll_create1, 0);
  here.recv('a directory', room(1), 'EISDIR', '', { fd: dir });
  here.recv('a directory, MSG_DONTWAIT', room(1), 'EOPNOTSUPP', '', { fd: dir, flags });
  here.send('a directory', bytes('x'), 'EBADF', { fd: dir });
  here.recv('O_PATH', room(1), 'EBADF', '', { fd: opath });
  here.recv('epoll', room(1), 'EINVAL', '', { fd: epoll, flags });
  here.sendmsg('epoll', { parts: [bytes('x')] }, 'EINVAL', { fd: epoll, flags });
}

/** Nobody has the pipe open for reading: SIGPIPE ends a task that does not handle it. */
function broken(here: Room): void {
  const { script } = here;
  const victims = [here.beside(), here.beside()];
  script.call(here.task, NR.close, here.read);
  here.send('nobody reads, MSG_NOSIGNAL', bytes('x'), 'EPIPE', { flags: MSG_NOSIGNAL });
  here.sendmsg('nobody reads, MSG_NOSIGNAL', { parts: [bytes('x')] }, 'EPIPE', { flags: MSG_NOSIGNAL });
  const message = () => messageOf(here.way.layout, { parts: [bytes('x')] });
  const ends = [
    here.made('sendto', [here.write, { data: Buffer.from('x') }, 1, 0, 0, 0], victims[0]),
    here.made('sendmsg', [here.write, message(), 0], victims[1]),
  ];
  for (const [i, call] of (['send', 'sendmsg'] as const).entries())
    script.expectThat(
      {
        ...{ label: `by ${here.way.name}: ${call}, nobody reads`, expected: 'killed' },
        observed: (run) => (run.died(victims[i]!) ? 'killed' : run.inTheEnd(ends[i]!)),
      },
      [ends[i]!],
    );
}

/** Who waits is woken, is started again by a signal, and is ended by one. */
function waiting(here: Room): void {
  const { script } = here;
  const task = here.beside();
  const woken = here.made('recvfrom', [here.read, { out: 4 }, 4, 0, 0, 0], task);
  here.expect(woken, 'recv, an empty pipe', 'blocked');
  here.send('to who waits', bytes('a'), '1');
  script.expectInTheEnd(woken, `by ${here.way.name}: recv, when there is a byte`, '1');
  script.handle(task, SIGNAL.usr1, true);
  const again = here.made('recvfrom', [here.read, { out: 4 }, 4, 0, 0, 0], task);
  script.kill(task, SIGNAL.usr1);
  here.expect(again, 'recv, SA_RESTART', 'blocked');
  write(script, here.task, here.write, 'bc');
  script.expectInTheEnd(again, `by ${here.way.name}: recv, after SA_RESTART`, '2');
  script.handle(task, SIGNAL.alarm);
  const message = messageOf(here.way.layout, { parts: [room(4)] });
  const ended = here.made('recvmsg', [here.read, message, 0], task);
  script.kill(task, SIGNAL.alarm);
  script.expectInTheEnd(ended, `by ${here.way.name}: recvmsg, a signal`, 'EINTR');
  here.left('EAGAIN');
}

/** R16: several messages are for sockets alone. */
function several(here: Room): void {
  here.send('one message', bytes('ab'), '2');
  const { layout } = here.way;
  const one = (part: Part) => messageOf(layout, { parts: [part] }, layout.word);
  const op = (call: Call, part: Part, fd: number) => here.made(call, [fd, one(part), 1, 0, 0]);
  here.expect(op('sendmmsg', bytes('x'), here.write), 'sendmmsg', 'ENOTSOCK');
  here.expect(op('recvmmsg', room(1), here.read), 'recvmmsg', 'ENOTSOCK');
  here.expect(op('recvmmsg', room(1), NOT_OPEN), 'recvmmsg, no descriptor', 'EBADF');
  here.left('ab');
}

/** By name. */
export const TOPICS: Readonly<Record<string, (here: Room) => void>> = {
  'what is moved': moved,
  'little room': partial,
  'what is refused': refused,
  MSG_CMSG_COMPAT: compat,
  'descriptors and memory': wrong,
  'other files': others,
  'nobody reads': broken,
  'who waits': waiting,
  'several messages': several,
};
