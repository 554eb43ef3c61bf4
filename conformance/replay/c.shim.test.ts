// SPDX-License-Identifier: MIT
// The C programs, compiled as a reviewer would and run on this machine. Its kernel is taken to be as the model says.

import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import type { Rules } from '../../models/kernel/system/index.ts';
import { finish, type Rule, withCalls } from '../../models/kernel/system/index.ts';
import { sample, sequenceFrom } from '../harness/lockstep/engine/generate.ts';
import { predict } from '../harness/lockstep/engine/judge.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { CONFORMANCE } from '../index.ts';
import type { Conformance } from '../proposal.ts';
import { toC } from './c.ts';
import * as sequences from './fixtures/sequences.ts';

/** Who has connect. */
const SUBJECT: Conformance = Object.values(CONFORMANCE)[0]!.variants[0];
const IS_ROOT = process.getuid!() === 0;
const NOBODY = 65534;

const top = folderOfFile();
let programs = 0;
beforeAll(() => {
  chmodSync(top, 0o755);
});

/** The program of a sequence, compiled without a warning; its folder of temporary files is beside it. */
async function compiled(ops: readonly SeqOp[], subject = SUBJECT): Promise<{ file: string; tmp: string }> {
  const base = join(top, `p${programs++}`);
  const generated = predict(subject.alphabet.system, ops)!;
  writeFileSync(`${base}.c`, toC(subject, generated, { lines: ['A test.'] }));
  await execa('gcc', ['-Wall', '-Wextra', '-Werror', '-static', '-o', base, `${base}.c`]);
  mkdirSync(`${base}.tmp`);
  chmodSync(`${base}.tmp`, 0o777);
  return { file: base, tmp: `${base}.tmp` };
}

/** Runs it, and wants its folder as it was. */
async function run(ops: readonly SeqOp[], subject = SUBJECT, as: { uid?: number; gid?: number } = {}) {
  const { file, tmp } = await compiled(ops, subject);
  const { stdout, stderr, exitCode } = await execa(file, { ...as, env: { TMPDIR: tmp }, reject: false });
  expect(readdirSync(tmp)).toEqual([]);
  return { stdout, stderr, exitCode };
}

const ALLOWED = 'The kernel does what the model allows.';

describe('this kernel agrees', () => {
  test('blocking connect: who sleeps, who wakes, and what was written', async () => {
    const { stdout, exitCode } = await run(sequences.BLOCKING_CONNECT);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(ALLOWED)]);
    expect(stdout).toContain(`
  8  t1 socket(unix, stream)
     t1 socket(unix, stream) = 1
  9  t1 connect(1, path s)
     t1 sleeps
 10  t0 accept(0)
     t0 accept(0) = 1
     t1 connect(1, path s) = 0
 11  t1 getpeername(0)
     t1 getpeername(0) = 0 "s"
 12  t0 peercred(1)
     t0 peercred(1) = 0 "t1 0 0"
 13  t0 accept(0)
     t0 accept(0) = 2
 14  t1 connect(0, path s)
     t1 connect(0, path s) = -1 EISCONN
`);
  });

  test('a sleeping accept is woken', async () => {
    const { stdout, exitCode } = await run(sequences.ACCEPT_WOKEN);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(ALLOWED)]);
    expect(stdout).toMatch(
      / {5}t0 sleeps\n.*\n(?: {5}t1 connect\(0, path s\) = 0\n| {5}t0 accept\(0\) = 1\n){2}/,
    );
  });

  test('signals: restarted, interrupted, handled while idle, killed', async () => {
    const { stdout, exitCode } = await run(sequences.SIGNALS);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`
  6  t0 gets signal 12 (restart)
     t0 handles signal 12
     t0 sleeps
  7  t0 gets signal 10 (interrupt)
     t0 accept(0) = -1 EINTR
     t0 handles signal 10
  8  t0 gets signal 12 (restart)
     t0 handles signal 12
  9  t0 accept(0)
     t0 sleeps
 10  t0 gets signal 9 (kill)
     t0 dies
${ALLOWED}`);
  });

  const PIPES = 'a pipe that nobody reads';
  const withPipes = Object.values(CONFORMANCE)
    .flatMap(({ variants }) => variants)
    .find(({ cases }) => cases.some(({ name }) => name === PIPES))!;
  const ofPipes = withPipes.cases.find(({ name }) => name === PIPES)!.ops;

  test('a signal that a call raises, and nobody sent', async () => {
    const { stdout, exitCode } = await run(ofPipes, withPipes);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('t0 handles signal 13')]);
  });

  test('bytes that end a text or a line, or that cannot be seen', async () => {
    const made = ofPipes.findIndex((op) => op.op === 'call' && op.call === 'pipe2');
    const bytes = 'a\0b\n\x7f\x01';
    const call = (id: number, name: string, args: Record<string, unknown>): SeqOp =>
      ({ id, op: 'call', task: 't0', call: name, args }) as SeqOp;
    const ops = [
      ...ofPipes.slice(0, made + 1),
      call(90, 'write', { fd: 1, data: bytes }),
      call(91, 'read', { fd: 0, count: 9 }),
    ];
    const { stdout, exitCode } = await run(ops, withPipes);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining('t0 read(0, 9) = 6 "a\\x00b\\x0a\\x7f\\x01"\n'),
    ]);
  });

  test('a fork, the death of its parent, and folders that are hard to remove', async () => {
    const { stdout, exitCode } = await run(sequences.FORK);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(ALLOWED)]);
    expect(stdout).toContain('t1 dup(0) = 1');
  });

  test('two are woken together, and may return in either order', async () => {
    expect((await run(sequences.WOKEN_TOGETHER)).exitCode).toBe(0);
  });

  test('sequences made at random', async () => {
    const alphabet = { ...SUBJECT.alphabet, users: IS_ROOT ? [0, 1000] : [0] };
    for (const numbers of sample(11, 6)) {
      const { ops } = sequenceFrom(alphabet, numbers, 12);
      const { stdout, exitCode } = await run(ops);
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining(ALLOWED)]);
    }
  });
});

test('a kernel that differs: what was seen, what is allowed, and exit 1', async () => {
  const { system } = SUBJECT.alphabet;
  const wrong: Rule = {
    step(world, task, frame) {
      system.rules.dup!.step(world, task, frame);
      world.events = world.events.map((event) =>
        event.kind === 'returned' ? { ...event, result: { value: 'EMFILE', row: 'E9' } } : event,
      );
    },
  };
  const alphabet = { ...SUBJECT.alphabet, system: withCalls(system, { dup: wrong }) };
  const { stdout, exitCode } = await run(sequences.FORK, { ...SUBJECT, alphabet });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /t1 dup\(0\)\n {5}t1 dup\(0\) = 1\nThe kernel differs\. The model allows after this:\n {5}t1 dup\(0\) = -1 EMFILE$/,
  );
});

test('a task that should sleep and does not', async () => {
  const sleeper: SeqOp[] = [
    ...sequences.SERVER,
    { id: 4, op: 'call', task: 't0', call: 'accept', args: { fd: 0 } },
  ];
  const subject = {
    ...SUBJECT,
    codecs: { ...SUBJECT.codecs, accept: { encode: () => ({ nr: 39, args: [] }) } },
  };
  const { stdout, exitCode } = await run(sleeper, subject);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/t0 accept\(0\) = \d+\nThe kernel differs.*\n {5}t0 sleeps$/);
});

describe('arguments of every kind', () => {
  const returns = (value: number): Rule => ({ step: (world, task) => finish(world, task, { value }) });
  const extended = (codecs: Conformance['codecs'], rules: Rules): Conformance => ({
    ...SUBJECT,
    codecs: { ...SUBJECT.codecs, ...codecs },
    alphabet: { ...SUBJECT.alphabet, system: withCalls(SUBJECT.alphabet.system, rules) },
  });
  const calls = (...names: string[]): SeqOp[] => [
    { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
    { id: 1, op: 'spawn', task: 't1', uid: 0, gid: 0 },
    { id: 2, op: 'call', task: 't0', call: 'open', args: { path: 'f', how: 'create' } },
    ...names.map((call, i): SeqOp => ({ id: 3 + i, op: 'call', task: 't0', call, args: {} })),
  ];

  test('addresses in memory, slots, pids', async () => {
    const iovec = Buffer.alloc(16);
    iovec.writeBigUInt64LE(5n, 8);
    const data = { data: Buffer.from('hello') };
    const saved = { nr: 32, args: [0], save: 3 };
    const subject = extended(
      {
        save: { encode: () => saved },
        writev: {
          encode: () => ({ nr: 20, args: [{ slot: 3 }, { data: iovec, relocs: [{ at: 0, arg: data }] }, 1] }),
        },
        exists: { encode: () => ({ nr: 62, args: [{ pid: 1 }, 0] }) },
        nobody: { encode: () => ({ nr: 3, args: [{ slot: 9 }] }) },
      },
      { save: returns(1), writev: returns(5), exists: returns(0), nobody: returns(0) },
    );
    expect((await run(calls('save', 'writev', 'exists'), subject)).exitCode).toBe(0);
    // A slot without a value is no descriptor.
    const { stdout, exitCode } = await run(calls('nobody'), subject);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('nobody() = -1 EBADF')]);
  });

  test('what is under way when nobody runs is waited for, before it is a difference', async () => {
    const wait = { nr: 35, args: [{ data: Buffer.from(new BigInt64Array([0n, 300_000_000n]).buffer) }, 0] };
    const subject = extended({ late: { encode: () => wait } }, { late: returns(0) });
    const { stdout, exitCode } = await run(calls('late', 'late'), subject);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(' 5  t0 late()\n     t0 late() = 0\n')]);
    expect(stdout).not.toContain('sleeps');
  });

  test('of a long text the ends are told, and its length', async () => {
    const subject = extended({ dup: { encode: () => ({ nr: 32, args: [0] }) } }, { dup: returns(1) });
    const long = `${'a'.repeat(400)}${'z'.repeat(400)}`;
    const ops: SeqOp[] = [...calls(), { id: 3, op: 'call', task: 't0', call: 'dup', args: { long } }];
    const { stdout, exitCode } = await run(ops, subject);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/dup\(.{0,9}a{9,32}\[8\d\d bytes\]z{9,32}.* = 1\n/),
    ]);
  });

  test('entries of other ABIs compile, and share a program with the usual one', async () => {
    const int80 = { nr: 20, args: [], abi: 'int80' } as const;
    const x32 = { nr: 39, args: [], abi: 'x32' } as const;
    const subject = extended(
      { int80: { encode: () => int80 }, x32: { encode: () => x32 } },
      { int80: returns(1), x32: returns(1) },
    );
    await compiled(calls('int80', 'x32'), subject);
    const nop = { nr: 0, args: [], abi: 'io_uring' } as const;
    const ring = extended({ nop: { encode: () => nop } }, { nop: returns(0) });
    await expect(compiled(calls('nop'), ring)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('who runs it', () => {
  const as = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};

  test('a user, who needs no privilege for what has none', async () => {
    const { stdout, stderr, exitCode } = await run(sequences.BLOCKING_CONNECT, SUBJECT, as);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(ALLOWED)]);
    expect(stderr).toContain('the order of returns is not looked at');
  });

  test('a user, for whom there are no other users', async () => {
    const { stderr, exitCode } = await run(sequences.OTHER_USER, SUBJECT, as);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('it needs the user 1000 and the group 1000: run it as root');
  });

  test.each([
    { signal: 'SIGTERM', code: 2, says: 'interrupted\n' },
    // It can clean nothing up. Who is not root may have a folder in the place of a file system of its own.
    ...(IS_ROOT ? [{ signal: 'SIGKILL', code: null, says: '' } as const] : []),
  ] as const)('who ends it early by $signal leaves nothing behind', async ({ signal, code, says }) => {
    const many = Array.from({ length: 200 }, (_, i): SeqOp => {
      return { id: 9 + i, op: 'call', task: 't0', call: 'close', args: { fd: 99 } };
    });
    const { file, tmp } = await compiled([...sequences.SERVER, ...many]);
    const child = spawn(file, { env: { TMPDIR: tmp }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.kill(signal));
    const [stderr, ended] = await Promise.all([
      text(child.stderr),
      new Promise((resolve) => child.once('exit', resolve)),
    ]);
    expect([ended, stderr]).toEqual([code, expect.stringContaining(says)]);
    expect(readdirSync(tmp)).toEqual([]);
  });
});
