// SPDX-License-Identifier: MIT
// One line on the terminal for work that takes longer than two seconds.
import { performance } from 'node:perf_hooks';

/** Milliseconds of silence before the first line, and between lines where there is no terminal. */
const QUIET_MS = 2000;
const REDRAW_MS = 200;
const PLAIN_MS = 10_000;

/** Reports what is being done; call `update` as often as you like, and `done` once. */
export interface Progress {
  update(text: string): void;
  done(): void;
}

/** Text that says what is being done, so that nobody takes it for a result: `checking 2 of 7: ...`. */
export function doingText(doing: string, text: string): string {
  if (/^\w+ing\b/.test(text)) return text;
  return /^\d/.test(text) ? `${doing} ${text}` : `${doing}: ${text}`;
}

/**
 * Progress on `stream` (stderr by default): redrawn in place on a terminal, a line now and then elsewhere.
 * @param doing what is being done, for texts that do not say it: `checking`
 */
export function startProgress(doing: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  const terminal = stream.isTTY === true;
  let next = performance.now() + QUIET_MS;
  let drawn = false;
  let last = '';
  // What is told once, before something that takes long, is to be seen too.
  let due: NodeJS.Timeout | undefined;
  const draw = () => {
    clearTimeout(due);
    due = undefined;
    next = performance.now() + (terminal ? REDRAW_MS : PLAIN_MS);
    drawn = true;
    const text = doingText(doing, last);
    stream.write(terminal ? `\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}` : `${text}\n`);
  };
  return {
    update(told) {
      last = told;
      const wait = next - performance.now();
      if (wait <= 0) draw();
      else due ??= setTimeout(draw, wait).unref();
    },
    done() {
      clearTimeout(due);
      due = undefined;
      if (terminal && drawn) stream.write('\r\x1b[2K');
      drawn = false;
      next = performance.now() + QUIET_MS;
    },
  };
}
