// SPDX-License-Identifier: MIT
// Permission bits: `inode_permission` and `generic_permission` (fs/namei.c, Linux 6.12).
import type { Task } from '../../system/types.ts';
import type { Inode } from './kind.ts';

export const MAY_EXEC = 1;
export const MAY_WRITE = 2;
export const MAY_READ = 4;

/** Whether the task may use the inode so. Nothing here but directories is executed. */
export function may({ cred }: Pick<Task, 'cred'>, inode: Inode, mask: number): boolean {
  const { fsuid, fsgid, caps } = cred;
  const shift = fsuid === inode.uid ? 6 : fsgid === inode.gid ? 3 : 0;
  if (((inode.mode >> shift) & mask) === mask || caps.includes('override')) return true;
  if (!caps.includes('search')) return false;
  return inode.kind === 'dir' ? (mask & MAY_WRITE) === 0 : mask === MAY_READ;
}

/** `inode_owner_or_capable` */
export function owns({ cred }: Pick<Task, 'cred'>, { uid }: Inode): boolean {
  return cred.fsuid === uid || cred.caps.includes('owner');
}
