// SPDX-License-Identifier: MIT
// Permission bits: `inode_permission` and `generic_permission` (fs/namei.c, Linux 6.12).
import type { Task } from '../../system/types.ts';
import type { Inode } from './kind.ts';

export const MAY_EXEC = 1;
export const MAY_WRITE = 2;
export const MAY_READ = 4;

/** Whether the task may use the inode so. User 0 has CAP_DAC_OVERRIDE; nothing here but directories is executed. */
export function may(task: Pick<Task, 'uid' | 'gid'>, inode: Inode, mask: number): boolean {
  if (task.uid === 0) return true;
  const shift = task.uid === inode.uid ? 6 : task.gid === inode.gid ? 3 : 0;
  return ((inode.mode >> shift) & mask) === mask;
}
