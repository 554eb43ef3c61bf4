// SPDX-License-Identifier: MIT
import { describe, expect, it, vi } from 'vitest';
import { type ConnectOptions, connectShim } from './client.ts';
import { ShimError } from './failure.ts';
import { EMPTY_RECORD, type FakeShim, fakeShim, helloPayload, idsOf, recordsPayload } from './fixture.ts';
import { encodeFrame, type Frame } from './frame.ts';
import type { Sequence, Shim } from './types.ts';
import { KIND, LAST } from './wire.ts';

const EMPTY: Sequence = { ops: [] };
const LARGE: Sequence = { ops: [{ op: 'call', task: 0, nr: 1, args: [{ data: new Uint8Array(30_000) }] }] };

async function connected(
  onFrame?: (frame: Frame, shim: FakeShim) => void,
  options?: ConnectOptions,
): Promise<{ fake: FakeShim; shim: Shim }> {
  const fake = fakeShim(onFrame);
  fake.send(KIND.hello, helloPayload('chroot'));
  return { fake, shim: await connectShim(fake.duplex, options) };
}

async function failureOf(promise: Promise<unknown>): Promise<ShimError> {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof ShimError) return error;
  throw new Error(`not a ShimError: ${error}`);
}

describe('the hello', () => {
  it('says what the shim is', async () => {
    const { shim } = await connected();
    expect(shim.hello).toEqual({
      version: 2,
      grade: 'proved',
      release: '6.12.0',
      cpus: 1,
      capabilities: ['chroot'],
      image: '/init',
      memory: '/run/memory',
    });
  });

  it('may come byte by byte', async () => {
    const fake = fakeShim();
    const frame = encodeFrame({ kind: KIND.hello, flags: 0, id: 0, payload: helloPayload() });
    for (const byte of frame) fake.sendBytes(Uint8Array.of(byte));
    expect((await connectShim(fake.duplex)).hello.grade).toBe('proved');
  });

  it.each([
    ['garbage', (fake: FakeShim) => fake.sendBytes(Buffer.from('[    0.000000] Linux version'))],
    ['a result first', (fake: FakeShim) => fake.send(KIND.result, EMPTY_RECORD)],
    ['a short one', (fake: FakeShim) => fake.send(KIND.hello, helloPayload().subarray(0, 9))],
    [
      'another version',
      (fake: FakeShim) => fake.sendBytes(Uint8Array.of(0x53, 0x59, 0x50, 0x53, 9, ...Array(11).fill(0))),
    ],
    ['a refusal', (fake: FakeShim) => fake.send(KIND.refused, Buffer.from('bad magic'))],
  ])('is SHIM_PROTOCOL for %s', async (_name, send) => {
    const fake = fakeShim();
    send(fake);
    await expect(connectShim(fake.duplex)).rejects.toMatchObject({ code: 'SHIM_PROTOCOL' });
  });

  it('is SHIM_CLOSED when the stream ends, and INTERRUPTED when the signal aborts', async () => {
    const fake = fakeShim();
    fake.end();
    await expect(connectShim(fake.duplex)).rejects.toMatchObject({ code: 'SHIM_CLOSED' });
    const signal = AbortSignal.abort();
    await expect(connectShim(fakeShim().duplex, { signal })).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});

describe('a run', () => {
  it('gives one result each, in order', async () => {
    const { shim } = await connected((frame, fake) => fake.answer(frame), { batch: 3 });
    expect(await shim.run(Array(10).fill(EMPTY))).toEqual(Array(10).fill({ settled: [] }));
    expect(await shim.run([])).toEqual([]);
  });

  it('keeps two frames in flight before the first is answered', async () => {
    const { fake, shim } = await connected();
    const run = shim.run(Array(8).fill(LARGE));
    expect(fake.received.length).toBeGreaterThanOrEqual(2);
    expect(fake.received.every(({ payload }) => payload.length <= 64 * 1024)).toBe(true);
    for (let i = 0; i < 8; i++) fake.answer(fake.received[i] as Frame);
    expect((await run).length).toBe(8);
  });

  it('sends one frame at a time over a serial line', async () => {
    const fake = fakeShim();
    fake.send(KIND.hello, helloPayload('serial'));
    const shim = await connectShim(fake.duplex);
    const run = shim.run(Array(3).fill(LARGE));
    for (let i = 0; i < 3; i++) {
      expect(fake.received.length).toBe(i + 1);
      fake.answer(fake.received[i] as Frame);
    }
    expect((await run).length).toBe(3);
  });

  it('takes the results of one frame in several, and runs side by side', async () => {
    const { shim } = await connected((frame, fake) => {
      for (const id of idsOf(frame.payload)) {
        fake.send(KIND.result, recordsPayload([{ id, body: EMPTY_RECORD }]), { id: frame.id });
      }
      fake.send(KIND.result, new Uint8Array(), { id: frame.id, flags: LAST });
    });
    const runs = await Promise.all([shim.run([EMPTY, EMPTY]), shim.run([EMPTY])]);
    expect(runs.map((results) => results.length)).toEqual([2, 1]);
  });

  it('refuses a sequence that no frame holds, and goes on', async () => {
    const { shim } = await connected((frame, fake) => fake.answer(frame));
    const huge = { ops: Array(10).fill(LARGE.ops[0]) };
    await expect(shim.run([huge])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(shim.run([{ ops: [{ op: 'kill', task: 99, signal: 1 }] }])).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'operation 0 (kill): a task is 99, not an integer from 0 to 31',
    });
    expect((await shim.run([EMPTY])).length).toBe(1);
  });
});

describe('the end in the middle', () => {
  it('keeps the results that came, and says what was in flight', async () => {
    const { fake, shim } = await connected();
    const run = shim.run([EMPTY, EMPTY, EMPTY]);
    fake.send(KIND.result, recordsPayload([{ id: 0, body: EMPTY_RECORD }]), { id: 1 });
    fake.end();
    const error = await failureOf(run);
    expect(error.code).toBe('SHIM_CLOSED');
    expect(error.results).toEqual([{ settled: [] }, undefined, undefined]);
    expect(error.inFlight).toEqual([1, 2]);
    await expect(shim.run([EMPTY])).rejects.toMatchObject({ code: 'SHIM_CLOSED' });
  });

  it('is SHIM_PROTOCOL inside a frame', async () => {
    const { fake, shim } = await connected();
    const run = shim.run([EMPTY]);
    const frame = encodeFrame({ kind: KIND.result, flags: LAST, id: 1, payload: Uint8Array.of(0, 2, 0, 0) });
    fake.sendBytes(frame.subarray(0, frame.length - 1));
    fake.end();
    expect(await failureOf(run)).toMatchObject({ code: 'SHIM_PROTOCOL', results: [undefined] });
  });

  it.each([
    ['a frame that is not in flight', [{ id: 0, body: EMPTY_RECORD }], 7],
    ['a sequence of no frame', [{ id: 5, body: EMPTY_RECORD }], 1],
    [
      'a sequence twice',
      [
        { id: 0, body: EMPTY_RECORD },
        { id: 0, body: EMPTY_RECORD },
      ],
      1,
    ],
    ['a frame that ends too early', [{ id: 0, body: EMPTY_RECORD }], 1],
    ['a record with more in it', [{ id: 0, body: Uint8Array.of(0, 0, 0) }], 1],
  ])('is SHIM_PROTOCOL for results of %s', async (_name, records, id) => {
    const { fake, shim } = await connected();
    const run = shim.run([EMPTY, EMPTY]);
    fake.send(KIND.result, recordsPayload(records), { id, flags: LAST });
    expect((await failureOf(run)).code).toBe('SHIM_PROTOCOL');
  });

  it('is INTERRUPTED by the signal', async () => {
    const abort = new AbortController();
    const { shim } = await connected(undefined, { signal: abort.signal });
    const run = shim.run([EMPTY]);
    abort.abort();
    expect((await failureOf(run)).code).toBe('INTERRUPTED');
  });
});

describe('close', () => {
  it('says goodbye, and ends when the other end does', async () => {
    const { fake, shim } = await connected((frame, other) => {
      if (frame.kind === KIND.bye) other.end();
    });
    await shim.close();
    expect(fake.received.map(({ kind }) => kind)).toEqual([KIND.bye]);
    expect(fake.duplex.destroyed).toBe(true);
    await shim.close();
  });

  it('does not wait for ever for a shim that hangs', async () => {
    vi.useFakeTimers();
    const { fake, shim } = await connected();
    const closed = shim.close();
    await vi.advanceTimersByTimeAsync(60_000);
    await closed;
    expect(fake.duplex.destroyed).toBe(true);
    vi.useRealTimers();
  });
});
