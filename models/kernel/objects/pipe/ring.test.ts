// SPDX-License-Identifier: MIT
// A pipe's slots, at the size of pages that the kernel has, against a plain queue of bytes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleaned, findsBytes, mergeable, put, type Ring, roomFor, type Slot, take } from './ring.ts';
import { streamOf } from './stream.ts';

const RING: Ring = { slots: 2, page: 4, packets: false };
const slot = (data: string, off = 0, kind: Slot<string>['kind'] = 'merge'): Slot<string> => ({
  off,
  data,
  kind,
});
const text = (slots: readonly Slot<string>[]): string[] =>
  slots.map(({ off, data, kind }) => `${off}:${data} ${kind}`);

/** Puts as much as there is room for, as a write that has not waited. */
function write(ring: Ring, slots: readonly Slot<string>[], bytes: string): readonly Slot<string>[] {
  const merged = mergeable(ring, slots, bytes.length);
  return put(ring, slots, bytes.slice(0, roomFor(ring, slots, merged)), merged);
}

describe('putting', () => {
  test('what is beyond whole pages goes behind the last bytes, where it fits as a whole', () => {
    expect(text(write(RING, [slot('ab')], 'xy'))).toEqual(['0:abxy merge']);
    expect(text(write(RING, [slot('ab')], 'xyz'))).toEqual(['0:ab merge', '0:xyz merge']);
    expect(text(write(RING, [slot('ab')], 'xyabcd'))).toEqual(['0:abxy merge', '0:abcd merge']);
    expect(text(write(RING, [slot('ab')], 'abcd'))).toEqual(['0:ab merge', '0:abcd merge']);
  });

  test('not behind the end of the page, though its beginning has been read', () => {
    expect(text(write(RING, [slot('ab', 2)], 'x'))).toEqual(['2:ab merge', '0:x merge']);
  });

  test('nor behind a packet, or what a splice has brought', () => {
    for (const kind of ['packet', 'plain'] as const)
      expect(write(RING, [slot('a', 0, kind)], 'x')).toHaveLength(2);
    expect(text(write({ ...RING, packets: true }, [], 'x'))).toEqual(['0:x packet']);
  });

  test('a pipe is full by its slots, however few bytes are in them', () => {
    const two = [slot('a', 3), slot('', 0)];
    expect(roomFor(RING, two, 0)).toBe(0);
  });
});

describe('taking', () => {
  test('goes over slots, and leaves what is not wanted', () => {
    expect(take([slot('ab'), slot('cd')], 3, '')).toEqual({
      bytes: 'abc',
      slots: [slot('d', 1)],
      isPacket: false,
    });
  });

  test('goes on from bytes into a packet, of which it is the last', () => {
    const others = slot('d');
    const slots = [slot('a', 0, 'plain'), slot('bc', 0, 'packet'), others];
    expect(take(slots, 2, '')).toEqual({ bytes: 'ab', slots: [others], isPacket: true });
    expect(take(slots, 9, '')).toEqual({ bytes: 'abc', slots: [others], isPacket: true });
  });

  test('is of one packet, whose rest is dropped', () => {
    const packets = [slot('ab', 0, 'packet'), slot('cd', 0, 'packet')];
    expect(take(packets, 1, '')).toEqual({ bytes: 'a', slots: [packets[1]], isPacket: true });
    expect(take(packets, 3, '')).toEqual({ bytes: 'ab', slots: [packets[1]], isPacket: true });
  });

  test('goes over empty slots, which then are gone', () => {
    expect(take([slot(''), slot('ab')], 1, '')).toMatchObject({ bytes: 'a', slots: [slot('b', 1)] });
    expect([take([slot('')], 1, ''), cleaned([slot(''), slot('a')])]).toEqual([
      { bytes: '', slots: [], isPacket: false },
      [slot('a')],
    ]);
  });
});

describe('a packet without bytes', () => {
  const none = slot('', 0, 'packet');

  test('is taken by itself, and ends what is taken before it', () => {
    expect(take([none, slot('ab')], 9, '')).toEqual({ bytes: '', slots: [slot('ab')], isPacket: true });
    expect(take([slot('a'), none, slot('b')], 9, '')).toEqual({
      ...{ bytes: 'a', slots: [slot('b')], isPacket: true },
    });
    expect(take([slot('a'), none], 1, '')).toEqual({ bytes: 'a', slots: [none], isPacket: false });
  });

  test('hides the bytes behind it, and is not cleaned away', () => {
    expect([
      findsBytes([none, slot('a')]),
      findsBytes([slot(''), slot('a')]),
      findsBytes([slot('')]),
    ]).toEqual([...[false, true, false]]);
    expect(cleaned([slot(''), none, slot('a')])).toEqual([none, slot('a')]);
  });
});

test('whatever is written and read, it is a queue of bytes within its slots and pages', () => {
  const operation = fc.oneof(
    fc.record({ put: fc.integer({ min: 1, max: 11 }) }),
    fc.record({ take: fc.integer({ min: 1, max: 9 }) }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
      let [slots, queue, next]: [readonly Slot<readonly number[]>[], number[], number] = [[], [], 0];
      for (const one of operations) {
        if ('take' in one) {
          const taken = take<readonly number[]>(slots, one.take, []);
          expect(taken.bytes).toEqual(queue.splice(0, one.take));
          slots = taken.slots;
        } else {
          const merged = mergeable(RING, slots, one.put);
          const room = Math.min(one.put, roomFor(RING, slots, merged));
          const bytes: readonly number[] = Array.from({ length: room }, () => next++);
          slots = put<readonly number[]>(RING, slots, bytes, merged);
          queue.push(...bytes);
          // PIPE_BUF is a page: all or nothing.
          if (one.put <= RING.page) expect([0, one.put]).toContain(room);
        }
        expect(streamOf(slots)).toEqual(queue);
        expect(slots.length).toBeLessThanOrEqual(RING.slots);
        for (const { off, data } of slots) expect(off + data.length).toBeLessThanOrEqual(RING.page);
      }
    }),
  );
});
