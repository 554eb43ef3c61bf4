// SPDX-License-Identifier: MIT
// What goes back to its initial value, and when: at the end of a call, at death, before a program starts.
import type { CallTask, Held, Names } from './call-state.ts';
import type { Behaviour } from './variants.ts';

/** What a call holds only while it runs. */
export function endLookup<V extends Names>(me: Held<V>): void {
  me.nd = 'none';
  me.rest = [];
  me.links = 0;
  me.ino = 'none';
  me.other = 'none';
  me.owes = 'none';
}

/** Everything of a caller but its arguments, and where it is. */
function forget<V extends Names>(me: CallTask<V>): void {
  endLookup(me);
  me.fd = 'none';
  me.sig = 'none';
  me.ret = 'none';
  me.slept = 'none';
  me.peer = 'none';
}

/** Puts a caller before the first call of its program, whatever it was doing. */
export function startProgram<V extends Names>(me: CallTask<V>, behaviour: Behaviour): void {
  forget(me);
  me.call = behaviour.program[0]!;
  me.pc = 'enter';
}

/** SIGKILL: what the caller queued stays queued. */
export function die<V extends Names>(me: CallTask<V>): void {
  forget(me);
  me.call = 'none';
  me.pc = 'dead';
}
