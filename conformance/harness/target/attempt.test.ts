// SPDX-License-Identifier: MIT
// One session: what counts when it ends, and when it is taken to hang. The shim is a table or a stream of bytes.
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { connectShim } from '../protocol/client.ts';
import {
  EMPTY_RECORD,
  type FakeShim,
  fakeShim,
  helloPayload,
  idsOf,
  recordsPayload,
} from '../protocol/fixture.ts';
import { encodeFrame, type Frame } from '../protocol/frame.ts';
import { KIND } from '../protocol/wire.ts';
import { attempt } from './attempt.ts';
import { numbered } from './fixtures/fake-sessions.ts';
import type { Session } from './session.ts';

const HANG_MS = 200;

/** A session of a shim that does `onRun` with each frame. */
async function sessionOf(onRun: (frame: Frame, shim: FakeShim) => void) {
  const shim = fakeShim(onRun);
  shim.send(KIND.hello, helloPayload('guest'));
  const state = { kills: 0 };
  let end: (why: string | undefined) => void = () => undefined;
  const session: Session = {
    shim: await connectShim(shim.duplex, { batch: 2 }),
    complaints: [],
    ended: new Promise((resolve) => {
      end = resolve;
    }),
    onAnswer: (listener) => listenOn(shim.duplex, listener),
    async kill() {
      state.kills += 1;
      shim.end();
      end('killed');
    },
    close: async () => undefined,
  };
  return { session, state, end };
}

function listenOn(port: Duplex, listener: () => void) {
  port.on('data', listener);
  return () => port.off('data', listener);
}

const run = (session: Session, count = 4) =>
  attempt(
    session,
    Array.from({ length: count }, (_, i) => numbered(i)),
    HANG_MS,
    0,
  );

/** A RESULT of the first sequence of a frame, as bytes. */
function firstResult({ id, payload }: Frame): Uint8Array {
  const [first] = idsOf(payload);
  return encodeFrame({
    kind: KIND.result,
    flags: 0,
    id,
    payload: recordsPayload([{ id: first!, body: EMPTY_RECORD }]),
  });
}

test('a truncated frame: what was whole counts, and the rest of the frame is suspect', async () => {
  const { session } = await sessionOf((frame, shim) => {
    if (frame.id === 1) return shim.answer(frame);
    const bytes = firstResult(frame);
    shim.sendBytes(bytes.subarray(0, bytes.length - 1));
    shim.end();
  });
  void delay(10).then(() => session.kill());
  const { results, death } = await run(session);
  expect(results.map((result) => result !== undefined)).toEqual([true, true, false, false]);
  expect(death).toEqual({ why: 'killed', suspects: [2, 3] });
});

test('a closing record that came counts, though its frame has no end', async () => {
  const { session } = await sessionOf((frame, shim) => {
    shim.sendBytes(firstResult(frame));
    void session.kill();
  });
  const { results, death } = await run(session, 2);
  expect(results.map((result) => result !== undefined)).toEqual([true, false]);
  expect(death!.suspects).toEqual([1]);
});

test('garbage on the port is the end of the session', async () => {
  const { session, end } = await sessionOf((_, shim) => {
    shim.sendBytes(Buffer.from('Kernel Offset: disabled, and so on'));
    // It was told to end, and has nothing to say.
    end(undefined);
  });
  const { results, death } = await run(session, 2);
  expect(results).toEqual([undefined, undefined]);
  expect(death).toMatchObject({ why: expect.stringContaining('bad magic'), suspects: [0, 1] });
});

test('silence is a hang', async () => {
  const { session, state } = await sessionOf(() => undefined);
  const { death } = await run(session);
  expect(death).toEqual({ why: `hang: no answer for ${HANG_MS / 1000} s`, suspects: [0, 1] });
  expect(state.kills).toBeGreaterThan(0);
});

test('a slow kernel that answers does not hang, however long it takes', async () => {
  const { session, state } = await sessionOf(async (frame, shim) => {
    await delay((HANG_MS / 2) * (frame.id % 4));
    shim.answer(frame);
  });
  const { results, death } = await run(session, 16);
  expect(death).toBeUndefined();
  expect(results).toHaveLength(16);
  expect(state.kills).toBe(0);
});

test('a complaint that was known before is not blamed on anything', async () => {
  const { session } = await sessionOf((frame, shim) => shim.answer(frame));
  (session.complaints as string[]).push('WARNING: boot');
  expect((await attempt(session, [numbered(0)], HANG_MS, 1)).death).toBeUndefined();
  expect((await attempt(session, [numbered(0)], HANG_MS, 0)).death?.why).toBe('WARNING: boot');
});
