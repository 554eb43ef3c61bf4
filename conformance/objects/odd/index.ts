// SPDX-License-Identifier: MIT
// Files that are neither in a directory nor pipes nor sockets, in the lanes.
import { ODD, ODD_NAMES, ODDS, type OddName } from '../../../models/kernel/objects/odd/index.ts';
import { objectOf } from '../../../models/kernel/system/index.ts';
import { word } from '../../harness/lockstep/engine/choices.ts';
import type { Encoded } from '../../harness/lockstep/engine/codec.ts';
import { CLOCK_MONOTONIC } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import type { LaneObject } from '../object.ts';

/** No signal at all. */
const NO_SIGNALS = { data: Buffer.alloc(8) };

const MAKING: Readonly<Record<OddName, Encoded>> = {
  memfd: { nr: NR.memfd_create, args: [cString('m'), 0] },
  eventfd: { nr: NR.eventfd2, args: [0, 0] },
  signalfd: { nr: NR.signalfd4, args: [-1, NO_SIGNALS, 8, 0] },
  timerfd: { nr: NR.timerfd_create, args: [CLOCK_MONOTONIC, 0] },
  epoll: { nr: NR.epoll_create1, args: [0] },
};

/** The options without which one of them cannot be made. */
const OPTIONS: Readonly<Record<OddName, string>> = {
  memfd: 'CONFIG_MEMFD_CREATE',
  eventfd: 'CONFIG_EVENTFD',
  signalfd: 'CONFIG_SIGNALFD',
  timerfd: 'CONFIG_TIMERFD',
  epoll: 'CONFIG_EPOLL',
};

/** What makes them; a proposal says how they are read and written. */
export const ODD_IN_LANES: LaneObject = {
  plugin: ODD,
  mayWait: (_, file) => objectOf(file, ODDS) !== undefined,
  moves: () => [
    {
      weight: 5,
      choices: { odd: { name: word(ODD_NAMES) } },
      move: ({ dice }) => ({ call: 'odd', args: { name: dice.pick(ODD_NAMES) } }),
    },
  ],
  codecs: { odd: { encode: ({ name }) => MAKING[name as OddName] } },
  outcomes: { odd: ['OK', 'EMFILE'] },
  needs: ODD_NAMES.map((name) => ({ option: OPTIONS[name], call: MAKING[name], without: 'ENOSYS' })),
};
