// SPDX-License-Identifier: MIT
// The calls that every sequence may use: their arguments, and their steps.
import * as files from './files.ts';
import { fallAsleep, finish, type Rule, type Rules, START, takeSignal } from './frame.ts';
import * as open from './open.ts';
import { hasLastName } from './path.ts';
import * as sock from './sock.ts';
import type { Frame, Result, Sock, Task, World } from './world.ts';

/** A system call with its arguments. Descriptors are numbers; a mode is its permission bits. */
export type SystemCall =
  | { call: 'socket'; family: Sock['family']; type: Sock['type']; nonblock: boolean }
  | { call: 'bind'; fd: number; address: sock.Address }
  | { call: 'listen'; fd: number; backlog: number }
  | { call: 'accept'; fd: number }
  | { call: 'shutdown'; fd: number; how: number }
  | { call: 'getpeername'; fd: number }
  | { call: 'peercred'; fd: number }
  | { call: 'close'; fd: number }
  | { call: 'dup'; fd: number }
  | { call: 'dup2'; fd: number; to: number }
  | { call: 'nonblock'; fd: number; on: boolean }
  | { call: 'nofile'; limit: number }
  | { call: 'open'; path: string; how: open.OpenHow }
  | { call: 'mkdir'; path: string; mode: number }
  | { call: 'symlink'; target: string; path: string }
  | { call: 'unlink'; path: string }
  | { call: 'rename'; from: string; to: string; how: files.RenameHow }
  | { call: 'chmod'; path: string; mode: number }
  | { call: 'chdir'; path: string }
  | { call: 'fchdir'; fd: number };

type Args<N extends SystemCall['call']> = Extract<SystemCall, { call: N }>;

/** A call that is one step. */
function atOnce<N extends SystemCall['call']>(
  run: (world: World, task: Task, args: Args<N>) => files.Outcome | Result,
): Rule {
  return {
    step(world, task, frame) {
      const outcome = run(world, task, frame.args as unknown as Args<N>);
      finish(world, task, typeof outcome === 'object' ? outcome : { value: outcome });
    },
  };
}

type Covers = NonNullable<Rule['covers']>;

const onOurSocket: Covers = (world, task, { fd }) => sock.isNotForeign(world, task, fd as number);

/** A call on a socket, of the family that is modelled. */
function onSocket<N extends SystemCall['call']>(
  run: (world: World, task: Task, args: Args<N>) => files.Outcome | Result,
): Rule {
  return { ...atOnce<N>(run), covers: onOurSocket };
}

/** bind to an abstract name is not modelled: it would leave the file system. */
const BIND: Rule = {
  ...onSocket<'bind'>((w, t, a) => sock.bind(w, t, a.fd, a.address)),
  covers(world, task, args) {
    const { kind, ...rest } = args.address as sock.Address;
    if (kind === 'abstract' || ('path' in rest && !hasLastName(rest.path))) return false;
    return onOurSocket(world, task, args);
  },
};

/** A call that makes, moves or takes away a name; that of the root directory is not modelled. */
function onNames<N extends SystemCall['call']>(
  paths: (args: Args<N>) => readonly string[],
  run: (world: World, task: Task, args: Args<N>) => files.Outcome,
): Rule {
  return {
    ...atOnce<N>(run),
    covers: (_w, _t, args) => paths(args as unknown as Args<N>).every(hasLastName),
  };
}

/** accept sleeps; a signal ends it, or starts it again under SA_RESTART (`sock_intr_errno`). */
const ACCEPT: Rule = {
  covers: onOurSocket,
  step(world: World, task: Task, frame: Frame) {
    const { fd } = frame.args as unknown as Args<'accept'>;
    const outcome = sock.accept(world, task, fd, frame.at !== START);
    if (outcome !== 'waits') return finish(world, task, { value: outcome });
    // Looked for in this order by `__skb_wait_for_more_packets`: a connection, a shutdown, a signal.
    if (task.pending !== 'none') return takeSignal(world, task, frame);
    sock.awaitConnection(world, task, fd);
    fallAsleep(frame, 'asleep');
  },
};

/** The steps of the shared calls, by name. */
export const SYSTEM_CALLS: Rules = {
  socket: atOnce<'socket'>((w, t, a) => sock.socket(w, t, a.family, a.type, a.nonblock)),
  bind: BIND,
  listen: onSocket<'listen'>((w, t, a) => sock.listen(w, t, a.fd, a.backlog)),
  accept: ACCEPT,
  shutdown: onSocket<'shutdown'>((w, t, a) => sock.shutdown(w, t, a.fd, a.how)),
  getpeername: onSocket<'getpeername'>((w, t, a) => sock.getpeername(w, t, a.fd)),
  peercred: onSocket<'peercred'>((w, t, a) => sock.peerCred(w, t, a.fd)),
  close: atOnce<'close'>((w, t, a) => open.close(w, t, a.fd)),
  dup: atOnce<'dup'>((w, t, a) => open.dup(w, t, a.fd)),
  dup2: atOnce<'dup2'>((w, t, a) => open.dup2(w, t, a.fd, a.to)),
  nonblock: atOnce<'nonblock'>((w, t, a) => open.setNonblock(w, t, a.fd, a.on)),
  nofile: atOnce<'nofile'>((_, t, a) => open.setNofile(t, a.limit)),
  open: {
    ...atOnce<'open'>((w, t, a) => open.open(w, t, a.path, a.how)),
    covers: (_w, _t, { path, how }) => how !== 'create' || hasLastName(path as string),
  },
  mkdir: onNames<'mkdir'>(
    ({ path }) => [path],
    (w, t, a) => files.mkdir(w, t, a.path, a.mode),
  ),
  symlink: onNames<'symlink'>(
    ({ path }) => [path],
    (w, t, a) => files.symlink(w, t, a.target, a.path),
  ),
  unlink: onNames<'unlink'>(
    ({ path }) => [path],
    (w, t, a) => files.unlink(w, t, a.path),
  ),
  rename: onNames<'rename'>(
    ({ from, to }) => [from, to],
    (w, t, a) => files.rename(w, t, a.from, a.to, a.how),
  ),
  chmod: atOnce<'chmod'>((w, t, a) => files.chmod(w, t, a.path, a.mode)),
  chdir: atOnce<'chdir'>((w, t, a) => files.chdir(w, t, a.path)),
  fchdir: atOnce<'fchdir'>((w, t, a) => files.fchdir(w, t, a.fd)),
};
