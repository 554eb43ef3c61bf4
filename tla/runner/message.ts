// SPDX-License-Identifier: MIT
// The framing of TLC's -tool output: numbered messages, possibly nested, among plain lines.

/** How TLC marks a message. */
export type Severity = 'info' | 'error' | 'bug' | 'warning' | 'state';

/** One message of -tool output. */
export interface Message {
  readonly code: number;
  readonly severity: Severity;
  /** Its lines without the markers, and with a nested message's lines in their place. */
  readonly text: string;
  /** Codes of the messages nested inside, outermost first: an error's cause is printed inside it. */
  readonly nested: readonly number[];
}

/** A whole message, or a line that stands outside of any. */
export type Frame = { readonly message: Message } | { readonly line: string };

interface OpenMessage {
  readonly code: number;
  readonly severity: Severity;
  readonly lines: string[];
  readonly nested: number[];
}

const SEVERITIES: readonly Severity[] = ['info', 'error', 'bug', 'warning', 'state'];

// A marker ends its line. Text that a specification prints cannot: TLC puts strings in quotes.
const START = /^(.*)@!@!@STARTMSG (-?\d+):(\d) @!@!@ ?$/;
const END = /^(.*)@!@!@ENDMSG (-?\d+) @!@!@ ?$/;

/** Cuts output that arrives in pieces into frames. */
export class MessageReader {
  #rest = '';
  readonly #open: OpenMessage[] = [];

  /** Takes the next piece and gives what it completes. */
  push(piece: string): Frame[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop()!;
    return lines.flatMap((line) => this.#line(line.replace(/\r$/, '')));
  }

  /** Ends the output. `truncated` says that it stopped inside a message. */
  end(): { frames: Frame[]; truncated: boolean } {
    const frames = this.#rest === '' ? [] : this.#line(this.#rest);
    this.#rest = '';
    return { frames, truncated: this.#open.length > 0 };
  }

  #line(line: string): Frame[] {
    const start = START.exec(line);
    if (start !== null) return this.#start(start[1]!, Number(start[2]), Number(start[3]));
    const end = END.exec(line);
    if (end !== null) return this.#end(end[1]!, Number(end[2]));
    const inner = this.#open.at(-1);
    if (inner === undefined) return [{ line }];
    inner.lines.push(line);
    return [];
  }

  #start(before: string, code: number, severity: number): Frame[] {
    const outer = this.#open.at(-1);
    if (before !== '') outer?.lines.push(before);
    this.#open.push({ code, severity: SEVERITIES[severity] ?? 'info', lines: [], nested: [] });
    return outer === undefined && before !== '' ? [{ line: before }] : [];
  }

  #end(before: string, code: number): Frame[] {
    if (!this.#open.some((message) => message.code === code)) return [];
    // A message without its own end is closed by the end of the one around it.
    for (;;) {
      const inner = this.#open.pop()!;
      if (before !== '' && inner.code === code) inner.lines.push(before);
      const outer = this.#open.at(-1);
      if (outer === undefined) {
        const { severity, lines, nested } = inner;
        return [{ message: { code, severity, text: lines.join('\n'), nested } }];
      }
      outer.lines.push(...inner.lines);
      outer.nested.push(inner.code, ...inner.nested);
      if (inner.code === code) return [];
    }
  }
}
