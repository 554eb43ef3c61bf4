// SPDX-License-Identifier: MIT
// git, without the settings of whoever runs it, and with the same hashes every time.
import { ask } from '../gate/tool.ts';
import { ADDRESS } from './mail.ts';

/** Whose name a person is to put in the place of. */
export const NOBODY = 'EDITME';

const ENV: NodeJS.ProcessEnv = {
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', TZ: 'UTC' },
  ...{ GIT_AUTHOR_NAME: NOBODY, GIT_AUTHOR_EMAIL: ADDRESS, GIT_AUTHOR_DATE: '2025-01-01T00:00:00Z' },
  ...{
    GIT_COMMITTER_NAME: NOBODY,
    GIT_COMMITTER_EMAIL: ADDRESS,
    GIT_COMMITTER_DATE: '2025-01-01T00:00:00Z',
  },
};

/** An environment without git's own variables: a hook has those of the repository that it is called in, and its index. */
export const withoutGit = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));

/** A git command that failed. */
export class GitFailure extends Error {
  readonly code: number;
  /** What it said. */
  readonly said: string;

  constructor(words: readonly string[], code: number, said: string) {
    super(`git ${words.join(' ')} exits with ${code}: ${said}`);
    this.code = code;
    this.said = said;
  }
}

/** Runs git in a folder and gives what it printed. @throws GitFailure; SyspecError INTERRUPTED where a signal ended it */
export async function git(
  folder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { code, stdout, stderr } = await ask('git', words, {
    cwd: folder,
    env: { ...withoutGit(env), ...ENV },
  });
  if (code !== 0) throw new GitFailure(words, code, `${stderr}${stdout}`);
  return stdout;
}
