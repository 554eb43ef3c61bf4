// SPDX-License-Identifier: MIT
// What an author's function throws, as an error that says where.
import { SyspecError } from '../../base/errors.ts';

/** What an engine says of a write to an object that was frozen or sealed. */
const IS_FROZEN = /Cannot (add|assign|delete|define|redefine)|read.only|not extensible/;
const FROZEN =
  'A state has the fields of its schema and no others; parameters and options are frozen: copy them before a change.';

/** The place in the author's code, as the engine names it. */
function thrownAt({ stack }: Error): string | undefined {
  const frame = stack?.split('\n').find((line) => /^\s+at /.test(line));
  return frame && `It was thrown ${frame.trim()}.`;
}

/** An error of an author's function; `where` names model and function. Errors of the kit stay as they are. */
export function explained(error: unknown, where: string): unknown {
  if (error instanceof SyspecError || !(error instanceof Error)) return error;
  const isFrozen = error instanceof TypeError && IS_FROZEN.test(error.message);
  const hint = isFrozen ? FROZEN : thrownAt(error);
  return Object.assign(new SyspecError('BAD_MODEL', `${where}: ${error}`, hint), { cause: error });
}
