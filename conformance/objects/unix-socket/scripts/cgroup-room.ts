// SPDX-License-Identifier: MIT
// Where a call is made by a task of a cgroup whose program is run for it.
import { become } from '../../../harness/scripted/calls.ts';
import { type ErrorRoom, errorRoom } from '../../../harness/scripted/error-room.ts';
import { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import { ConnectProgram, mountCgroups } from './cgroup-bpf.ts';

/** A room whose caller is in a cgroup. */
export interface Caged extends ErrorRoom {
  /** Nothing is attached yet. */
  readonly program: ConnectProgram;
}

/** A room whose caller is in a cgroup of that name, and whose helper is not. */
export function caged(title: string, name: string, uid?: number): Caged {
  const script = new JudgedScript(`cgroup BPF: ${title}`);
  const on = errorRoom(script, { folder: `/run/${name}`, via: 'via' });
  const program = new ConnectProgram(script, on.helper, name);
  program.enter(on.caller);
  if (uid !== undefined) become(script, on.caller, uid);
  return { ...on, program };
}

/** The first script of a guest. */
export function mounting(): JudgedScript {
  const script = new JudgedScript('cgroup BPF: there are no cgroups');
  mountCgroups(script, script.spawn());
  return script;
}
