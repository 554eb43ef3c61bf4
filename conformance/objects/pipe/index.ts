// SPDX-License-Identifier: MIT
// Pipes and FIFOs in the lanes.
import { PIPE } from '../../../models/kernel/objects/pipe/index.ts';
import type { LaneObject } from '../object.ts';
import { PATH_CODECS } from '../path/codecs.ts';
import { PIPE_CASES } from './cases.ts';
import { onEnd } from './choose.ts';
import { PIPE_CODECS } from './codecs.ts';
import { PIPE_MOVES } from './moves.ts';
import { PIPE_OUTCOMES, WOKEN } from './outcomes.ts';

const outcomes = {
  ...PIPE_OUTCOMES,
  read: [...PIPE_OUTCOMES.read, ...WOKEN.read],
  write: [...PIPE_OUTCOMES.write, ...WOKEN.write],
};

/** Pipes and FIFOs, beside paths. */
export const PIPES_IN_LANES: LaneObject = {
  plugin: PIPE,
  mayWait: (at, file) => onEnd(at)(file),
  moves: () => PIPE_MOVES,
  codecs: PIPE_CODECS,
  outcomes,
  onFd: [(fd) => ({ call: 'resize', args: { fd, size: 1 } }), (fd) => ({ call: 'pipesize', args: { fd } })],
  cases: PIPE_CASES,
  privileges: [
    {
      calls: ['mountproc', 'reopen'],
      capability: 'CAP_SYS_ADMIN',
      probe: [PATH_CODECS.mkdir!.encode({ path: 'proc', mode: 0o755 }), PIPE_CODECS.mountproc!.encode({})],
    },
  ],
};
