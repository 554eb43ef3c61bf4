// SPDX-License-Identifier: MIT
// The client's end of a connection: hello, frames in flight, results, and the ways in which it can end.
import type { Duplex } from 'node:stream';
import { SyspecError } from '../../../base/errors.ts';
import type { BatchSize } from './batch.ts';
import { malformed } from './bytes.ts';
import { decodeHello, decodeRecords } from './decode.ts';
import { encodeFrame, type Frame, FrameSplitter } from './frame.ts';
import { Runs } from './runs.ts';
import type { Hello, Sequence, SequenceResult, Shim } from './types.ts';
import { KIND, LAST } from './wire.ts';

/** How a shim is connected. */
export interface ConnectOptions {
  /** Aborting destroys the connection: INTERRUPTED. */
  readonly signal?: AbortSignal;
  /** Sequences in one frame at most; 256 when absent. */
  readonly batch?: number;
}

/** Two frames keep the shim busy; the third is on its way meanwhile. */
const IN_FLIGHT = 3;
const FRAME: BatchSize = { bytes: 48 * 1024, sequences: 256 };
/** What a shim that hangs may take to answer a goodbye. */
const CLOSE_MS = 5000;
/** A terminal's buffer of 64 KB drops what comes too early: one small frame at a time. */
const SERIAL: { readonly inFlight: number; readonly bytes: number } = { inFlight: 1, bytes: 16 * 1024 };

/**
 * Waits for the shim's hello.
 * @throws SyspecError SHIM_CLOSED when the stream ends first; SHIM_PROTOCOL when what comes is no hello;
 *   INTERRUPTED when the signal aborts.
 */
export async function connectShim(duplex: Duplex, options: ConnectOptions = {}): Promise<Shim> {
  const connection = new Connection(duplex, options);
  await connection.greeted;
  return connection;
}

class Connection implements Shim {
  readonly greeted: Promise<Hello>;
  readonly #duplex: Duplex;
  readonly #options: ConnectOptions;
  readonly #splitter = new FrameSplitter();
  readonly #flying = new Map<number, readonly number[]>();
  readonly #runs = new Runs();
  #hello: Hello | undefined;
  #nextFrame = 1;
  #failure: SyspecError | undefined;
  #closing = false;
  #greet!: { resolve: (hello: Hello) => void; reject: (error: Error) => void };

  constructor(duplex: Duplex, options: ConnectOptions) {
    this.#duplex = duplex;
    this.#options = options;
    this.greeted = new Promise((resolve, reject) => {
      this.#greet = { resolve, reject };
    });
    const abort = () => this.#fail(new SyspecError('INTERRUPTED', 'the run was interrupted'));
    duplex.on('data', (piece: Uint8Array) => this.#receive(piece));
    duplex.on('error', (error) => this.#fail(closed(error.message)));
    duplex.on('end', () => this.#end());
    duplex.on('close', () => {
      options.signal?.removeEventListener('abort', abort);
      this.#end();
    });
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.signal?.aborted) abort();
  }

  get hello(): Hello {
    if (this.#hello === undefined) throw new TypeError('no hello yet');
    return this.#hello;
  }

  run(sequences: readonly Sequence[]): Promise<readonly SequenceResult[]> {
    if (sequences.length === 0) return Promise.resolve([]);
    const bytes = this.#serial() ? SERIAL.bytes : FRAME.bytes;
    const results = this.#runs.add(sequences, { bytes, sequences: this.#options.batch ?? FRAME.sequences });
    if (this.#failure) this.#fail(this.#failure);
    else this.#send();
    return results;
  }

  close(): Promise<void> {
    this.#closing = true;
    if (this.#duplex.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#duplex.destroy(), CLOSE_MS);
      this.#duplex.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      // The other end answers by ending the stream, which destroys this one.
      this.#duplex.write(encodeFrame({ kind: KIND.bye, flags: 0, id: 0, payload: new Uint8Array() }));
    });
  }

  #serial(): boolean {
    return this.#hello?.capabilities.includes('serial') ?? false;
  }

  /** Keeps frames in flight. */
  #send(): void {
    const most = this.#serial() ? SERIAL.inFlight : IN_FLIGHT;
    while (this.#flying.size < most) {
      const batch = this.#runs.nextBatch();
      if (batch === undefined) return;
      const id = this.#nextFrame++;
      this.#flying.set(id, batch.ids);
      this.#duplex.write(encodeFrame({ kind: KIND.run, flags: 0, id, payload: batch.payload }));
    }
  }

  #receive(piece: Uint8Array): void {
    if (this.#failure) return;
    try {
      for (const frame of this.#splitter.push(piece)) this.#take(frame);
    } catch (error) {
      this.#fail(error as SyspecError);
    }
  }

  #take(frame: Frame): void {
    if (frame.kind === KIND.refused) throw malformed(`it refused a frame: ${Buffer.from(frame.payload)}`);
    if (this.#hello === undefined) {
      if (frame.kind !== KIND.hello) throw malformed(`frame ${frame.kind} before the hello`);
      this.#hello = decodeHello(frame.payload);
      this.#greet.resolve(this.#hello);
    } else if (frame.kind === KIND.result) {
      this.#takeResults(frame);
    } else {
      throw malformed(`an unexpected frame ${frame.kind}`);
    }
  }

  #takeResults(frame: Frame): void {
    const ids = this.#flying.get(frame.id);
    if (ids === undefined) throw malformed(`results of frame ${frame.id}, which is not in flight`);
    for (const { id, result } of decodeRecords(frame.payload)) {
      if (!ids.includes(id)) throw malformed(`a result of sequence ${id}, which frame ${frame.id} has not`);
      this.#runs.settle(id, result);
    }
    if ((frame.flags & LAST) === 0) return;
    const missing = ids.find((id) => this.#runs.isOpen(id));
    if (missing !== undefined) throw malformed(`frame ${frame.id} ended without sequence ${missing}`);
    this.#flying.delete(frame.id);
    this.#send();
  }

  #end(): void {
    if (this.#closing && this.#runs.none && this.#hello !== undefined) {
      this.#duplex.destroy();
      return;
    }
    if (this.#splitter.whole) this.#fail(closed('the stream ended'));
    else this.#fail(malformed('the stream ended inside a frame'));
  }

  /** The first failure stands; every run gets what it has. */
  #fail(error: SyspecError): void {
    this.#failure ??= error;
    this.#greet.reject(this.#failure);
    this.#runs.fail(this.#failure, this.#inFlight());
    this.#duplex.destroy();
  }

  #inFlight(): readonly number[] {
    const [oldest] = this.#flying.values();
    return (oldest ?? []).filter((id) => this.#runs.isOpen(id));
  }
}

function closed(why: string): SyspecError {
  return new SyspecError(
    'SHIM_CLOSED',
    `the connection to the shim closed: ${why}`,
    'The guest may have crashed: see its console log.',
  );
}
