// SPDX-License-Identifier: MIT
// What goes back to its initial value, and when: at the end of a call, at death, before a program starts.
import type { Caller } from './names.ts';
import type { State } from './state.ts';
import type { Behaviour } from './variants.ts';

/** What a call holds only while it runs. */
export function endLookup(s: State, p: Caller): void {
  s.nd[p] = 'none';
  s.rest[p] = [];
  s.links[p] = 0;
  s.ino[p] = 'none';
  s.other[p] = 'none';
}

/** Everything of a caller but its arguments, and where it is. */
function forget(s: State, p: Caller): void {
  endLookup(s, p);
  s.fd[p] = 'none';
  s.sig[p] = 'none';
  s.ret[p] = 'none';
  s.named[p] = 'none';
  s.first[p] = 'none';
  s.base[p] = 'none';
  s.via[p] = false;
  s.slept[p] = 'none';
  s.peer[p] = 'none';
}

/** Puts a caller before the first call of its program, whatever it was doing. */
export function startProgram(s: State, p: Caller, behaviour: Behaviour): void {
  forget(s, p);
  s.call[p] = behaviour.program[0]!;
  s.pc[p] = 'enter';
}

/** SIGKILL: what the caller queued stays queued. */
export function die(s: State, p: Caller): void {
  forget(s, p);
  s.call[p] = 'none';
  s.pc[p] = 'dead';
}
