// SPDX-License-Identifier: MIT
// Frames: a header and a payload, out of a stream that is cut anywhere.
import { malformed } from './bytes.ts';
import { HEADER, MAGIC, MAX_FRAME, VERSION } from './wire.ts';

/** One frame. */
export interface Frame {
  readonly kind: number;
  readonly flags: number;
  /** Of the RUN that it is or answers. */
  readonly id: number;
  readonly payload: Uint8Array;
}

/** Its bytes on the wire. */
export function encodeFrame({ kind, flags, id, payload }: Frame): Uint8Array {
  const bytes = new Uint8Array(HEADER + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint8(5, kind);
  view.setUint16(6, flags, true);
  view.setUint32(8, id, true);
  view.setUint32(12, payload.length, true);
  bytes.set(payload, HEADER);
  return bytes;
}

/** Puts the pieces of a stream together. */
export class FrameSplitter {
  #pieces: Uint8Array[] = [];
  #size = 0;
  #need = HEADER;

  /** Whether the stream may end here. */
  get whole(): boolean {
    return this.#size === 0;
  }

  /**
   * The frames that `piece` completes.
   * @throws SyspecError SHIM_PROTOCOL for another magic, another version, or a length above the maximum.
   */
  push(piece: Uint8Array): Frame[] {
    this.#pieces.push(piece);
    this.#size += piece.length;
    const frames: Frame[] = [];
    while (this.#size >= this.#need) {
      const bytes = this.#join();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const end = HEADER + lengthOf(view);
      this.#need = end;
      if (bytes.length < end) break;
      frames.push({
        kind: view.getUint8(5),
        flags: view.getUint16(6, true),
        id: view.getUint32(8, true),
        payload: bytes.subarray(HEADER, end),
      });
      this.#pieces = bytes.length > end ? [bytes.subarray(end)] : [];
      this.#size = bytes.length - end;
      this.#need = HEADER;
    }
    return frames;
  }

  #join(): Uint8Array {
    const [first] = this.#pieces;
    const bytes = this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
    this.#pieces = [bytes];
    return bytes;
  }
}

function lengthOf(header: DataView): number {
  if (header.getUint32(0, true) !== MAGIC) throw malformed('bad magic: these bytes are no frame');
  const version = header.getUint8(4);
  if (version !== VERSION) throw malformed(`version ${version}, and this client speaks ${VERSION}`);
  const length = header.getUint32(12, true);
  if (length > MAX_FRAME) throw malformed(`a frame of ${length} bytes`);
  return length;
}
