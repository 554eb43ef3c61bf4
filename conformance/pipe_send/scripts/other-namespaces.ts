// SPDX-License-Identifier: MIT
// A pipe and a FIFO of one namespace, used in another: of users, of mounts, of the network. Who has the descriptor moves bytes by it, as
// by write(2) and read(2) (R1), also who could not open the file and may nothing where they are; and MSG_DONTWAIT holds (R2 to R4). It is
// open(2) that asks, by a path as by /proc.
import {
  MNT_DETACH,
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  O_NONBLOCK,
  O_RDWR,
  O_WRONLY,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { chmod, mkdir, mkfifo, mount, mountOn, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { passing } from '../../harness/scripted/passing.ts';
import { BETWEEN } from './between.ts';
import { messages, type Ways, waysOf } from './by.ts';
import { child, enter, OF_MOUNTS, OF_ROOT, SPACES, type Space } from './inside.ts';
import { through } from './through.ts';

/** Every call, with and without either flag. */
function everyWay(nr: number): Ways {
  const { nowait, plain } = waysOf(nr);
  return {
    nowait: [...nowait, messages(MSG_DONTWAIT | MSG_NOSIGNAL, 'a message, MSG_DONTWAIT and MSG_NOSIGNAL')],
    plain: [...plain, messages(MSG_NOSIGNAL, 'a message, MSG_NOSIGNAL')],
  };
}

/** A task, and by which descriptors it has the two ends. */
interface Holder {
  readonly task: number;
  readonly to: Arg;
  readonly from: Arg;
}

/** What there is to be used, and by which numbers: one for a FIFO that is open for both. */
interface Pipe {
  readonly name: string;
  readonly to: number;
  readonly from: number;
}

/** Within the namespaces, into them, and out of them. */
function everywhere(script: JudgedScript, ways: Ways, inside: Holder, outside: Holder, name: string): void {
  for (const [to, from, where] of [
    [inside, inside, 'within'],
    [outside, inside, 'into'],
    [inside, outside, 'out of'],
  ] as const) {
    const [sends, receives] = [
      { task: to.task, fd: to.to },
      { task: from.task, fd: from.from },
    ];
    through(script, ways, sends, receives, `${name}, ${where}`);
  }
}

/** The same descriptors of both tasks. */
function ofBoth(script: JudgedScript, ways: Ways, inside: number, outside: number, pipes: readonly Pipe[]) {
  for (const { name, to, from } of pipes)
    everywhere(script, ways, { task: inside, to, from }, { task: outside, to, from }, name);
}

const refused = (script: JudgedScript, task: number, path: string, flags: number, error: string): void => {
  open(script, task, path, flags);
  script.expect(script.ops.length - 1, `open of ${path}`, error);
};

/** A pipe and a FIFO of the task's, which nobody else may open; by the descriptors from `first` on. */
function made(script: JudgedScript, task: number, first: number, path = 'f'): readonly Pipe[] {
  script.call(task, NR.pipe2, { out: 8 }, 0);
  mkfifo(script, task, path);
  open(script, task, path, O_RDWR);
  return [
    { name: 'a pipe', from: first, to: first + 1 },
    { name: 'a FIFO', from: first + 2, to: first + 2 },
  ];
}

/** Both have them from who has made them. */
function inherited(ways: Ways, space: Space): JudgedScript {
  const script = new JudgedScript(`inherited: ${space.name}`);
  const outside = script.spawn();
  const pipes = made(script, outside, 0);
  const inside = child(script, outside);
  enter(script, inside, space, outside);
  refused(script, inside, 'f', O_RDWR | O_NONBLOCK, 'EACCES');
  ofBoth(script, ways, inside, outside, pipes);
  return script;
}

/** What was made outside is passed to who is in other namespaces by then. */
function passedIn(ways: Ways, space: Space): JudgedScript {
  const script = new JudgedScript(`passed from outside: ${space.name}`);
  const outside = script.spawn();
  const { other: inside, pass } = passing(script, outside);
  enter(script, inside, space, outside);
  const pipes = made(script, outside, 2);
  pass(2, 3, 4);
  refused(script, inside, 'f', O_RDWR | O_NONBLOCK, 'EACCES');
  ofBoth(script, ways, inside, outside, pipes);
  return script;
}

/** What was made in the namespaces is passed to who is not in them. */
function passedOut(ways: Ways, space: Space): JudgedScript {
  const script = new JudgedScript(`passed from inside: ${space.name}`);
  const inside = script.spawn();
  const { other: outside, pass } = passing(script, inside);
  mkdir(script, outside, 'd');
  chmod(script, outside, 'd', 0o777);
  enter(script, inside, space, outside);
  const pipes = made(script, inside, 2, 'd/f');
  pass(2, 3, 4);
  ofBoth(script, ways, inside, outside, pipes);
  return script;
}

/** A description of its own, by /proc: open(2) asks who may have one, and the calls do not ask again. */
function reopened(ways: Ways, space: Space): JudgedScript {
  const script = new JudgedScript(`opened again: ${space.name}`);
  const outside = script.spawn();
  const pipes = made(script, outside, 0);
  const inside = child(script, outside);
  enter(script, inside, space, outside);
  const by = (fd: number) => `/proc/self/fd/${fd}`;
  for (const { name, to, from } of pipes) {
    for (const fd of new Set([to, from])) refused(script, inside, by(fd), O_RDWR | O_NONBLOCK, 'EACCES');
    script.call(outside, NR.fchmod, to, 0o666);
    const again = { to: open(script, inside, by(to), O_WRONLY), from: open(script, inside, by(from)) };
    script.call(outside, NR.fchmod, to, 0o600);
    everywhere(script, ways, { task: inside, ...again }, { task: outside, to, from }, name);
  }
  return script;
}

/** A FIFO whose mount is in no namespace any more. */
function unmounted(ways: Ways): JudgedScript {
  const script = new JudgedScript('a FIFO whose mount is gone from each namespace');
  const outside = script.spawn();
  mountOn(script, outside, 'tmpfs', 'm');
  mkfifo(script, outside, 'm/f', 0o666);
  open(script, outside, 'm/f', O_RDWR);
  const inside = child(script, outside);
  const unmounts = (_: JudgedScript, task: number) => script.call(task, NR.umount2, cString('m'), MNT_DETACH);
  enter(script, inside, OF_MOUNTS, outside, unmounts);
  unmounts(script, outside);
  for (const task of [inside, outside]) refused(script, task, 'm/f', O_RDWR | O_NONBLOCK, 'ENOENT');
  ofBoth(script, ways, inside, outside, [{ name: 'a FIFO', to: 0, from: 0 }]);
  return script;
}

/** A FIFO in a file system of the user namespace, which is mounted there alone. */
function ofOwnFileSystem(ways: Ways): JudgedScript {
  const script = new JudgedScript('a FIFO in a file system of the namespaces');
  const inside = script.spawn();
  const { other: outside, pass } = passing(script, inside);
  mkdir(script, outside, 'm');
  enter(script, inside, OF_ROOT, outside, () => {
    mount(script, inside, 'tmpfs', 'm');
  });
  const pipes = made(script, inside, 2, 'm/f');
  pass(2, 3, 4);
  refused(script, outside, 'm/f', O_RDWR | O_NONBLOCK, 'ENOENT');
  ofBoth(script, ways, inside, outside, pipes);
  return script;
}

/** That a task can go into others, and what it may do there. */
function there(): JudgedScript {
  const script = new JudgedScript('namespaces');
  const outside = script.spawn();
  for (const space of [...SPACES, OF_ROOT]) enter(script, child(script, outside), space, outside);
  return script;
}

const EACH = [inherited, passedIn, passedOut, reopened].flatMap((row) =>
  SPACES.map((space) => (ways: Ways) => row(ways, space)),
);

const ROWS = [...EACH, ...BETWEEN, unmounted, ofOwnFileSystem];

const LANE: ScriptedLane = {
  scenario: 'other-namespaces',
  what: 'pipes and FIFOs of one user, mount or network namespace in another: the descriptor is what counts',
  call: 'sendto',
  needs: ['user-namespaces', 'network-namespaces'],
  setUp: () => [there()],
  cases: (nr) => ROWS.map((row) => row(everyWay(nr))),
};

/** R1 to R4 and R9, in namespaces of one's own. */
export const OTHER_NAMESPACES = scriptedLane(LANE);
