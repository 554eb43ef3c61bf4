// SPDX-License-Identifier: MIT
// Every kind of argument that the calls can be given, with the rows of the document's table of errors that each makes
// apply: written from the table, and no use is made of the model.
import { BOOLEANS, type Kind as ErrorKind, product } from '../harness/errors/product.ts';
import { OTHER_BITS } from './codecs.ts';

/** A row of the table of errors. */
export type ErrorId = `E${number}` | `E2${'a' | 'e' | 'g'}`;

/** What `sockfd` is: t1's descriptor of that name. */
interface FdKind extends ErrorKind<ErrorId> {
  /** Rows that apply under MSG_DONTWAIT alone. */
  readonly dontwait?: readonly ErrorId[];
  /** Whether bytes are asked of a pipe, or room: without any bytes nothing is. */
  readonly isPipe?: boolean;
  /** There are bytes, or there is room: a buffer is looked at. */
  readonly isReady?: boolean;
}

const CLOSED: readonly FdKind[] = [
  { name: 'closed', rows: ['E2'] },
  { name: 'opath', rows: ['E2'] },
];

/** To send. */
export const SEND_FDS: readonly FdKind[] = [
  ...CLOSED,
  { name: 'write', rows: [], isPipe: true, isReady: true },
  { name: 'read', rows: ['E4'] },
  { name: 'full', rows: ['E12'], isPipe: true },
  { name: 'broken', rows: ['E9'], isPipe: true, isReady: true },
  { name: 'broken-full', rows: ['E9', 'E12'], isPipe: true },
  { name: 'dir', rows: ['E4'], dontwait: ['E6'] },
  { name: 'epoll', rows: ['E5'], dontwait: ['E6'] },
  { name: 'signalfd', rows: ['E5'], dontwait: ['E6'] },
  { name: 'memfd', rows: [], dontwait: ['E6'] },
  { name: 'eventfd', rows: [], dontwait: ['E6'] },
];

/** To receive. */
export const RECV_FDS: readonly FdKind[] = [
  ...CLOSED,
  { name: 'read', rows: [], isPipe: true, isReady: true },
  { name: 'write', rows: ['E4'] },
  { name: 'empty', rows: [], dontwait: ['E12'], isPipe: true },
  { name: 'epoll', rows: ['E5'], dontwait: ['E6'] },
  { name: 'memfd', rows: [], dontwait: ['E6'] },
];

/** What the memory of a call is. */
const BUFFERS: readonly ErrorKind<ErrorId>[] = [
  { name: 'ok', rows: [] },
  { name: 'outside', rows: ['E1'] },
  { name: 'unmapped', rows: ['E11'] },
];
const MESSAGE_BUFFERS: readonly ErrorKind<ErrorId>[] = [
  { name: 'ok', rows: [] },
  { name: 'outside', rows: ['E2g'] },
  { name: 'unmapped', rows: ['E11'] },
  { name: 'vector', rows: ['E2e'] },
  { name: 'message', rows: ['E2a'] },
];

/** What only sockets take. */
const EXTRAS: readonly ErrorKind<ErrorId>[] = [
  { name: 'none', rows: [] },
  { name: 'bit', rows: ['E3'] },
  { name: 'address', rows: ['E3'] },
];

/** A choice of arguments, and every row that applies to it. */
export interface Chosen {
  readonly call: 'sendto' | 'recvfrom' | 'sendmsg' | 'recvmsg';
  readonly fd: string;
  readonly buffer: string;
  readonly extra: string;
  readonly bit: number;
  readonly isEmpty: boolean;
  readonly dontwait: boolean;
  readonly nosignal: boolean;
  readonly rows: ReadonlySet<ErrorId>;
}

const CALLS = ['sendto', 'recvfrom', 'sendmsg', 'recvmsg'] as const;

/** A kernel with 32-bit calls refuses this bit before all else in a message (E1a); one without them has no such flag. */
const CMSG_COMPAT = 31;
/** MSG_CMSG_CLOEXEC: what receives takes it. */
const CMSG_CLOEXEC = 30;

function rowsOf(
  fd: FdKind,
  buffer: ErrorKind<ErrorId>,
  extra: ErrorKind<ErrorId>,
  { isEmpty, dontwait }: { readonly isEmpty: boolean; readonly dontwait: boolean },
): Set<ErrorId> {
  const rows = new Set([...fd.rows, ...(dontwait ? (fd.dontwait ?? []) : []), ...buffer.rows, ...extra.rows]);
  // What is not looked at is not missed.
  if (isEmpty || fd.isReady !== true) rows.delete('E11');
  if (isEmpty) for (const row of ['E9', 'E12'] as const) rows.delete(row);
  return rows;
}

/** Whether the model says something of it: what a file that is no pipe does with no bytes, or without memory, is its own. */
const isTold = (fd: FdKind, buffer: string, isEmpty: boolean, rows: ReadonlySet<ErrorId>): boolean =>
  rows.size > 0 || fd.isPipe === true || !(isEmpty || buffer === 'unmapped');

/** Every combination. */
export function* everyChoice(): Generator<Chosen> {
  let made = 0;
  for (const call of CALLS) {
    const isMessage = call.endsWith('msg');
    const sends = call.startsWith('send');
    // Room for what is received is no error.
    const control: ErrorKind<ErrorId> = { name: 'control', rows: sends ? ['E3'] : [] };
    const extras = isMessage ? [...EXTRAS, control] : EXTRAS;
    const fds = sends ? SEND_FDS : RECV_FDS;
    const bits = OTHER_BITS.filter(
      (bit) => !(isMessage && bit === CMSG_COMPAT) && (sends || bit !== CMSG_CLOEXEC),
    );
    for (const [fd, buffer, extra, isEmpty, dontwait, nosignal] of product(
      ...([fds, isMessage ? MESSAGE_BUFFERS : BUFFERS, extras, BOOLEANS, BOOLEANS, BOOLEANS] as const),
    )) {
      const rows = rowsOf(fd, buffer, extra, { isEmpty, dontwait });
      if (!isTold(fd, buffer.name, isEmpty, rows)) continue;
      made += 1;
      const bit = bits[made % bits.length]!;
      const chosen = { call, fd: fd.name, buffer: buffer.name, extra: extra.name };
      yield { ...chosen, bit, isEmpty, dontwait, nosignal, rows };
    }
  }
}
