// SPDX-License-Identifier: MIT
// Programs that judge what was generated.
import { execFile } from 'node:child_process';
import { SyspecError } from '../../base/errors.ts';

/** What one said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How one is run. */
export interface Asking {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program that is installed; an exit code is an answer. @throws SyspecError INTERRUPTED where a signal ended it */
export function ask(
  program: string,
  words: readonly string[],
  { cwd, env = process.env, signal }: Asking = {},
): Promise<Said> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(endedBy(US, program, words));
    const options = {
      env: { ...env, LC_ALL: 'C.UTF-8' },
      maxBuffer: 1 << 28,
      ...(cwd === undefined ? {} : { cwd }),
    };
    const abort = () => child.kill();
    const child = execFile(program, [...words], options, (error, stdout, stderr) => {
      signal?.removeEventListener('abort', abort);
      const code = error === null ? 0 : error.code;
      // Make, told to end, has an exit code too.
      if (error !== null && signal?.aborted) reject(endedBy(US, program, words));
      else if (typeof code === 'number') resolve({ code, stdout, stderr });
      else if (error?.signal) reject(endedBy(error.signal, program, words));
      else reject(error);
    });
    // Not by an option of `execFile`, which does not wait until it has ended.
    signal?.addEventListener('abort', abort);
    // One that would read finds the end.
    child.stdin?.end();
  });
}

const US = 'Ctrl-C, or a signal to us';

function endedBy(signal: string, program: string, words: readonly string[]): SyspecError {
  const message = `${program} ${words.join(' ')} was ended by ${signal}`;
  return new SyspecError('INTERRUPTED', message, 'There is no verdict: run this again.');
}

/** What a program said where it failed, its last lines; empty where it did not. */
export async function failureOf(
  program: string,
  words: readonly string[],
  options: Asking,
): Promise<string[]> {
  const { code, stdout, stderr } = await ask(program, words, options);
  if (code === 0) return [];
  return [`${program} ${words.join(' ')} exits with ${code}`, ...linesOf(`${stdout}${stderr}`).slice(-20)];
}

/** Lines that say something. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
