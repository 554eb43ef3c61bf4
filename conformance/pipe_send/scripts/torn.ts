// SPDX-License-Identifier: MIT
// A buffer of which only the first bytes are there (R6, E11): what the model has nothing of, where a buffer is there as a
// whole or not.
import { FIONREAD, MSG_DONTWAIT, O_DIRECT } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import type { Part } from '../../harness/registers.ts';
import { mapAt, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { messageOf, native } from './ways.ts';

const PAGE = 4096;
/** Memory of the task's own: two pages, and nothing behind them. */
const MEMORY = { at: 0x5000_0000, size: 2 * PAGE } as const;
/** Where nothing is mapped either. */
const UNMAPPED = 1;
/** Bytes of a buffer that are there, and that are not. */
const [THERE, MISSING] = [4, 4];

/** A buffer of which `there` bytes are there. */
const torn = (there: number): Part => ({
  base: MEMORY.at + MEMORY.size - there,
  length: there + MISSING,
});

/** The same as two buffers, of which the first is there and the second is not. */
const halved = ({ base, length }: Part): readonly Part[] => [
  { base, length: length - MISSING },
  { base: UNMAPPED, length: MISSING },
];

/** A call that sends or receives bytes by a buffer. */
interface Way {
  readonly name: string;
  made(part: Part): readonly [nr: number, ...args: Arg[]];
}

/** The two ends of the pipe. */
const ENDS = { read: 0, write: 1 } as const;

type Ways = Readonly<Record<'sending' | 'receiving', readonly Way[]>>;

/** write(2) and read(2), and what is to do the same. */
function ways(nr: number): Ways {
  const { layout } = native(nr);
  const one = (name: string, by: number, fd: number, ...flags: number[]): Way => ({
    name,
    made: ({ base, length }) => [by, fd, base, length, ...flags],
  });
  const messageBy = (name: string, by: number, fd: number, parts: (part: Part) => readonly Part[]): Way => ({
    name,
    made: (part) => [by, fd, messageOf(layout, { parts: parts(part), namelen: 0 }), 0],
  });
  const messages = (name: string, by: number, fd: number): readonly Way[] => [
    messageBy(`a message, ${name}`, by, fd, (part) => [part]),
    messageBy(`a message, ${name} by two buffers`, by, fd, halved),
  ];
  const { read, write } = ENDS;
  return {
    sending: [
      one('write', NR.write, write),
      one('send', nr, write, 0, 0, 0),
      one('send, MSG_DONTWAIT', nr, write, MSG_DONTWAIT, 0, 0),
      ...messages('sent', NR.sendmsg, write),
    ],
    receiving: [
      one('read', NR.read, read),
      one('recv', NR.recvfrom, read, 0, 0, 0),
      one('recv, MSG_DONTWAIT', NR.recvfrom, read, MSG_DONTWAIT, 0, 0),
      ...messages('received', NR.recvmsg, read),
    ],
  };
}

/** A pipe, and a task with such memory. */
class Room {
  readonly script: JudgedScript;
  readonly #task: number;

  constructor(title: string, flags = 0) {
    this.script = new JudgedScript(title);
    this.#task = this.script.spawn({ flags: 0 });
    this.script.call(this.#task, NR.pipe2, { out: 8 }, flags);
    mapAt(this.script, this.#task, MEMORY.at, MEMORY.size);
  }

  /** What is in the pipe before. */
  holds(text: string): void {
    write(this.script, this.#task, ENDS.write, text);
  }

  made({ name, made }: Way, there: number, expected: string): void {
    const op = this.script.call(this.#task, ...made(torn(there)));
    this.script.expect(op, `${name}, of which ${there} bytes are there`, expected);
  }

  /** How many bytes are in the pipe after it. */
  left(count: number): void {
    const op = this.script.call(this.#task, NR.ioctl, ENDS.read, FIONREAD, { out: 4 });
    this.script.expectThat({
      ...{ label: 'bytes in the pipe', expected: String(count) },
      observed: (run) => (run.value(op) === 0 ? String(run.buffer(op).readInt32LE(0)) : 'not told'),
    });
  }

  /** The bytes themselves. */
  gives(text: string): void {
    const op = this.script.call(this.#task, NR.read, ENDS.read, { out: text.length }, text.length);
    this.script.expectThat({ label: 'the bytes', expected: text, observed: (run) => run.text(op) });
  }
}

const BYTES = 'abcdefgh';

/** What is asked of a way. */
type Topic = (way: Way) => JudgedScript;

/** A call that cannot read its whole first page, or what it would merge, has sent nothing; behind a page it is partial. */
const SENDING: readonly Topic[] = [
  (way) => {
    const room = new Room(`${way.name}: to an empty pipe`);
    room.made(way, THERE, 'EFAULT');
    room.left(0);
    return room.script;
  },
  (way) => {
    const room = new Room(`${way.name}: behind a byte, with which it would merge`);
    room.holds('o');
    room.made(way, THERE, 'EFAULT');
    room.left(1);
    room.gives('o');
    return room.script;
  },
  (way) => {
    const room = new Room(`${way.name}: a page, and a part`);
    room.made(way, PAGE + THERE, String(PAGE));
    room.left(PAGE);
    return room.script;
  },
];

const ofASlot =
  (kind: string, flags: number): Topic =>
  (way) => {
    const room = new Room(`${way.name}: a slot of ${kind}`, flags);
    room.holds(BYTES);
    room.made(way, THERE, 'EFAULT');
    room.left(BYTES.length);
    room.gives(BYTES);
    return room.script;
  };

/** What could be stored before the fault stays in the pipe, unless a slot went as a whole. */
const RECEIVING: readonly Topic[] = [
  ofASlot('a pipe', 0),
  ofASlot('packets', O_DIRECT),
  (way) => {
    const room = new Room(`${way.name}: a page, and a part`);
    room.holds('f'.repeat(PAGE));
    room.holds(BYTES);
    room.made(way, PAGE + THERE, String(PAGE));
    room.left(BYTES.length);
    room.gives(BYTES);
    return room.script;
  },
];

/** A buffer that is not there at all. */
function missing(): JudgedScript {
  const script = new JudgedScript('a buffer that is not there');
  const task = script.spawn();
  script.call(task, NR.pipe2, { out: 8 }, 0);
  script.expect(script.call(task, NR.write, ENDS.write, UNMAPPED, 1), 'write', 'EFAULT');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'torn',
  what: 'a buffer of which only the first bytes are there: what is moved is counted, and no byte is lost',
  call: 'sendto',
  needs: [],
  setUp: () => [missing()],
  cases(nr) {
    const { sending, receiving } = ways(nr);
    const asked = (all: readonly Way[], topics: readonly Topic[]) =>
      all.flatMap((way) => topics.map((topic) => topic(way)));
    return [...asked(sending, SENDING), ...asked(receiving, RECEIVING)];
  },
};

/** R6 and E11, within a buffer. */
export const TORN = scriptedLane(LANE);
