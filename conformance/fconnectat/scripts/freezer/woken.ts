// SPDX-License-Identifier: MIT
// One who has been woken by accept(2) is to be frozen before it has run: it owes a wake-up, and hands it on before it freezes (R11, R12).
import { dirname, join as pathTo } from 'node:path/posix';
import { O_WRONLY } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import { expectByThen } from '../../../harness/scripted/by-then.ts';
import { open, unlink, write, writeFile } from '../../../harness/scripted/calls.ts';
import { join, thaw } from '../../../harness/scripted/freezer.ts';
import { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import type { Script } from '../../../harness/scripted/script.ts';
import { socket } from '../../../objects/unix-socket/scripts/sockets.ts';
import { type Connect, waits } from '../waiting.ts';

const FROZEN = 'FROZEN';

/** Who waits, and how many of them are frozen: the first ones. */
const COUNTS = [
  { waiting: 2, frozen: 1 },
  { waiting: 3, frozen: 1 },
  { waiting: 3, frozen: 2 },
] as const;

/** Makes tasks that are in no call the members of one group, in this order; gives the path of its state. */
function group(script: Script, name: string, [first, ...others]: readonly [number, ...number[]]): string {
  const state = join(script, first, name);
  for (const task of others) writeFile(script, task, pathTo(dirname(state), 'tasks'), '0');
  return state;
}

/**
 * Calls that are made in one operation, one right after the other, and before any task that they wake has run. Those who make them
 * are frozen in user mode, and then thawed together. They go on in the order in which they have become members, and all have one priority.
 */
function atOnce(
  script: JudgedScript,
  name: string,
  { by, beside }: { readonly by: readonly [number, ...number[]]; readonly beside: number },
  calls: () => readonly number[],
): number {
  const state = group(script, name, by);
  writeFile(script, beside, state, FROZEN);
  const ops = calls();
  for (const [i, op] of ops.entries()) script.expect(op, `set-up: call ${i + 1} of those at once`, 'blocked');
  return thaw(script, beside, state);
}

/** That is so: what two write into a pipe lies there in that order. */
export function inTurn(): JudgedScript {
  const script = new JudgedScript('two tasks are thawed together, and go on in turn');
  const first = script.spawn();
  script.call(first, NR.pipe2, { out: 8 }, 0);
  const [second, beside] = [script.fork(first), script.fork(first)];
  const text = 'ab';
  atOnce(script, 'turn', { by: [second, first], beside }, () =>
    [second, first].map((task, i) => write(script, task, 1, text[i]!)),
  );
  const read = script.call(beside, NR.read, 0, { out: 4 }, 4);
  script.expectThat({ label: 'what is read', expected: text, observed: (run) => run.text(read) });
  return script;
}

type Room = (title: string) => {
  readonly script: JudgedScript;
  readonly server: number;
  readonly accept: () => number;
};

/** The one behind those who are frozen has the slot before the thaw. The name goes, and they go on. */
function woken(
  room: Room,
  call: string,
  connect: Connect,
  afterwards: string,
  { waiting, frozen }: (typeof COUNTS)[number],
): JudgedScript {
  const name = `${frozen} of ${waiting}, woken and frozen`;
  const { script, server, accept } = room(`${name} before running, by ${call}`);
  const [beside, freezer] = [script.spawn(), script.spawn()];
  const tasks = Array.from({ length: frozen }, () => script.spawn());
  const state = group(script, `${name}, ${call}`, tasks as [number, ...number[]]);
  const file = open(script, freezer, state, O_WRONLY);
  const stopped = tasks.map((task, i) => {
    const op = connect(script, task, socket(script, task));
    script.expect(op, `${call}, ${i + 1}`, 'blocked');
    return { task, op };
  });
  const others = Array.from({ length: waiting - frozen }, (_, i) =>
    waits(script, connect, `${call}, ${frozen + i + 1}`),
  );
  const done = atOnce(script, `held, ${name}, ${call}`, { by: [server, freezer], beside }, () => [
    accept(),
    write(script, freezer, file, FROZEN),
  ]);
  for (const [i, one] of stopped.entries())
    expectByThen(script, done, one, `${i + 1}, who is frozen`, 'blocked');
  for (const [i, one] of others.entries())
    expectByThen(script, done, one, `${frozen + i + 1}, before the thaw`, i === 0 ? '0' : 'blocked');
  unlink(script, server, 's');
  thaw(script, beside, state);
  // connect(2) is started again, and does not wait.
  if (afterwards === '0') for (let i = 1; i < waiting; i++) accept();
  for (const [i, { op }] of stopped.entries())
    script.expectInTheEnd(op, `${i + 1}, after the thaw`, afterwards);
  return script;
}

/** Of those who wait, the first ones have been woken or not, and are frozen. */
export const allWoken = (room: Room, call: string, connect: Connect, afterwards: string): JudgedScript[] =>
  COUNTS.map((count) => woken(room, call, connect, afterwards, count));
