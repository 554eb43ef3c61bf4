// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SyspecError } from '../../../base/errors.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeHello, decodeRecords, decodeResult } from './decode.ts';
import { encodeSequence } from './encode.ts';
import { encodeFrame, FrameSplitter } from './frame.ts';
import type { Arg, Op } from './types.ts';

/** A record with everything in it, as the shim writes it. */
const RECORD = Uint8Array.of(
  ...[0x80 | 0x3f],
  ...[2, 1, 7, 9, 1, 4, 2, 0xaa, 0xbb, 0, 4, 2, 0], // two calls returned
  ...[1, 3], // one blocked
  ...[1, 2, 18], // one died of SIGKILL
  ...[1, 1, 10, 2], // two deliveries
  ...[1, 4, 0x90, 0x4e], // one spawned, pid 10000
  ...[1, 5, 3, 0x61, 0x2e, 0x62], // one parked, at a.b
  ...[0x80, 0],
  ...[4, 12, 3, 0], // busy: op 12, task 3
);

describe('integers', () => {
  it('come back as they were, all 64 bits of them', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n), (value) => {
        const w = new ByteWriter();
        w.zigzag(value);
        expect(new ByteReader(w.take()).zigzag()).toBe(BigInt.asIntN(64, value));
      }),
    );
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer(), (natural, integer) => {
        const w = new ByteWriter();
        w.varint(natural);
        w.zigzag(integer);
        const r = new ByteReader(w.take());
        expect(r.varint(Number.MAX_SAFE_INTEGER)).toBe(natural);
        expect(r.zigzag()).toBe(BigInt(integer));
      }),
    );
  });

  it('are refused above 64 bits, and above their bound', () => {
    expect(() => new ByteReader(new Uint8Array(11).fill(0xff)).zigzag()).toThrow(SyspecError);
    expect(() => new ByteReader(Uint8Array.of(0x80, 1)).varint(127)).toThrow('128 where 127 is the most');
  });
});

describe('a record', () => {
  it('is read whole', () => {
    expect(decodeResult(RECORD)).toEqual({
      settled: [
        {
          returned: [
            { task: 1, op: 7, value: -5n, out: [Uint8Array.of(0xaa, 0xbb, 0, 0)] },
            { task: 0, op: 4, value: 1n, out: [] },
          ],
          blocked: [3],
          died: [{ task: 2, status: 9 }],
          signals: [{ task: 1, signal: 10, count: 2 }],
          spawned: [{ task: 4, pid: 10000 }],
          parked: [{ task: 5, point: 'a.b' }],
        },
        { returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] },
      ],
      fault: 'busy: op 12, task 3',
    });
  });

  it('is refused when it is cut anywhere, or goes on', () => {
    for (let size = 0; size < RECORD.length; size++) {
      expect(() => decodeResult(RECORD.subarray(0, size))).toThrow(SyspecError);
    }
    expect(() => decodeResult(Uint8Array.of(...RECORD, 0))).toThrow(SyspecError);
  });

  it('that is garbage is an error of the protocol and of nothing else', () => {
    const reads = [decodeResult, decodeRecords, decodeHello];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...reads), (bytes, read) => {
        try {
          read(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'SHIM_PROTOCOL' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('frames', () => {
  const frames = fc.array(
    fc.record({
      kind: fc.nat(255),
      flags: fc.nat(65535),
      id: fc.nat(),
      payload: fc.uint8Array({ maxLength: 300 }),
    }),
    { maxLength: 5 },
  );

  it('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (sent, cuts) => {
        const stream = Buffer.concat(sent.map(encodeFrame));
        const splitter = new FrameSplitter();
        const got = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const next = at + (cuts[i % cuts.length] ?? 1);
          got.push(...splitter.push(stream.subarray(at, next)));
          at = next;
        }
        expect(got.map((frame) => ({ ...frame, payload: [...frame.payload] }))).toEqual(
          sent.map((frame) => ({ ...frame, payload: [...frame.payload] })),
        );
        expect(splitter.whole).toBe(true);
      }),
    );
  });

  it('know that a stream ends inside one, and refuse a length above the maximum', () => {
    const frame = encodeFrame({ kind: 1, flags: 0, id: 1, payload: new Uint8Array(5) });
    const splitter = new FrameSplitter();
    expect(splitter.push(frame.subarray(0, 20))).toEqual([]);
    expect(splitter.whole).toBe(false);
    frame.set([0xff, 0xff, 0xff, 0x7f], 12);
    expect(() => new FrameSplitter().push(frame)).toThrow(/a frame of 2147483647 bytes/);
  });
});

describe('a sequence', () => {
  it('has these bytes', () => {
    const ops: Op[] = [
      { op: 'spawn', task: 1, parent: 0, flags: 0x111, uid: 300, root: '.' },
      {
        op: 'call',
        task: 1,
        abi: 'x32',
        nr: 42,
        args: [-100, { slot: 2 }, { pid: 1 }, { out: 200 }],
        save: 3,
      },
      {
        op: 'call',
        task: 0,
        nr: 1,
        args: [{ data: new Uint8Array(8), relocs: [{ at: 4, size: 4, arg: { inout: Uint8Array.of(7) } }] }],
      },
      { op: 'call', task: 0, abi: 'io_uring', nr: 255, args: [] },
      { op: 'handler', task: 1, signal: 10, restart: true },
      { op: 'kill', task: 1, signal: 64 },
      { op: 'arm', task: 1, point: '*' },
      { op: 'arm', task: 1, point: 'a.b', nth: 2 },
      { op: 'arm', task: 1, point: 'a.b', stays: true },
      { op: 'disarm', task: 1 },
      { op: 'release', task: 1 },
      { op: 'freeze', task: 1 },
      { op: 'thaw', task: 1 },
    ];
    const spawn = [0, 1, 0, 0x91, 2, 5, 0xac, 2, 1, 0x2e];
    const first = [1, 1, 2, 3, 84, 4, 0, 0xc7, 1, 4, 2, 5, 1, 2, 0xc8, 1];
    const second = [1, 0, 0, 0xff, 2, 1, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 4, 3, 1, 7, 0];
    const third = [1, 0, 3, 0xff, 0xfe, 3, 0];
    const [handler, kill] = [
      [2, 1, 10, 1],
      [3, 1, 64],
    ];
    const arms = [4, 1, 0, 1, 0x2a, 4, 1, 2, 3, 0x61, 0x2e, 0x62];
    // nth with its highest bit.
    const stays = [4, 1, 0x80, 0x80, 0x80, 0x80, 8, 3, 0x61, 0x2e, 0x62];
    const points = [...arms, ...stays, 5, 1, 6, 1];
    const freezer = [7, 1, 8, 1];
    const calls = [...first, ...second, ...third];
    const expected = [13, ...spawn, ...calls, ...handler, ...kill, ...points, ...freezer];
    expect([...encodeSequence({ ops })]).toEqual(expected);
  });

  it.each<[string, Op]>([
    ['a task', { op: 'kill', task: 32, signal: 1 }],
    ['a signal', { op: 'kill', task: 0, signal: 65 }],
    ['a slot', { op: 'call', task: 0, nr: 1, args: [{ slot: 64 }] }],
    ['an opcode', { op: 'call', task: 0, abi: 'io_uring', nr: 256, args: [] }],
    ['the number of arguments', { op: 'call', task: 0, nr: 1, args: [0, 0, 0, 0, 0, 0, 0] }],
    ['at', { op: 'call', task: 0, nr: 1, args: [{ data: new Uint8Array(8), relocs: [{ at: 1, arg: 0 }] }] }],
    ['an argument', { op: 'call', task: 0, nr: 1, args: [0.5] }],
    ["an output's size", { op: 'call', task: 0, nr: 1, args: [{ out: 2 ** 20 }] }],
    ['nth', { op: 'arm', task: 0, point: 'a.b', nth: 0 }],
    ["the length of the point's name", { op: 'arm', task: 0, point: '' }],
    ["the length of the point's name", { op: 'arm', task: 0, point: 'x'.repeat(32) }],
    ["the length of the point's name", { op: 'arm', task: 0, point: 'a\0b' }],
    ["the root's length", { op: 'spawn', task: 0, flags: 0, root: 'x'.repeat(256) }],
  ])('is refused when %s is out of bounds', (what, op) => {
    expect(() => encodeSequence({ ops: [op] })).toThrow(`operation 0 (${op.op}): ${what} is `);
  });

  it('is refused when it nests too deep', () => {
    let nested: Arg = 0;
    for (let i = 0; i < 9; i++) nested = { data: new Uint8Array(8), relocs: [{ at: 0, arg: nested }] };
    const op: Op = { op: 'call', task: 0, nr: 1, args: [nested] };
    expect(() => encodeSequence({ ops: [op] })).toThrow('the nesting is 9');
  });
});
