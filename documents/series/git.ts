// SPDX-License-Identifier: MIT
// git, without the settings of whoever runs it, and with the same hashes every time.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whose name a person is to put in the place of. */
export const NOBODY = 'EDITME';

const ENV: NodeJS.ProcessEnv = {
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', TZ: 'UTC' },
  ...{ GIT_AUTHOR_NAME: NOBODY, GIT_AUTHOR_EMAIL: 'editme@invalid', GIT_AUTHOR_DATE: '2025-01-01T00:00:00Z' },
  ...{
    GIT_COMMITTER_NAME: NOBODY,
    GIT_COMMITTER_EMAIL: 'editme@invalid',
    GIT_COMMITTER_DATE: '2025-01-01T00:00:00Z',
  },
};

/** A git command that failed. */
export interface GitFailure {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git in a folder and gives what it printed; throws a GitFailure. */
export async function git(
  folder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { stdout } = await promisify(execFile)('git', [...words], {
    cwd: folder,
    env: { ...env, ...ENV },
    maxBuffer: 1 << 28,
  });
  return stdout;
}
