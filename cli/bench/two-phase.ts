// SPDX-License-Identifier: MIT
// Lamport's two-phase commit: the yardstick whose counts TLC and others report too.
import {
  always,
  arrayOf,
  BLOCKED,
  bool,
  defineModel,
  enumOf,
  type Model,
  noDeadlock,
  type PlainState,
  type Property,
  range,
  record,
  setOf,
} from '../../models/kit/index.ts';

function schema(n: number) {
  return {
    rmState: arrayOf(n, enumOf('working', 'prepared', 'committed', 'aborted')),
    tmState: enumOf('init', 'committed', 'aborted'),
    tmPrepared: setOf(n),
    /** Messages are never consumed: `prepared` holds the senders. */
    msgs: record({ prepared: setOf(n), commit: bool, abort: bool }),
  };
}

/** The state of two-phase commit. */
export type TwoPhaseState = PlainState<ReturnType<typeof schema>>;

/** Two-phase commit with `n` resource managers. */
export function twoPhase(n: number): Model<TwoPhaseState> {
  const rm = range(n);
  return defineModel({
    name: `two-phase-${n}`,
    state: schema(n),
    init() {},
    actions: {
      TMRcvPrepared: {
        params: [rm],
        run(s, r) {
          if (s.tmState !== 'init' || !s.msgs.prepared.has(r)) return BLOCKED;
          s.tmPrepared.add(r);
        },
      },
      TMCommit: {
        params: [],
        run(s) {
          if (s.tmState !== 'init' || s.tmPrepared.size < n) return BLOCKED;
          s.tmState = 'committed';
          s.msgs.commit = true;
        },
      },
      TMAbort: {
        params: [],
        run(s) {
          if (s.tmState !== 'init') return BLOCKED;
          s.tmState = 'aborted';
          s.msgs.abort = true;
        },
      },
      RMPrepare: {
        params: [rm],
        run(s, r) {
          if (s.rmState[r] !== 'working') return BLOCKED;
          s.rmState[r] = 'prepared';
          s.msgs.prepared.add(r);
        },
      },
      RMChooseToAbort: {
        params: [rm],
        run(s, r) {
          if (s.rmState[r] !== 'working') return BLOCKED;
          s.rmState[r] = 'aborted';
        },
      },
      RMRcvCommitMsg: {
        params: [rm],
        run(s, r) {
          if (!s.msgs.commit) return BLOCKED;
          s.rmState[r] = 'committed';
        },
      },
      RMRcvAbortMsg: {
        params: [rm],
        run(s, r) {
          if (!s.msgs.abort) return BLOCKED;
          s.rmState[r] = 'aborted';
        },
      },
    },
  });
}

/** No two managers decide differently, and something can always happen. */
export const twoPhaseProperties: readonly Property<TwoPhaseState>[] = [
  always('consistent', (s) => !(s.rmState.includes('aborted') && s.rmState.includes('committed'))),
  noDeadlock('never stuck'),
];
