// SPDX-License-Identifier: MIT
// What watches connect(2) from within the kernel must watch the new call: one lane for each such hook.
import type { OwnLane } from '../../harness/own-lane.ts';
import type { ScriptedLane } from '../../harness/scripted/lane.ts';
import { AUDIT } from './audit.ts';
import { CGROUP_BPF } from './cgroup-bpf.ts';
import { CGROUP_BPF_REWRITES } from './cgroup-bpf-rewrites.ts';
import { LANDLOCK } from './landlock.ts';
import { ASKED } from './questions.ts';
import { TOMOYO } from './tomoyo.ts';

/** The lanes. Each has a guest of its own. */
export const HOOK_LANES: readonly (OwnLane & ScriptedLane)[] = [
  ...[TOMOYO, LANDLOCK, AUDIT, CGROUP_BPF, CGROUP_BPF_REWRITES, ASKED],
];
