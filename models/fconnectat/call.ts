// SPDX-License-Identifier: MIT
// What all steps share: who acts where, what a call is given, and how it ends.
import { isFull } from '../kernel/unix-socket.ts';
import type { Caller, Listener, Result } from './names.ts';
import { die, endLookup, startProgram } from './reset.ts';
import type { Scenario } from './scenarios.ts';
import type { State } from './state.ts';
import type { Behaviour, ErrorId } from './variants.ts';

/** What the steps of one model share: who acts where, and how a call ends. */
export interface Kernel {
  readonly scenario: Scenario;
  readonly behaviour: Behaviour;
  /** Whether the call refuses: `applies`, and the refusal is not one that this behaviour lacks. */
  refuses(id: ErrorId, applies: boolean): boolean;
  /** Whether the backlog of `k` is full. */
  isFull(s: State, k: Listener): boolean;
  end(s: State, p: Caller, result: Result): void;
}

/** The directory and path that the caller means by its arguments. */
export function wanted({ scenario, behaviour }: Kernel, s: State, p: Caller) {
  const arg = s.arg[p];
  const call = s.call[p];
  const byName = behaviour.decides !== 'by descriptor' && call !== 'fconnectat';
  if (byName && arg.flags.has('EMPTY')) return scenario.opened[p]!;
  return { dir: arg.dirfd, path: arg.path };
}

function endCall({ scenario, behaviour }: Kernel, s: State, p: Caller, result: Result): void {
  if (s.sig[p] === 'kill') return die(s, p);
  const next = behaviour.program[behaviour.program.indexOf(s.call[p] as 'connect') + 1];
  s.sig[p] = 'none';
  endLookup(s, p);
  if (result === 'OK' && next !== undefined) {
    s.call[p] = next;
    s.pc[p] = 'enter';
  } else if (scenario.loopers.includes(p)) {
    startProgram(s, p, behaviour);
  } else {
    s.call[p] = 'none';
    s.pc[p] = 'done';
    s.fd[p] = 'none';
    s.ret[p] = result;
  }
}

/** The context of one behaviour in one scenario. */
export function kernelOf(scenario: Scenario, behaviour: Behaviour): Kernel {
  const kernel: Kernel = {
    scenario,
    behaviour,
    refuses: (id, applies) => applies && !behaviour.lacks.includes(id),
    isFull,
    end: (s, p, result) => endCall(kernel, s, p, result),
  };
  return kernel;
}
