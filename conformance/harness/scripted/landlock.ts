// SPDX-License-Identifier: MIT
// Landlock as of 6.12 (include/uapi/linux/landlock.h, ABI 6).
import { NR } from '../protocol/nr.ts';
import type { Script } from './script.ts';

const PR_SET_NO_NEW_PRIVS = 38;

/** Every right on files that there is. */
export const ALL_OF_FS = 0xffffn;

/** What a domain denies where no rule allows it. */
export interface Ruleset {
  readonly fs: bigint;
  readonly scoped: bigint;
}

/** struct landlock_ruleset_attr: rights on files, on ports (none), and scopes. */
export function rulesetAttr({ fs, scoped }: Ruleset): Uint8Array {
  const attr = Buffer.alloc(24);
  attr.writeBigUInt64LE(fs, 0);
  attr.writeBigUInt64LE(scoped, 16);
  return attr;
}

/** Puts the task into a domain of its own, without rules. */
export function restrict(script: Script, task: number, ruleset: Ruleset): void {
  const attr = rulesetAttr(ruleset);
  script.call(task, NR.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const fd = script.open(task, NR.landlock_create_ruleset, { data: attr }, attr.length, 0);
  script.call(task, NR.landlock_restrict_self, fd, 0);
  script.call(task, NR.close, fd);
}
