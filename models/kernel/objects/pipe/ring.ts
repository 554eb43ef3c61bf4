// SPDX-License-Identifier: MIT
// A pipe's slots, oldest first, and how bytes come into them and go out of them (fs/pipe.c, Linux 6.12). Nothing is changed
// in place. A page may be of any size, and bytes are a text, or a list of what can be told apart.

/** `merge`: PIPE_BUF_FLAG_CAN_MERGE; `packet`: PIPE_BUF_FLAG_PACKET; `plain`: neither, as after a splice. */
export const SLOT_KINDS = ['merge', 'packet', 'plain'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** Some bytes, in their order. */
export interface Bytes<D> {
  readonly length: number;
  slice(from?: number, to?: number): D;
  concat(more: D): D;
}

/** A `struct pipe_buffer`. */
export interface Slot<D extends Bytes<D>> {
  /** Where its bytes begin in the page. */
  readonly off: number;
  /** The bytes that are still in it, oldest first; its length is `len`. */
  readonly data: D;
  readonly kind: SlotKind;
}

/** How large a pipe is, and how it is written to. */
export interface Ring {
  /** `max_usage`: so many slots make it full, however few bytes are in them. */
  readonly slots: number;
  /** Bytes of a page. */
  readonly page: number;
  /** O_DIRECT: each write of at most a page is a packet. */
  readonly packets: boolean;
}

/**
 * How many bytes at the start of a write of `total` go behind those of the last slot: what is beyond whole pages, where it
 * fits as a whole. Only a write that has not waited yet is asked.
 */
export function mergeable<D extends Bytes<D>>(
  { page }: Ring,
  slots: readonly Slot<D>[],
  total: number,
): number {
  const [last, chars] = [slots.at(-1), total % page];
  if (last?.kind !== 'merge' || last.off + last.data.length + chars > page) return 0;
  return chars;
}

/** How many more bytes there is a place for, `merged` of them in the last slot. */
export const roomFor = ({ slots: most, page }: Ring, slots: readonly unknown[], merged: number): number =>
  merged + page * (most - slots.length);

/** The slots with `bytes` at the end, `merged` of them in the last slot. */
export function put<D extends Bytes<D>>(
  { page, packets }: Ring,
  slots: readonly Slot<D>[],
  bytes: D,
  merged: number,
): readonly Slot<D>[] {
  const found = [...slots];
  const last = found.at(-1);
  if (last !== undefined)
    found[found.length - 1] = { ...last, data: last.data.concat(bytes.slice(0, merged)) };
  for (let at = merged; at < bytes.length; at += page)
    found.push({ off: 0, data: bytes.slice(at, at + page), kind: packets ? 'packet' : 'merge' });
  return found;
}

/** What is taken, and the slots without it. */
export interface Taken<D extends Bytes<D>> {
  readonly bytes: D;
  readonly slots: readonly Slot<D>[];
  /** Whether a packet has ended it, be it one without bytes. */
  readonly isPacket: boolean;
}

/**
 * Takes at most `most` bytes, or up to the end of one packet; what is left of that packet is dropped. A packet without bytes, which a
 * writer has left whose buffer was not there, is one too. Other slots that are empty go. `none` is no bytes.
 */
export function take<D extends Bytes<D>>(slots: readonly Slot<D>[], most: number, none: D): Taken<D> {
  const left = [...slots];
  let bytes = none;
  let isPacket = false;
  while (left.length > 0 && bytes.length < most && !isPacket) {
    const { off, data, kind } = left[0]!;
    const some = data.slice(0, most - bytes.length);
    bytes = bytes.concat(some);
    isPacket = kind === 'packet';
    if (isPacket || some.length === data.length) left.shift();
    else left[0] = { off: off + some.length, data: data.slice(some.length), kind };
  }
  return { bytes, slots: left, isPacket };
}

/** The slots without the empty ones that stand before the first byte or packet. */
export function cleaned<D extends Bytes<D>>(slots: readonly Slot<D>[]): readonly Slot<D>[] {
  const first = slots.findIndex(({ data, kind }) => data.length > 0 || kind === 'packet');
  return first < 0 ? [] : slots.slice(first);
}

/** Whether a reader finds a byte, before a packet without any. */
export const findsBytes = <D extends Bytes<D>>(slots: readonly Slot<D>[]): boolean =>
  (cleaned(slots)[0]?.data.length ?? 0) > 0;
