// SPDX-License-Identifier: MIT
// Terminals, and both ends of a pseudo-terminal: MSG_DONTWAIT is refused whatever is there, and else they are as read and
// write (R5).
import {
  F_SETFL,
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  MSG_PEEK,
  O_NOCTTY,
  O_NONBLOCK,
  O_RDWR,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { closeAll, mountOn, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import { type By, messages, proposed, TODAY } from './by.ts';

const [TIOCSPTLCK, TIOCGPTPEER] = [0x4004_5431, 0x5441];
const TCSETS = 0x5402;
/** Bytes of struct termios; raw is one whose flags are all 0. */
const TERMIOS = 36;
/** VMIN, among the characters of a terminal. */
const VMIN = 17 + 6;

/** A pseudo-terminal of its own file system: its lines are not changed on the way. */
class Room {
  readonly script: JudgedScript;
  readonly task: number;
  readonly master: Fd;
  readonly terminal: Fd;

  constructor(title: string) {
    this.script = new JudgedScript(title);
    this.task = this.script.spawn();
    mountOn(this.script, this.task, 'devpts', 'pts');
    this.master = open(this.script, this.task, 'pts/ptmx', O_RDWR | O_NOCTTY);
    this.script.call(this.task, NR.ioctl, this.master, TIOCSPTLCK, { data: Buffer.alloc(4) });
    this.terminal = this.script.open(this.task, NR.ioctl, this.master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
    const raw = Buffer.alloc(TERMIOS);
    raw.writeUInt8(1, VMIN);
    this.script.call(this.task, NR.ioctl, this.terminal, TCSETS, { data: raw });
  }

  expect(label: string, made: [number, ...Arg[]], expected: string, task = this.task): number {
    const op = this.script.call(task, ...made);
    this.script.expect(op, label, expected);
    return op;
  }

  /** Bytes that are received, whatever they are. */
  found(label: string, op: number, text: string, output = 0): void {
    const observed = (run: { buffer(op: number, output?: number): Buffer }) =>
      run.buffer(op, output).toString().replace(/\0+$/, '');
    this.script.expectThat({ label, expected: text, observed });
  }

  /** No file system is in the way of the end. */
  end(): JudgedScript {
    closeAll(this.script, this.task);
    return this.script;
  }
}

/** Bytes go both ways; who waits is woken; the end of one is the end of file, and EIO. */
function moves(by: By): JudgedScript {
  const room = new Room(`a terminal, by ${by.name}`);
  const { script, task, master, terminal } = room;
  const waiter = script.fork(task);
  // Of a message the header is the first.
  const output = by.name.includes('message') ? 1 : 0;
  room.expect('to the terminal', by.send(master, 'abc'), '3');
  room.found('what is received', room.expect('from it', by.recv(terminal, 9), '3'), 'abc', output);
  room.expect('by the terminal', by.send(terminal, 'de'), '2');
  room.found(
    'what its master receives',
    room.expect('from its master', by.recv(master, 9), '2'),
    'de',
    output,
  );
  const sleep = room.expect('nothing is there', by.recv(terminal, 9), 'blocked', waiter);
  room.expect('for who waits', by.send(master, 'f'), '1');
  script.expectInTheEnd(sleep, 'who has waited', '1');
  script.call(task, NR.fcntl, terminal, F_SETFL, O_RDWR | O_NONBLOCK);
  room.expect('O_NONBLOCK, and nothing is there', by.recv(terminal, 9), 'EAGAIN');
  room.expect('no bytes', by.send(terminal, ''), '0');
  script.call(task, NR.close, master);
  room.expect('the master is closed: received', by.recv(terminal, 9), '0');
  room.expect('the master is closed: sent', by.send(terminal, 'x'), 'EIO');
  return room.end();
}

/** MSG_DONTWAIT, whatever is there, and whatever O_NONBLOCK is; what is there stays. */
function refused(by: By): JudgedScript {
  const room = new Room(`a terminal refuses ${by.name}`);
  const { script, task, master, terminal } = room;
  const both = (label: string, fd: Arg) => {
    room.expect(`recv, ${label}`, by.recv(fd, 9), 'EOPNOTSUPP');
    room.expect(`send, ${label}`, by.send(fd, 'x'), 'EOPNOTSUPP');
  };
  both('nothing is there', terminal);
  both('nothing is there, of the master', master);
  room.expect('to the terminal', TODAY.send(master, 'abc'), '3');
  room.expect('by the terminal', TODAY.send(terminal, 'de'), '2');
  both('bytes are there', terminal);
  both('bytes are there, of the master', master);
  room.expect('recv, no room', by.recv(terminal, 0), 'EOPNOTSUPP');
  room.expect('send, no bytes', by.send(terminal, ''), 'EOPNOTSUPP');
  script.call(task, NR.fcntl, terminal, F_SETFL, O_RDWR | O_NONBLOCK);
  both('O_NONBLOCK', terminal);
  room.found('what is there', room.expect('read', TODAY.recv(terminal, 9), '3'), 'abc');
  room.found('what the master has', room.expect('read, of the master', TODAY.recv(master, 9), '2'), 'de');
  script.call(task, NR.close, master);
  both('the master is closed', terminal);
  return room.end();
}

/** A flag that only a socket has is refused before the file is asked (A12). */
function flags(nr: number): JudgedScript {
  const room = new Room('a terminal, and other flags');
  for (const [label, fd] of [
    ['a terminal', room.terminal],
    ['its master', room.master],
  ] as const)
    for (const flag of [MSG_PEEK, MSG_PEEK | MSG_DONTWAIT]) {
      const by = proposed(nr, flag, '');
      const name = `MSG_PEEK${flag === MSG_PEEK ? '' : ' and MSG_DONTWAIT'}, ${label}`;
      room.expect(`recv, ${name}`, by.recv(fd, 9), 'EINVAL');
      room.expect(`send, ${name}`, by.send(fd, 'x'), 'EINVAL');
    }
  return room.end();
}

const LANE: ScriptedLane = {
  scenario: 'terminals',
  what: 'a terminal and its master refuse MSG_DONTWAIT, and are else read and written',
  call: 'sendto',
  needs: [],
  setUp: () => [moves(TODAY)],
  cases: (nr) => [
    ...[proposed(nr, 0, 'send and recv'), proposed(nr, MSG_NOSIGNAL, 'send and recv, MSG_NOSIGNAL')].map(
      moves,
    ),
    ...[messages(0, 'a message')].map(moves),
    ...[proposed(nr, MSG_DONTWAIT, 'MSG_DONTWAIT'), messages(MSG_DONTWAIT, 'a message, MSG_DONTWAIT')].map(
      refused,
    ),
    flags(nr),
  ],
};

/** R5, and E6 of a terminal. */
export const TERMINALS = scriptedLane(LANE);
