// SPDX-License-Identifier: MIT
// The streaming parser of TLC's -tool output: framing, SANY's plain lines, and how the output ends.
import { basename } from 'node:path';
import { CODE } from './codes.ts';
import { decode } from './decode.ts';
import type { TlcEvent } from './events.ts';
import { type Frame, MessageReader } from './message.ts';
import { readSany } from './sany.ts';

/** Takes TLC's standard output in any pieces, and gives the events that each completes. */
export class TlcOutput {
  readonly #frames = new MessageReader();
  /** SANY's lines while it runs. */
  #sany: string[] | undefined;
  /** Paths of the modules that SANY read, by module. */
  readonly #files = new Map<string, string>();
  #finished = false;
  /** SANY has said what is wrong: TLC's own "parsing failed" adds nothing. */
  #diagnosed = false;

  push(piece: string): TlcEvent[] {
    return this.#frames.push(piece).flatMap((frame) => this.#frame(frame));
  }

  /** Ends the output; the last event is `truncated` unless TLC had said that it finished. */
  end(): TlcEvent[] {
    const { frames, truncated } = this.#frames.end();
    const events = frames.flatMap((frame) => this.#frame(frame));
    events.push(...this.#endSany());
    if (truncated || !this.#finished) events.push({ type: 'truncated' });
    return events;
  }

  /** The file of a module that SANY has read. */
  file(module: string): string | undefined {
    return this.#files.get(module);
  }

  #frame(frame: Frame): TlcEvent[] {
    if ('line' in frame) return this.#line(frame.line);
    const { message } = frame;
    if (message.code === CODE.finished) this.#finished = true;
    if (message.code === CODE.sanyStart) this.#sany = [];
    if (message.code === CODE.sanyEnd) return this.#endSany();
    if (message.code === CODE.parsingFailed && this.#diagnosed) {
      return [{ type: 'other', code: message.code, text: message.text }];
    }
    return decode(message);
  }

  #line(line: string): TlcEvent[] {
    const file = /^Parsing file (.+)$/.exec(line)?.[1];
    if (file !== undefined) this.#files.set(basename(file, '.tla'), file);
    if (this.#sany === undefined) return line === '' ? [] : [{ type: 'output', text: line }];
    this.#sany.push(line);
    return [];
  }

  #endSany(): TlcEvent[] {
    const diagnostics = readSany(this.#sany ?? []);
    this.#sany = undefined;
    return diagnostics.map(({ severity, message, ...rest }): TlcEvent => {
      if (severity === 'warning')
        return { type: 'warning', code: CODE.sanyEnd, message: located(message, rest) };
      this.#diagnosed = true;
      return { type: 'error', code: CODE.parsingFailed, message, ...rest };
    });
  }
}

function located(message: string, at: { readonly file?: string; readonly line?: number }): string {
  return at.file === undefined ? message : `${basename(at.file)}:${at.line}: ${message}`;
}

/** All events of a whole log. */
export function parseLog(text: string): TlcEvent[] {
  const output = new TlcOutput();
  return [...output.push(text), ...output.end()];
}
