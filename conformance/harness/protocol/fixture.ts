// SPDX-License-Identifier: MIT
// A shim made of nothing: the other end of a connection, for the tests of the client.
import { Duplex } from 'node:stream';
import { ByteReader, ByteWriter } from './bytes.ts';
import { encodeFrame, type Frame, FrameSplitter } from './frame.ts';
import { KIND, LAST } from './wire.ts';

/** A record with no settled entry and no fault. */
export const EMPTY_RECORD = Uint8Array.of(0, 0);

/** The payload of a hello. */
export function helloPayload(...capabilities: string[]): Uint8Array {
  const w = new ByteWriter();
  w.byte(0);
  w.varint(1);
  for (const value of ['6.12.0', '/init', '/run/memory']) string(w, value);
  w.varint(capabilities.length);
  for (const value of capabilities) string(w, value);
  return w.take();
}

function string(w: ByteWriter, value: string): void {
  w.varint(value.length);
  w.bytes(Buffer.from(value));
}

/** The payload of a RESULT. */
export function recordsPayload(records: readonly { id: number; body: Uint8Array }[]): Uint8Array {
  const w = new ByteWriter();
  for (const { id, body } of records) {
    w.varint(id);
    w.varint(body.length);
    w.bytes(body);
  }
  return w.take();
}

/** The ids in a RUN's payload. */
export function idsOf(payload: Uint8Array): number[] {
  const r = new ByteReader(payload);
  return r.list(2 ** 16, () => {
    const id = r.varint(2 ** 32 - 1);
    r.bytes(r.varint(2 ** 20));
    return id;
  });
}

/** What a test does as the shim. */
export interface FakeShim {
  /** The client's end. */
  readonly duplex: Duplex;
  /** RUN and BYE frames that came, oldest first. */
  readonly received: Frame[];
  send(kind: number, payload: Uint8Array, more?: { id?: number; flags?: number }): void;
  sendBytes(bytes: Uint8Array): void;
  /** Answers a RUN with empty records. */
  answer(frame: Frame): void;
  /** Ends the stream, as a guest that dies does. */
  end(): void;
}

/** Calls `onFrame` for each frame that the client sends. */
export function fakeShim(onFrame: (frame: Frame, shim: FakeShim) => void = () => {}): FakeShim {
  const splitter = new FrameSplitter();
  const duplex = new Duplex({
    read() {},
    write(bytes: Uint8Array, _encoding, done) {
      for (const frame of splitter.push(bytes)) {
        shim.received.push(frame);
        onFrame(frame, shim);
      }
      done();
    },
  });
  const shim: FakeShim = {
    duplex,
    received: [],
    send: (kind, payload, { id = 0, flags = 0 } = {}) =>
      shim.sendBytes(encodeFrame({ kind, flags, id, payload })),
    sendBytes: (bytes) => {
      duplex.push(bytes);
    },
    answer: ({ id, payload }) => {
      const records = idsOf(payload).map((sequence) => ({ id: sequence, body: EMPTY_RECORD }));
      shim.send(KIND.result, recordsPayload(records), { id, flags: LAST });
    },
    end: () => {
      duplex.push(null);
    },
  };
  return shim;
}
