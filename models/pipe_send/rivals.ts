// SPDX-License-Identifier: MIT
// What the rivals' operations do to the pipe and to callers.
import type { OperationKinds } from '../kernel/rival.ts';
import { type Kernel, signalled, slotsFor } from './call.ts';
import { SPLICED } from './names.ts';
import type { Operation } from './scenarios.ts';
import type { Seen, State } from './state.ts';

/** A kind for each of their steps. */
export type RivalSteps = OperationKinds<Seen, State, Operation>;

/** The steps as they are. */
export function rivalSteps({ scenario, behaviour }: Kernel): RivalSteps {
  const letGo = (s: State) => {
    s.lock = 'none';
  };
  return {
    SetFlags: {
      apply(s) {
        s.nonblock = 'off';
      },
    },
    SpliceClear: {
      apply(s) {
        if (behaviour.revocable) s.nowait = 'off';
      },
    },
    SpliceLock: {
      isEnabled: (s) => s.lock === 'none' && s.slots.length < scenario.ring && s.ends.has('read'),
      apply(s, _, r) {
        s.lock = r;
      },
    },
    SpliceRead: {
      apply(s) {
        s.slots = slotsFor([...s.slots, { off: 0, data: [SPLICED], kind: 'plain' }]);
        letGo(s);
      },
    },
    SpliceQuit: { apply: letGo },
    Release: {
      isEnabled: (s) => s.lock === 'none',
      apply(s, { end }) {
        s.ends.delete(end);
      },
    },
    ResolveFault: {
      isEnabled: (s, { of }) => ['fault', 'done', 'dead'].includes(s.task[of].pc),
      apply(s, { of }) {
        if (s.task[of].pc === 'fault') s.task[of].pc = 'mapped';
      },
    },
    SendSignal: { apply: (s, { to, signal }) => signalled(s, to, signal) },
  };
}
