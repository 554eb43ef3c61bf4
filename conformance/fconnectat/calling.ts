// SPDX-License-Identifier: MIT
// What cases of either call that connects are made of.
import { type Called, type Case, caseOf } from '../harness/lockstep/cases.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';

/** One of the calls that connect, to a path or to another address. */
export interface Connecting {
  /** `layout`: how the path lies in memory. */
  to(at: string, fd?: number, layout?: Readonly<Record<string, unknown>>): Called;
  odd(kind: string, fd?: number, more?: Readonly<Record<string, unknown>>): Called;
}

/** connect(2). */
export const BY_CONNECT: Connecting = {
  to: (at, fd = 0, layout = {}) => ({ call: 'connect', args: { fd, address: { ...path(at), ...layout } } }),
  odd: (kind, fd = 0, more = {}) => ({ call: 'connect', args: { fd, address: { kind, ...more } } }),
};

/** t0 listens at s (descriptor 0) and t (1); both may be connected to by all. */
export const LISTENERS: readonly Called[] = [
  ...['s', 't'].flatMap((name, fd): Called[] => [
    { task: 't0', call: 'socket', args: stream },
    { task: 't0', call: 'bind', args: { fd, address: path(name) } },
    { task: 't0', call: 'listen', args: { fd, backlog: 0 } },
    { task: 't0', call: 'chmod', args: { path: name, mode: 0o777 } },
  ]),
];

/** A call of t0, which serves. */
export const server = (call: string, args: Record<string, unknown> = {}): Called => ({
  task: 't0',
  call,
  args,
});
/** A call of t2. */
export const other = (call: string, args: Record<string, unknown> = {}): Called => ({
  task: 't2',
  call,
  args,
});

/** t1's descriptors 0 to n - 1 are sockets. */
export const sockets = (n: number): Called[] =>
  Array.from({ length: n }, () => ({ call: 'socket', args: stream }));

export const EXCHANGE: Called = { task: 't0', call: 'rename', args: { from: 's', to: 't', how: 'exchange' } };
export const accept = (fd: number): Called => ({ task: 't0', call: 'accept', args: { fd } });
export const peer = (fd: number): Called => ({ call: 'getpeername', args: { fd } });

/** t1 has filled s with descriptor 0 and sleeps in a call with descriptor 1. */
export function asleep({ to }: Connecting): Case {
  return caseOf('', 1000, [...LISTENERS, ...sockets(2), to('s', 0), to('s', 1)]);
}
