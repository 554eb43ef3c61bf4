// SPDX-License-Identifier: MIT
// A cgroup's program that puts another address in the place of the given one, by which the call then goes: R18.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import { O_PATH } from '../../harness/protocol/flags.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import type { FunctionIds } from '../../harness/scripted/btf.ts';
import { chdir, mkdir, open } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { scriptedLane } from '../../harness/scripted/lane.ts';
import { mounting } from '../../objects/unix-socket/scripts/cgroup-room.ts';
import { REWRITING } from '../../objects/unix-socket/scripts/rewrite.ts';
import { accept, connectTo, type SocketType, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { AT_EMPTY_PATH } from '../codecs.ts';
import { inode, issue, path, UNNAMED, type Way } from './calls.ts';
import { REWRITTEN_ROWS } from './rewrite-rows.ts';
import {
  ALLOW,
  type CaseWriter,
  callFails,
  callReaches,
  connectReaches,
  expectPeer,
  GIVEN,
  type Rewritten,
  rewritten,
  servedAt,
} from './rewrite-scene.ts';
import { server } from './rooms.ts';

/** Bytes of `sun_path`. */
const LONGEST = 108;

/** Every way to give the name of a socket. */
const ways = ({ script, caller, folder, dirfd }: Rewritten): readonly (readonly [string, Way])[] => [
  ['a relative path', path(GIVEN, dirfd)],
  ['an absolute path', path(`${folder}/${GIVEN}`, dirfd)],
  ['AT_EMPTY_PATH', inode(open(script, caller, `${folder}/${GIVEN}`, O_PATH))],
];

/** An absolute path, whichever way the name is given. */
const absolute =
  (title: string, type: SocketType, pathIn: (folder: string) => string): CaseWriter =>
  (nr, ids, name) => {
    const on = rewritten(`${title}, ${type}`, name, type);
    const there = pathIn(on.folder);
    servedAt(on, there);
    on.program.attach(ALLOW, { ids, path: there });
    connectReaches(on, there);
    for (const [label, way] of ways(on)) callReaches(on, nr, { label, way, at: there });
    on.program.expectRuns(4);
    return on.script;
  };

/** A relative path starts where it would if the caller had given it; only connect(2) goes by the working directory. */
const relative =
  (type: SocketType): CaseWriter =>
  (nr, ids, name) => {
    const on = rewritten(`a relative path, ${type}`, name, type);
    const { script, helper, caller, folder, dirfd, program } = on;
    const [cwd, here] = [`${folder}/cwd`, `${folder}/t`];
    mkdir(script, helper, cwd);
    chdir(script, caller, cwd);
    for (const at of [here, `${cwd}/t`, `${cwd}/${GIVEN}`]) servedAt(on, at);
    const file = open(script, caller, here, O_PATH);
    program.attach(ALLOW, { ids, path: 't' });
    const given = `${folder}/${GIVEN}`;
    connectReaches(on, `${cwd}/t`);
    const empty = { dirfd, address: UNNAMED };
    const lands: readonly (readonly [string, Way, string])[] = [
      ['a relative path', path(GIVEN, dirfd), here],
      ['an absolute path', path(given, dirfd), here],
      ['AT_FDCWD', path(GIVEN, AT_FDCWD), `${cwd}/t`],
      ['an empty path with AT_EMPTY_PATH', { ...empty, flags: AT_EMPTY_PATH }, here],
      ['an empty path without', empty, here],
    ];
    for (const [label, way, at] of lands) callReaches(on, nr, { label, way, at });
    callFails(on, nr, { label: 'a descriptor of the socket', way: inode(file) }, 'ENOTDIR');
    callFails(on, nr, { label: 'an absolute path, a bad descriptor', way: path(given, -1) }, 'EBADF');
    program.expectRuns(8);
    return script;
  };

/** Where connect(2) goes the call must not: not to the abstract name, nor to what AT_EMPTY_PATH would mean. */
const abstract =
  (what: string, text: string, type: SocketType): CaseWriter =>
  (nr, ids, name) => {
    const on = rewritten(`${what}, ${type}`, name, type);
    const { script, dirfd, program } = on;
    servedAt(on, text);
    program.attach(ALLOW, { ids, path: text });
    connectReaches(on, text);
    const refused: readonly (readonly [string, Way])[] = [
      ...ways(on),
      ['a relative path with AT_EMPTY_PATH', path(GIVEN, dirfd, AT_EMPTY_PATH)],
      ['an empty path without', { dirfd, address: UNNAMED }],
      ['a relative path, a bad descriptor', path(GIVEN, -1)],
    ];
    for (const [label, way] of refused) callFails(on, nr, { label, way }, 'EINVAL');
    program.expectRuns(1 + refused.length);
    return script;
  };

/** The program is not asked again after a wait. */
const wait: CaseWriter = (nr, ids, name) => {
  const on = rewritten('a call that waits, stream', name);
  const { script, helper, caller, folder, dirfd, program } = on;
  const full = server(on, 't', 0);
  program.attach(ALLOW, { ids, path: 't' });
  chdir(script, caller, folder);
  connectTo(script, helper, socket(script, helper), `${folder}/t`);
  const calls = [
    ['connect', (fd) => connectTo(script, caller, fd, `${folder}/${GIVEN}`)],
    ['fconnectat', (fd) => issue(script, nr, caller, fd, path(GIVEN, dirfd))],
  ] satisfies [string, (fd: Arg) => number][];
  for (const [i, [label, call]] of calls.entries()) {
    const fd = socket(script, caller);
    const op = call(fd);
    script.expect(op, `${label}, the backlog is full`, 'blocked');
    program.expectRuns(i + 1);
    accept(script, helper, full);
    script.expectInTheEnd(op, 'the same, after an accept', '0');
    expectPeer(on, fd, `${folder}/t`);
    program.expectRuns(i + 1);
  }
  return script;
};

const TYPES = ['stream', 'dgram'] as const;

const CASES: readonly CaseWriter[] = [
  ...TYPES.flatMap((type) => [
    absolute('an absolute path', type, (folder) => `${folder}/t`),
    absolute('a path of all bytes', type, (folder) => `${folder}/`.padEnd(LONGEST, 'n')),
    relative(type),
    abstract('an abstract name', '\0nobody', type),
    abstract('an abstract name of no bytes', '\0', type),
  ]),
  wait,
  ...REWRITTEN_ROWS,
];

/** connect(2) is what tells that a program can do so. The name is the longer one: nothing is left of what was given. */
function control(ids: FunctionIds): JudgedScript {
  const on = rewritten('it does not write addresses', 'control');
  const there = `${on.folder}/${GIVEN}-not`;
  servedAt(on, there);
  on.program.attach(ALLOW, { ids, path: there });
  connectReaches(on, there);
  return on.script;
}

/** The lane. */
export const CGROUP_BPF_REWRITES = scriptedLane({
  scenario: 'cgroup-bpf-rewrites',
  what: "a cgroup's BPF program puts another address in its place, and the call goes there",
  call: 'fconnectat',
  needs: ['cgroup-bpf', 'btf'],
  functions: REWRITING,
  setUp: (_, ids) => [mounting(), control(ids)],
  cases: (nr, ids) => CASES.map((write, at) => write(nr, ids, `r${at}`)),
});
