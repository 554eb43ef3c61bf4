// SPDX-License-Identifier: MIT
// The shim on this machine: as an ordinary user, and killed from outside.
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SyspecError } from '../../../base/errors.ts';
import { folderOfTest } from '../../../base/fixtures/folder.ts';
import { startGroup } from '../../../base/process-group.ts';
import { laneObjects } from '../../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../../objects/descriptors/index.ts';
import { SOCKETS_IN_LANES } from '../../objects/unix-socket/index.ts';
import { abilitiesOf } from '../lockstep/abilities.ts';
import { CLONE_VM } from '../protocol/clone.ts';
import { O_CREAT } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Arg, Op, SequenceResult } from '../protocol/types.ts';
import { cString } from '../registers.ts';
import { among, connectTo, unusual } from './fixtures/sequences.ts';
import { hostSessions } from './host.ts';

const OBJECTS = laneObjects([SOCKETS_IN_LANES, DESCRIPTORS_IN_LANES]);

import { Supervisor } from './supervisor.ts';

const MS_BIND = 4096;

let folder: string;
let target: Supervisor | undefined;
beforeEach(() => {
  folder = folderOfTest();
  // A shim whose keeper is killed leaves its folder.
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  await target?.close();
  target = undefined;
  vi.unstubAllEnvs();
});

async function start(isRoot?: boolean): Promise<Supervisor> {
  target = await Supervisor.start(hostSessions(undefined, isRoot), ({ release }) => release);
  return target;
}

/** Some machines give an ordinary user no namespace: then that is what is said. */
async function asOrdinaryUser(): Promise<Supervisor | undefined> {
  try {
    return await start(false);
  } catch (error) {
    expect((error as SyspecError).code).toBe('NOT_PERMITTED');
    return undefined;
  }
}

test('an ordinary user is root in a namespace where nobody else is', async () => {
  const ordinary = await asOrdinaryUser();
  if (ordinary === undefined) return;
  expect(await abilitiesOf(ordinary, OBJECTS.needs, 1000)).toEqual({ otherUsers: false });
  const results = await ordinary.run([connectTo('nobody', { uid: 0, gid: 0 })]);
  expect(unusual(results)).toEqual({});
});

test('root of a namespace leaves nothing behind where a file was mounted on a file', async () => {
  const ordinary = await asOrdinaryUser();
  if (ordinary === undefined) return;
  const call = (nr: number, ...args: Arg[]): Op => ({ op: 'call', task: 0, nr, args });
  const made = (name: string) => call(NR.open, cString(name), O_CREAT, 0o600);
  const ops = [
    { op: 'spawn', task: 0, flags: CLONE_VM, uid: 0, gid: 0, root: '.' } as const,
    ...[made('/f'), made('/s'), call(NR.mount, cString('/f'), cString('/s'), 0, MS_BIND, 0)],
  ];
  const [result] = (await ordinary.run([{ ops }])) as SequenceResult[];
  expect(result?.settled.at(-1)?.returned[0]?.value).toBe(0n);
  expect(result?.fault).toBeUndefined();
});

test('what a task does to all processes, and to mounts, stays in the shim', async () => {
  const bystander = startGroup('sleep', ['60'], { stdio: 'ignore', by: 'SIGKILL' });
  const mounts = readFileSync('/proc/self/mounts', 'utf8');
  const here = await start();
  const root: Op = { op: 'spawn', task: 0, flags: CLONE_VM, uid: 0, gid: 0, root: '.' };
  const call = (nr: number, ...args: Arg[]): Op => ({ op: 'call', task: 0, nr, args });
  const [result] = await here.run([
    {
      ops: [
        root,
        call(NR.mount, cString('none'), cString('/'), cString('tmpfs'), 0, 0),
        { ...root, task: 1 },
        call(NR.kill, -1, 9),
      ],
    },
  ]);
  expect(result).toMatchObject({ settled: expect.anything() });
  const settled = (result as SequenceResult).settled;
  expect([settled[1]!.returned[0]!.value, settled[3]!.died.map(({ task }) => task)]).toEqual([0n, [1]]);
  expect(bystander.child.exitCode ?? bystander.child.signalCode).toBeNull();
  expect(readFileSync('/proc/self/mounts', 'utf8')).toBe(mounts);
  bystander.end();
  await bystander.ended;
});

/** The processes of this one that keep a shim. */
function shims(): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return (
          Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--stdio')
        );
      } catch {
        return false;
      }
    });
}

test('a shim that is killed fails the run, which goes on with another', async () => {
  const here = await start();
  const running = here.run(among(3000, {}));
  // Not the group: a task that dies a moment before the shim is one that died.
  for (const pid of shims()) process.kill(pid, 'SIGKILL');
  const results = unusual(await running);
  expect(Object.values(results)).toEqual([expect.stringMatching(/^the shim ended with SIGKILL, not pinned/)]);
  expect(here.crashes).toBe(1);
});
