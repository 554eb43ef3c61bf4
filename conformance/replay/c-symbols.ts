// SPDX-License-Identifier: MIT
// Numbers of system calls, and among their arguments, by the names that C has for them (x86-64, glibc).
import {
  AF_INET,
  AF_NETLINK,
  AF_UNIX,
  F_GETFL,
  F_GETPIPE_SZ,
  F_SETFL,
  F_SETPIPE_SZ,
  MNT_DETACH,
  MS_BIND,
  MSG_CMSG_CLOEXEC,
  MSG_DONTWAIT,
  MSG_MORE,
  MSG_NOSIGNAL,
  MSG_OOB,
  MSG_PEEK,
  MSG_WAITALL,
  O_APPEND,
  O_ASYNC,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_EXCL,
  O_NOATIME,
  O_NOCTTY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_PATH,
  O_RDWR,
  O_WRONLY,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
  RWF_NOWAIT,
  S_IFIFO,
  SHUT_RD,
  SHUT_RDWR,
  SO_PASSCRED,
  SO_PEERCRED,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
  SPLICE_F_NONBLOCK,
} from '../harness/protocol/flags.ts';
import { NR } from '../harness/protocol/nr.ts';
import type { Arg } from '../harness/protocol/types.ts';

/** The text for a number; undefined where it has no name. Some mean something else beside other arguments. */
export type Meaning = (value: number, args: readonly Arg[]) => string | undefined;

/** What the arguments of calls mean, by the numbers of the calls; undefined for those that are numbers. */
export type Meanings = ReadonlyMap<number, readonly (Meaning | undefined)[]>;

/** What is written by its name. */
export interface Symbols {
  /** Calls by their numbers, without `__NR_`. */
  readonly calls: ReadonlyMap<number, string>;
  readonly args: Meanings;
}

type Names = Readonly<Record<string, number>>;

const octal = (value: number): string => (value === 0 ? '0' : `0${value.toString(8)}`);

/** `A | B`, and the bits that are left in hexadecimal. */
function bitsOf(value: number, names: Names, rest = (left: number) => `0x${left.toString(16)}`): string[] {
  const bits = BigInt.asUintN(32, BigInt(value));
  const named = Object.entries(names).filter(([, bit]) => (bits & BigInt(bit)) !== 0n);
  const left = Number(named.reduce((all, [, bit]) => all & ~BigInt(bit), bits));
  return [...named.map(([name]) => name), ...(left === 0 ? [] : [rest(left)])];
}

const joined = (parts: readonly string[]): string => (parts.length === 0 ? '0' : parts.join(' | '));

/** Each name is a bit. */
export const flagsOf =
  (names: Names): Meaning =>
  (value) =>
    joined(bitsOf(value, names));

/** One name is meant. */
const oneOf =
  (names: Names): Meaning =>
  (value) =>
    Object.entries(names).find(([, is]) => is === value)?.[0];

/** The lowest bits are one name, and each of the others is a bit. */
const mixed =
  (mask: number, first: Names, others: Names): Meaning =>
  (value) => {
    const name = oneOf(first)(value & mask, []);
    return joined([
      ...(name === undefined ? [] : [name]),
      ...bitsOf(name === undefined ? value : value & ~mask, others),
    ]);
  };

/** A descriptor from which a path starts. */
export const AT: Meaning = oneOf({ AT_FDCWD: -100 });

const SHARED_O = { O_APPEND, O_NONBLOCK, O_DIRECT, O_CLOEXEC };
const OPENING = { O_CREAT, O_EXCL, O_NOCTTY, O_ASYNC, O_DIRECTORY, O_NOFOLLOW, O_NOATIME, O_PATH };
const O = { ...OPENING, O_TRUNC: 0o1000, ...SHARED_O };
/** With O_PATH there is no way of access. */
const OPEN: Meaning = (value, args) =>
  (value & O.O_PATH) !== 0
    ? flagsOf(O)(value, args)
    : mixed(3, { O_RDONLY: 0, O_WRONLY, O_RDWR }, O)(value, args);
const MODE: Meaning = (value) => joined(bitsOf(value, { S_IFIFO }, octal));
const FAMILY = oneOf({ AF_UNIX, AF_INET, AF_NETLINK });
const TYPES = { SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET };
const TYPE = mixed(0xf, TYPES, { SOCK_NONBLOCK, SOCK_CLOEXEC: O_CLOEXEC });
const OF_MESSAGE = { MSG_OOB, MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL, MSG_NOSIGNAL, MSG_MORE };
const MSG = flagsOf({ ...OF_MESSAGE, MSG_CMSG_CLOEXEC, MSG_TRUNC: 0x20 });
const COMMAND = oneOf({ F_GETFL, F_SETFL, F_SETPIPE_SZ, F_GETPIPE_SZ });
const OF_COMMAND: Meaning = (value, args) =>
  args[1] === F_SETFL ? flagsOf(SHARED_O)(value, args) : undefined;
const LEVEL = oneOf({ SOL_SOCKET });
const OPTION: Meaning = (value, args) =>
  args[1] === SOL_SOCKET ? oneOf({ SO_PASSCRED, SO_PEERCRED })(value, args) : undefined;
const RWF = flagsOf({ RWF_NOWAIT });
const NONE = undefined;

const BY_NAME: { readonly [call in keyof typeof NR]?: readonly (Meaning | undefined)[] } = {
  openat: [AT, NONE, OPEN, MODE],
  mkdir: [NONE, MODE],
  chmod: [NONE, MODE],
  mknod: [NONE, MODE],
  renameat2: [AT, NONE, AT, NONE, flagsOf({ RENAME_NOREPLACE, RENAME_EXCHANGE })],
  mount: [NONE, NONE, NONE, flagsOf({ MS_BIND })],
  umount2: [NONE, flagsOf({ MNT_DETACH })],
  pipe2: [NONE, flagsOf(SHARED_O)],
  fcntl: [NONE, COMMAND, OF_COMMAND],
  socket: [FAMILY, TYPE],
  socketpair: [FAMILY, TYPE],
  shutdown: [NONE, oneOf({ SHUT_RD, SHUT_WR: 1, SHUT_RDWR })],
  getsockopt: [NONE, LEVEL, OPTION],
  setsockopt: [NONE, LEVEL, OPTION],
  sendto: [NONE, NONE, NONE, MSG],
  recvfrom: [NONE, NONE, NONE, MSG],
  sendmsg: [NONE, NONE, MSG],
  recvmsg: [NONE, NONE, MSG],
  splice: [NONE, NONE, NONE, NONE, NONE, flagsOf({ SPLICE_F_NONBLOCK })],
  preadv2: [NONE, NONE, NONE, NONE, NONE, RWF],
  pwritev2: [NONE, NONE, NONE, NONE, NONE, RWF],
  prlimit64: [NONE, oneOf({ RLIMIT_NOFILE: 7 })],
};

/** The calls that Linux has. */
export const LINUX: Symbols = {
  calls: new Map(Object.entries(NR).map(([name, nr]) => [nr, name])),
  args: new Map(Object.entries(BY_NAME).map(([name, all]) => [NR[name as keyof typeof NR], all])),
};

const SIGNAL = oneOf({ SIGKILL: 9, SIGUSR1: 10, SIGUSR2: 12, SIGPIPE: 13 });

/** A signal; its number where no sequence has it by its name. */
export const signalOf = (signal: number): string => SIGNAL(signal, []) ?? String(signal);

/** The text of an argument by its meaning; undefined where it has none, or is no number. */
export function symbolOf(
  { args: meanings }: Symbols,
  nr: number,
  args: readonly Arg[],
  at: number,
): string | undefined {
  const arg = args[at];
  return typeof arg === 'number' ? meanings.get(nr)?.[at]?.(arg, args) : undefined;
}
