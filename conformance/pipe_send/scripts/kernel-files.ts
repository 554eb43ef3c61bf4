// SPDX-License-Identifier: MIT
// Files of the kernel's own that a small one has not: groups of inotify and fanotify, and objects of BPF. They cannot promise not
// to sleep, since they have no function that is told so (R5).
import { MSG_DONTWAIT, MSG_NOSIGNAL, O_CREAT, O_RDWR, O_WRONLY } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { assemble, attributes, COMMAND, MAP_TYPE_ARRAY, OPCODE } from '../../harness/scripted/bpf.ts';
import { open, write } from '../../harness/scripted/calls.ts';
import { mountCgroup2 } from '../../harness/scripted/cgroup.ts';
import { EVENT, FAN, fanotify, inotify, LAYOUT, watch } from '../../harness/scripted/file-events.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import { callsOf, type FileKind, type Made, ofKind, same, unpromised } from './kinds.ts';

/** Sees packets of a cgroup; attach_type 0 is BPF_CGROUP_INET_INGRESS. */
const PROG_TYPE_CGROUP_SKB = 8;
/** Lets all of them through. */
const PROGRAM = [{ code: OPCODE.moveImm, dst: 0, imm: 1 }, { code: OPCODE.exit }] as const;

/** An object of BPF, from a union bpf_attr of that size. */
const bpf = (script: JudgedScript, task: number, command: number, attr: Arg, size: number): Fd =>
  script.open(task, NR.bpf, command, attr, size);

function map(script: JudgedScript, task: number): Fd {
  const attr = attributes(16, { 0: MAP_TYPE_ARRAY, 4: 4, 8: 8, 12: 1 });
  return bpf(script, task, COMMAND.mapCreate, attr, 16);
}

function program(script: JudgedScript, task: number): Fd {
  const attr = attributes(24, { 0: PROG_TYPE_CGROUP_SKB, 4: PROGRAM.length }, [
    { at: 8, arg: { data: assemble(PROGRAM) } },
    { at: 16, arg: cString('GPL') },
  ]);
  return bpf(script, task, COMMAND.progLoad, attr, 24);
}

/** Of a program with the first of all cgroups. */
function link(script: JudgedScript, task: number): Fd {
  mountCgroup2(script, task, `c${task}`);
  const cgroup = open(script, task, `c${task}`);
  const attr = attributes(16, {}, [
    { at: 0, size: 4, arg: program(script, task) },
    { at: 4, size: 4, arg: cgroup },
  ]);
  return bpf(script, task, COMMAND.linkCreate, attr, 16);
}

/** Of a file `f`, of which nothing is to be told yet. */
function watched(script: JudgedScript, task: number): Fd {
  const fd = inotify(script, task);
  script.call(task, NR.close, open(script, task, 'f', O_CREAT | O_RDWR));
  watch(script, task, fd, 'f', EVENT.modify);
  return fd;
}

const KINDS: readonly FileKind[] = [
  { ...{ name: 'inotify', recv: unpromised('EAGAIN'), send: same('EBADF') }, make: watched },
  {
    // It is written answers, which are longer.
    ...{ name: 'fanotify', recv: unpromised('EAGAIN'), send: unpromised('EINVAL') },
    make(script, task) {
      script.call(task, NR.close, open(script, task, 'f', O_CREAT | O_RDWR));
      return fanotify(script, task, FAN.reportFid, EVENT.modify, 'f');
    },
  },
  { ...{ name: 'a map of BPF', recv: unpromised('EINVAL'), send: unpromised('EINVAL') }, make: map },
  { ...{ name: 'a program of BPF', recv: unpromised('EINVAL'), send: unpromised('EINVAL') }, make: program },
  // It is open for reading alone.
  { ...{ name: 'a link of BPF', recv: unpromised('EINVAL'), send: same('EBADF') }, make: link },
];

/** What is there to be read is refused to who may not wait, and stays. */
function told(nr: number): JudgedScript {
  const script = new JudgedScript('inotify that has something to tell');
  const task = script.spawn();
  const fd = watched(script, task);
  const file = open(script, task, 'f', O_WRONLY);
  const { send, recv } = callsOf(nr, LAYOUT.inotify.size);
  const expect = (label: string, made: Made, expected: string) =>
    script.expect(script.call(task, ...made), label, expected);
  for (const [label, made] of [
    ['read', recv.plain(fd)],
    ['recv', recv.one(fd, 0)],
    ['recv, MSG_NOSIGNAL', recv.one(fd, MSG_NOSIGNAL)],
    ['recv, a message', recv.message(fd, 0)],
  ] as const) {
    write(script, task, file, 'x');
    expect(`recv, MSG_DONTWAIT, before ${label}`, recv.one(fd, MSG_DONTWAIT), 'EOPNOTSUPP');
    expect(`recv, a message, MSG_DONTWAIT, before ${label}`, recv.message(fd, MSG_DONTWAIT), 'EOPNOTSUPP');
    expect(label, made, String(LAYOUT.inotify.size));
  }
  expect('send, MSG_DONTWAIT', send.one(fd, MSG_DONTWAIT), 'EBADF');
  return script;
}

/** There are such files, and they are what they are to write(2) and read(2). */
function readAndWritten(): JudgedScript {
  const script = new JudgedScript('such files');
  for (const { name, make, recv, send } of KINDS) {
    const task = script.spawn();
    const fd = make(script, task);
    const calls = callsOf(NR.sendto);
    script.expect(script.call(task, ...calls.recv.plain(fd)), `read, ${name}`, recv.plain);
    script.expect(script.call(task, ...calls.send.plain(fd)), `write, ${name}`, send.plain);
  }
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'kernel-files',
  what: 'inotify, fanotify and objects of BPF refuse MSG_DONTWAIT, and are else read and written',
  call: 'sendto',
  needs: ['inotify', 'fanotify', 'cgroup-bpf'],
  setUp: () => [readAndWritten()],
  cases: (nr) => [...KINDS.map((kind) => ofKind(nr, kind)), told(nr)],
};

/** R5, of files that the smallest kernel has not. */
export const KERNEL_FILES = scriptedLane(LANE);
