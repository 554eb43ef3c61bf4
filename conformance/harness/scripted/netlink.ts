// SPDX-License-Identifier: MIT
// Netlink frames (include/uapi/linux/netlink.h, Linux 6.12).

const HEADER = 16;
const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;

/** Of an answer that says how a request went. */
export const NLMSG_ERROR = 2;

/** A message that was received. */
export interface Message {
  readonly type: number;
  readonly payload: Buffer;
}

/** A request that is to be acknowledged. */
export function request(type: number, payload: Uint8Array): Uint8Array {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(HEADER + payload.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt16LE(NLM_F_REQUEST | NLM_F_ACK, 6);
  header.writeUInt32LE(1, 8);
  return Buffer.concat([header, payload]);
}

/**
 * The message in one datagram. Its length is not looked at: audit counts its header in some and leaves it out in others.
 * @returns undefined when not even the header is whole
 */
export function readMessage(datagram: Uint8Array): Message | undefined {
  if (datagram.length < HEADER) return undefined;
  const bytes = Buffer.from(datagram);
  return { type: bytes.readUInt16LE(4), payload: bytes.subarray(HEADER) };
}

/** The errno of an acknowledgement, 0 for a success; undefined when it is none. */
export function acknowledged(datagram: Uint8Array): number | undefined {
  const message = readMessage(datagram);
  if (message === undefined || message.type !== NLMSG_ERROR || message.payload.length < 4) return undefined;
  const error = message.payload.readInt32LE(0);
  return error === 0 ? 0 : -error;
}
