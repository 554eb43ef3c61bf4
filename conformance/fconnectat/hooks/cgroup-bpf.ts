// SPDX-License-Identifier: MIT
// A cgroup's program, which is run for each connect (BPF_CGROUP_UNIX_CONNECT): R18, E8.
import { O_PATH, SO_PASSCRED } from '../../harness/protocol/flags.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u32 } from '../../harness/registers.ts';
import type { Ending } from '../../harness/scripted/bpf.ts';
import { open } from '../../harness/scripted/calls.ts';
import { type BesideHook, besideHook } from '../../harness/scripted/error-room.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { scriptedLane } from '../../harness/scripted/lane.ts';
import { caged, mounting } from '../../objects/unix-socket/scripts/cgroup-room.ts';
import {
  accept,
  listener,
  type SocketType,
  SUN_PATH,
  served,
  setOption,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { connect, expectAddressLength, fconnectat, inode, issue, path, type Way } from './calls.ts';
import type { ConnectError } from './rooms.ts';
import { ROWS_OF_THE_CALL, ROWS_OF_THE_LOOKUP } from './rows.ts';
import { ROWS_OF_THE_PEER } from './rows-of-the-peer.ts';

const DENY: Ending = { verdict: 0 };
const ALLOW: Ending = { verdict: 1 };

/** Writes a case that has a cgroup and a folder of that name. */
type CaseWriter = (nr: number, name: string) => JudgedScript;

const ENDINGS = [
  { what: 'allows', ending: ALLOW, result: '0' },
  { what: 'refuses', ending: DENY, result: 'EPERM' },
  { what: 'refuses with an error of its choice', ending: { verdict: 0, errno: 13 }, result: 'EACCES' },
] as const;

/** The program's answer is the answer, whatever way leads to the socket, and it is run once for each call. */
function answer({ what, ending, result }: (typeof ENDINGS)[number], type: SocketType): CaseWriter {
  return (nr, name) => {
    const on = caged(`a program that ${what}, ${type}`, name);
    const { script, helper, caller, folder, dirfd, program } = on;
    program.attach(ending);
    const [covers, coversNew] = result === '0' ? [] : ['connect E8', 'fconnectat E8'];
    served(script, helper, { kind: 'path', path: `${folder}/s` }, type);
    connect(script, { task: caller, fd: socket(script, caller, type), to: `${folder}/s` }, result, covers);
    program.expectRuns(1);
    const ways: readonly (readonly [string, Way])[] = [
      ['relative', path('s', dirfd)],
      ['absolute', path(`${folder}/s`)],
      ['AT_EMPTY_PATH', inode(open(script, caller, `${folder}/s`, O_PATH))],
    ];
    for (const [i, [label, way]] of ways.entries()) {
      const fd = socket(script, caller, type);
      fconnectat(script, nr, { task: caller, fd, way, label }, result, coversNew);
      program.expectRuns(i + 2);
    }
    const free = socket(script, helper, type);
    const way = path(`${folder}/s`);
    fconnectat(script, nr, { task: helper, fd: free, way, label: 'from outside of the cgroup' }, '0');
    program.expectRuns(ways.length + 1);
    return script;
  };
}

/** A row's call with a program, and how often that must have been run. */
function play({ title, row, hook, expected, isAsked }: BesideHook<ConnectError>): CaseWriter {
  const covers = isAsked && hook === 'refuses' && row.errno !== 'EPERM' ? 'fconnectat E8' : undefined;
  return (nr, name) => {
    const on = caged(title, name, row.uid);
    on.program.attach(hook === 'refuses' ? DENY : ALLOW);
    const { fd, way } = row.make(on, 's');
    const label = `where ${row.id} applies`;
    fconnectat(on.script, nr, { task: on.caller, fd, way, label }, expected, covers);
    on.program.expectRuns(isAsked ? 1 : 0);
    return on.script;
  };
}

/** It is run before the first wait, and not again. */
const runOnce: CaseWriter = (nr, name) => {
  const { script, helper, caller, folder, dirfd, program } = caged(
    'a call that waits is told to the program once',
    name,
  );
  program.attach(ALLOW);
  const full = listener(script, helper, `${folder}/s`, 0);
  connect(script, { task: helper, fd: socket(script, helper), to: `${folder}/s` }, '0');
  const op = issue(script, nr, caller, socket(script, caller), path('s', dirfd));
  script.expect(op, 'fconnectat, the backlog is full', 'blocked');
  program.expectRuns(1);
  accept(script, helper, full);
  script.expectInTheEnd(op, 'the same, after an accept', '0');
  program.expectRuns(1);
  return script;
};

/** Refused, it has not given its socket the name that SO_PASSCRED asks for (E8 comes before R16). */
const unnamed: CaseWriter = (nr, name) => {
  const { script, helper, caller, folder, dirfd, program } = caged('a refused call gives no name', name);
  program.attach(DENY);
  listener(script, helper, `${folder}/s`);
  const asking = () => {
    const fd = socket(script, caller);
    setOption(script, caller, fd, SO_PASSCRED, u32(1));
    return fd;
  };
  const length = (label: string, fd: Arg) =>
    expectAddressLength(script, { task: caller, fd, label }, SUN_PATH);
  const first = asking();
  connect(script, { task: caller, fd: first, to: `${folder}/s` }, 'EPERM');
  length('connect', first);
  const second = asking();
  fconnectat(script, nr, { task: caller, fd: second, way: path('s', dirfd), label: 'SO_PASSCRED' }, 'EPERM');
  length('fconnectat', second);
  return script;
};

const CASES: readonly CaseWriter[] = [
  ...ENDINGS.flatMap((ending) => TYPES.map((type) => answer(ending, type))),
  runOnce,
  unnamed,
  ...besideHook('E8', {
    before: ROWS_OF_THE_CALL,
    after: [...ROWS_OF_THE_LOOKUP, ...ROWS_OF_THE_PEER],
  }).map(play),
];

/** connect(2) is what tells that the program is run. */
function control(): JudgedScript {
  const { script, helper, caller, folder, program } = caged('it does not watch connect', 'control');
  program.attach(DENY);
  listener(script, helper, `${folder}/s`);
  connect(script, { task: caller, fd: socket(script, caller), to: `${folder}/s` }, 'EPERM');
  program.expectRuns(1);
  return script;
}

/** The lane. */
export const CGROUP_BPF = scriptedLane({
  scenario: 'cgroup-bpf',
  what: "a cgroup's BPF program for connect is run, and may refuse",
  call: 'fconnectat',
  needs: ['cgroup-bpf'],
  setUp: () => [mounting(), control()],
  cases: (nr) => CASES.map((write, at) => write(nr, `b${at}`)),
});
