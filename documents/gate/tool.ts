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

/** Runs a program that is installed; an exit code is an answer. @throws SyspecError INTERRUPTED where a signal ended it */
export function ask(
  program: string,
  words: readonly string[],
  { cwd, env = process.env }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const options = {
      env: { ...env, LC_ALL: 'C.UTF-8' },
      maxBuffer: 1 << 28,
      ...(cwd === undefined ? {} : { cwd }),
    };
    const child = execFile(program, [...words], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else if (error?.signal) reject(endedBy(error.signal, program, words));
      else reject(error);
    });
    // One that would read finds the end.
    child.stdin?.end();
  });
}

function endedBy(signal: string, program: string, words: readonly string[]): SyspecError {
  const message = `${program} ${words.join(' ')} was ended by ${signal}`;
  return new SyspecError('INTERRUPTED', message, 'There is no verdict: run this again.');
}

/** What a program said where it failed, its last lines; empty where it did not. */
export async function failureOf(
  program: string,
  words: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string[]> {
  const { code, stdout, stderr } = await ask(program, words, options);
  if (code === 0) return [];
  return [`${program} ${words.join(' ')} exits with ${code}`, ...linesOf(`${stdout}${stderr}`).slice(-20)];
}

/** Lines that say something. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
