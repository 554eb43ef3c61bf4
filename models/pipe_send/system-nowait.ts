// SPDX-License-Identifier: MIT
// preadv2 and pwritev2 with RWF_NOWAIT, of ends of pipes (`kiocb_set_rw_flags`, fs/read_write.c, Linux 6.12).
import { type End, endIn, mayRead, mayWrite } from '../kernel/objects/pipe/index.ts';
import {
  type Answer,
  callOf,
  DESCRIPTOR,
  FLAG,
  NUMBER,
  type Rules,
  type Task,
  TEXT,
  usableFile,
  type World,
} from '../kernel/system/index.ts';

const COMMON = { fd: DESCRIPTOR, nowait: FLAG };

interface Call {
  readonly fd: number;
  readonly nowait: boolean;
}

/** What comes before the pipe is looked at; a call of no bytes returns before it looks at its flags. */
function early(end: End | undefined, may: (end: End) => boolean, length: number, { nowait }: Call) {
  if (end === undefined || !may(end)) return 'EBADF';
  if (length === 0) return 0;
  return nowait && !end.nowait ? 'EOPNOTSUPP' : undefined;
}

function preadv2(world: World, task: Task, call: Call & { readonly count: number }, slept: boolean): Answer {
  const file = usableFile(world, task, call.fd);
  const answer = early(endIn(world, file), mayRead, call.count, call);
  if (answer === 0) return { value: 0, out: '' };
  if (answer !== undefined) return answer;
  const { kind, to, nonblock: isSet } = { ...file!.object, nonblock: file!.nonblock };
  const nonblock = isSet || call.nowait;
  return kind.read!(world, task, to, { count: call.count, mayWait: !nonblock || slept, nonblock });
}

function pwritev2(world: World, task: Task, call: Call & { readonly data: string }, slept: boolean): Answer {
  const file = usableFile(world, task, call.fd);
  const answer = early(endIn(world, file), mayWrite, call.data.length, call);
  if (answer !== undefined) return answer;
  const { kind, to } = file!.object;
  const nonblock = file!.nonblock || call.nowait;
  return kind.write!(world, task, to, { data: call.data, mayWait: !nonblock || slept, nonblock });
}

/** Nothing is said of files that are no pipes. */
function covers(world: World, task: Task, { fd }: Call): boolean {
  const file = usableFile(world, task, fd);
  return file === undefined || endIn(world, file) !== undefined;
}

/** Of one buffer each, from the position of the file. */
export const NOWAIT_CALLS: Rules = {
  preadv2: callOf({ ...COMMON, count: NUMBER }, preadv2, covers),
  pwritev2: callOf({ ...COMMON, data: TEXT }, pwritev2, covers),
};
