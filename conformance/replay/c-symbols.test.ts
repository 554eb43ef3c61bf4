// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { NR } from '../harness/protocol/nr.ts';
import type { Arg } from '../harness/protocol/types.ts';
import { opStatements } from './c-op.ts';
import { flagsOf, LINUX, type Symbols, signalOf } from './c-symbols.ts';

const path = { data: Buffer.from('t\0') };
const said = (call: keyof typeof NR, ...args: readonly Arg[]) =>
  opStatements({ op: 'call', task: 0, nr: NR[call], args })[0]!.replace(
    /^\tcall\(\w+, ARGS\((.*)\)\);$/,
    '$1',
  );

test.each([
  [said('openat', -100, path, 2228224, 438), 'AT_FDCWD, text("t"), O_NOFOLLOW | O_PATH, 0666'],
  [said('openat', 3, path, 0o302, 0), '3, text("t"), O_RDWR | O_CREAT | O_EXCL, 0'],
  [said('openat', 3, path, 0, 0), '3, text("t"), O_RDONLY, 0'],
  [said('mknod', path, 0o10600, 0), 'text("t"), S_IFIFO | 0600, 0'],
  [said('socket', 1, 2049, 0), 'AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0'],
  [said('socket', 9, 0, 0), '9, 0, 0'],
  [said('recvmsg', 0, 0, 0x4040), '0, 0, MSG_DONTWAIT | MSG_NOSIGNAL'],
  [said('sendmsg', 0, 0, 0x80000044), '0, 0, MSG_DONTWAIT | 0x80000004'],
  [said('fcntl', 1, 4, 2048), '1, F_SETFL, O_NONBLOCK'],
  [said('fcntl', 1, 1031, 4096), '1, F_SETPIPE_SZ, 4096'],
  [said('getsockopt', 1, 1, 17, 0, 0), '1, SOL_SOCKET, SO_PEERCRED, 0, 0'],
])('%s', (is, wanted) => {
  expect(is).toBe(wanted);
});

test('a register that no int fills, and what is no number, stay as they are', () => {
  expect(said('chmod', path, 0x5a5a5a5a000001ffn)).toBe('text("t"), 0x5a5a5a5a000001ffUL');
  expect(said('openat', { slot: 3 }, path, 0, 0)).toBe('slot(3), text("t"), O_RDONLY, 0');
});

test('a call has its name, and one of another ABI its number there', () => {
  const op = { op: 'call', task: 0, nr: NR.dup, args: [3] } as const;
  expect(opStatements(op)).toEqual(['\tcall(__NR_dup, ARGS(3));']);
  expect(opStatements({ ...op, abi: 'x32' })).toEqual(['\tcall(__NR_dup | 0x40000000, ARGS(3));']);
  expect(opStatements({ ...op, abi: 'int80' })[1]).toBe(`\tcall(${NR.dup}, ARGS(3));`);
});

test('a call that Linux does not have is said by what is given of it', () => {
  const op = { op: 'call', task: 0, nr: 500, args: [3, 0x1100] } as const;
  expect(opStatements(op)).toEqual(['\tcall(500, ARGS(3, 4352));']);
  const args = new Map([...LINUX.args, [500, [undefined, flagsOf({ AT_EMPTY_PATH: 0x1000 })]]]);
  const symbols: Symbols = { calls: new Map([...LINUX.calls, [500, 'new_call']]), args };
  expect(opStatements(op, undefined, symbols)).toEqual([
    '\tcall(__NR_new_call, ARGS(3, AT_EMPTY_PATH | 0x100));',
  ]);
  expect(opStatements({ ...op, abi: 'int80' }, undefined, symbols)[1]).toBe('\tcall(500, ARGS(3, 4352));');
});

test('signals', () => {
  expect([9, 10, 12, 13, 64].map(signalOf)).toEqual(['SIGKILL', 'SIGUSR1', 'SIGUSR2', 'SIGPIPE', '64']);
  expect(opStatements({ op: 'kill', task: 0, signal: 10 })).toEqual(['\tsend_signal(SIGUSR1);']);
});
