// SPDX-License-Identifier: MIT
// The queue of bytes of the Specification: what goes in and comes out. No code of the model's steps is used.
import { type Arg, PAGE } from './names.ts';
import type { Scenario, Slots } from './scenarios.ts';

type Slot = Slots[number];

/** A queue that has changed, and the bytes that have gone from it. */
export interface Changed {
  readonly slots: Slots;
  readonly bytes: readonly string[];
}

const end = ({ off, data }: Slot): number => off + data.length;

/** How many bytes go behind the last ones, of a call that has not waited. */
function behind(slots: Slots, total: number): number {
  const odd = total % PAGE;
  const last = slots[slots.length - 1];
  return last !== undefined && last.kind === 'merge' && end(last) + odd <= PAGE ? odd : 0;
}

/** How many of the bytes that are left there is room for. */
export function roomIn({ ring }: Scenario, slots: Slots, { n }: Arg, count: number, slept: boolean): number {
  const merged = slept || count > 0 ? 0 : behind(slots, n);
  return Math.min(n - count, merged + PAGE * (ring - slots.length));
}

/** The queue with the bytes at its end. */
export function withBytes(
  { packets }: Scenario,
  slots: Slots,
  bytes: readonly string[],
  merged: number,
): Slots {
  if (bytes.length === 0) return slots;
  const last = slots[slots.length - 1];
  if (merged > 0 && last !== undefined) {
    const more = { ...last, data: [...last.data, ...bytes.slice(0, merged)] };
    return withBytes({ packets } as Scenario, [...slots.slice(0, -1), more], bytes.slice(merged), 0);
  }
  const page: Slot = { off: 0, data: bytes.slice(0, PAGE), kind: packets ? 'packet' : 'merge' };
  return withBytes({ packets } as Scenario, [...slots, page], bytes.slice(PAGE), 0);
}

/** What a call that has not waited puts behind the last bytes. */
export const mergedOf = (slots: Slots, { n }: Arg, count: number, slept: boolean): number =>
  slept || count > 0 ? 0 : behind(slots, n);

/** What is taken of at most `most` bytes from the front, within one packet. */
export function takenFrom(slots: Slots, most: number): Changed {
  const [first, ...others] = slots;
  if (first === undefined || most === 0) return { slots, bytes: [] };
  const bytes = first.data.slice(0, most);
  if (first.kind === 'packet') return { slots: others, bytes };
  const left = first.data.slice(bytes.length);
  if (left.length > 0)
    return { slots: [{ ...first, off: first.off + bytes.length, data: left }, ...others], bytes };
  const more = takenFrom(others, most - bytes.length);
  return { slots: more.slots, bytes: [...bytes, ...more.bytes] };
}

/** Without the hollow slots before the first byte or empty packet. */
export function withoutEmpty(slots: Slots): Slots {
  const [first, ...others] = slots;
  const isHollow = first !== undefined && first.data.length === 0 && first.kind !== 'packet';
  return isHollow ? withoutEmpty(others) : slots;
}

/** What a receiver comes to first. */
export function frontOf(slots: Slots): 'bytes' | 'empty packet' | 'nothing' {
  const [first] = withoutEmpty(slots);
  if (first === undefined) return 'nothing';
  return first.data.length > 0 ? 'bytes' : 'empty packet';
}
