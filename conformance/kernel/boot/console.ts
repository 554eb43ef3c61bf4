// SPDX-License-Identifier: MIT
// What the guest prints, line by line, for whoever listens, and in a log.
import { appendFileSync } from 'node:fs';

/** Lines that are kept in memory. */
const KEPT = 400;

/** A guest's console. */
export interface Console {
  /** The last lines, at most `count`. */
  tail(count: number): readonly string[];
  /** Calls the listener for every line so far that is still kept, then for every line to come; gives what ends that. */
  onLine(listener: (line: string) => void): () => void;
}

/** A console that is fed. */
export interface ConsoleWriter extends Console {
  write(chunk: Uint8Array): void;
  /** The last line may have no end. */
  end(): void;
}

/**
 * @param log a file that everything is appended to, as it comes
 * @param observe sees every line before any listener
 */
export function createConsole(log: string | undefined, observe: (line: string) => void): ConsoleWriter {
  const kept: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const decoder = new TextDecoder();
  let rest = '';
  const take = (raw: string): void => {
    const line = raw.replace(/\r+$/, '');
    kept.push(line);
    if (kept.length > KEPT) kept.shift();
    observe(line);
    for (const listener of listeners) listener(line);
  };
  return {
    tail: (count) => kept.slice(-count),
    onLine(listener) {
      for (const line of kept) listener(line);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write(chunk) {
      if (log !== undefined) appendFileSync(log, chunk);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    },
    end() {
      if (rest !== '') take(rest);
      rest = '';
    },
  };
}
