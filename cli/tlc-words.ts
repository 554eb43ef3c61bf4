// SPDX-License-Identifier: MIT
// What the runner says, in the words of somebody at a terminal.
import { basename } from 'node:path';
import { SyspecError } from '../base/errors.ts';

/** The text of a run, with the name that deadlock has among those who write TLA+. A line may end in the middle of the phrase. */
export function plainly(text: string): string {
  return text.replace(/that\s+no\s+state\s+is\s+without\s+a\s+successor/, 'no deadlock');
}

/** An error of the runner; of a configuration that is not there, which one that is. The hint says what to do next. */
export function inPlainWords(error: unknown, spec: string, config: string | undefined): unknown {
  if (!(error instanceof SyspecError) || !/^cannot read the configuration: ENOENT/.test(error.message))
    return error;
  const message =
    config === undefined
      ? `no configuration: there is no ${basename(spec).replace(/\.tla$/, '.cfg')} beside ${basename(spec)}`
      : `no configuration: there is no ${config}`;
  return new SyspecError(error.code, message, error.hint);
}
