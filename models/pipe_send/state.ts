// SPDX-License-Identifier: MIT
// The variables of the document's State section.
import { SLOT_KINDS } from '../kernel/objects/pipe/ring.ts';
import { atSchema } from '../kernel/rival.ts';
import { SIGNALS } from '../kernel/signal.ts';
import { type DraftState, enumOf, int, mapOf, type PlainState, record, seqOf, setOf } from '../kit/index.ts';
import { ERRNOS } from './errno.ts';
import {
  ADDRS,
  BUFS,
  CALLS,
  type Caller,
  dataOf,
  ENDS,
  FDS,
  FLAGS,
  MOST,
  OLD,
  OPS,
  PAGE,
  PCS,
  SPLICED,
} from './names.ts';
import type { Scenario } from './scenarios.ts';

/** All bytes of a scenario. */
export const bytesOf = ({ callers }: Pick<Scenario, 'callers'>): readonly string[] => [
  ...callers.flatMap(dataOf),
  ...OLD,
  SPLICED,
];

function taskSchema(scenario: Scenario) {
  return record({
    arg: record({
      op: enumOf(...OPS),
      fd: enumOf(...FDS),
      buf: enumOf(...BUFS),
      n: int(0, MOST),
      flags: setOf(...FLAGS),
      addr: enumOf(...ADDRS),
    }),
    call: enumOf('none', ...CALLS),
    pc: enumOf(...PCS),
    sig: enumOf('none', ...SIGNALS),
    slept: enumOf('no', 'yes'),
    ret: enumOf('none', 'OK', ...ERRNOS),
    count: int(0, MOST),
    got: seqOf(MOST, enumOf(...bytesOf(scenario))),
    sigpipe: enumOf('none', 'sent'),
  });
}

/** The state's fields for one scenario. */
export function pipeState(scenario: Scenario) {
  const { callers, ring, rivals } = scenario;
  const slot = record({
    off: int(0, PAGE),
    data: seqOf(PAGE, enumOf(...bytesOf(scenario))),
    kind: enumOf(...SLOT_KINDS),
  });
  return {
    slots: seqOf(ring, slot),
    ends: setOf(...ENDS),
    nonblock: enumOf('off', 'on'),
    nowait: enumOf('off', 'on'),
    lock: enumOf('none', ...callers, ...rivals.map(({ name }) => name)),
    at: atSchema(rivals),
    task: mapOf(callers, taskSchema(scenario)),
  };
}

/** The state as the steps change it. */
export type State = DraftState<ReturnType<typeof pipeState>>;

/** The state as the claims read it. */
export type Seen = PlainState<ReturnType<typeof pipeState>>;

/** One caller's record, as the steps change it. */
export type Task = State['task'][Caller];
