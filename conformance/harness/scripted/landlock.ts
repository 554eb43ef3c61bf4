// SPDX-License-Identifier: MIT
// Landlock (include/uapi/linux/landlock.h) as of 6.12, ABI 6; and the right of 7.3 that sockets with a path are under.
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import type { Script } from './script.ts';

const PR_SET_NO_NEW_PRIVS = 38;
const RULE_PATH_BENEATH = 1;

/** Every right on files that 6.12 has. */
export const ALL_OF_FS = 0xffffn;

/** The right on files to connect to a UNIX socket by its path: since ABI 9; 6.12 has 6. */
export const RESOLVE_UNIX = 0x1_0000n;

/** What a domain denies where no rule allows it. */
export interface Ruleset {
  readonly fs: bigint;
  readonly scoped: bigint;
  /** Descriptors, of the task's own, of files and folders in which the rights on files are given all the same. */
  readonly beneath?: readonly Arg[];
}

/** struct landlock_ruleset_attr: rights on files, on ports (none), and scopes. */
export function rulesetAttr({ fs, scoped }: Ruleset): Uint8Array {
  const attr = Buffer.alloc(24);
  attr.writeBigUInt64LE(fs, 0);
  attr.writeBigUInt64LE(scoped, 16);
  return attr;
}

/** struct landlock_path_beneath_attr: rights, and a descriptor. */
export function pathBeneathAttr(fs: bigint, descriptor: Arg): Arg {
  const attr = Buffer.alloc(12);
  attr.writeBigUInt64LE(fs, 0);
  return { data: attr, relocs: [{ at: 8, size: 4, arg: descriptor }] };
}

/** Puts the task into a domain of its own. */
export function restrict(script: Script, task: number, ruleset: Ruleset): void {
  const attr = rulesetAttr(ruleset);
  script.call(task, NR.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const fd = script.open(task, NR.landlock_create_ruleset, { data: attr }, attr.length, 0);
  for (const descriptor of ruleset.beneath ?? [])
    script.call(
      ...([task, NR.landlock_add_rule, fd, RULE_PATH_BENEATH] as const),
      pathBeneathAttr(ruleset.fs, descriptor),
      0,
    );
  script.call(task, NR.landlock_restrict_self, fd, 0);
  script.call(task, NR.close, fd);
}
