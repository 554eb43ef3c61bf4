// SPDX-License-Identifier: MIT
// Who a task is, and how it becomes somebody else (kernel/sys.c, security/commoncap.c, Linux 6.12).
import type { Answer, Capability, Cred, Task } from './types.ts';

/** Those that go by the user of the file system. */
const OF_FILES: readonly Capability[] = ['override', 'search', 'owner'];
const ALL: readonly Capability[] = [...OF_FILES, 'others'];

/** That of a new task of a user. */
export function credOf(user: number, group: number): Cred {
  const caps = user === 0 ? ALL : [];
  return { real: user, uid: user, gid: group, fsuid: user, fsgid: group, caps };
}

/** Root's real user is what keeps its permitted capabilities: here no task gives that away. */
const permitted = ({ real }: Cred): readonly Capability[] => (real === 0 ? ALL : []);

const mayChange = ({ caps, real, uid, fsuid }: Cred, to: number): boolean =>
  caps.includes('others') || [real, uid, fsuid].includes(to);

/** Whether a capability is effective. */
export function isCapable({ cred }: Pick<Task, 'cred'>, cap: Capability): boolean {
  return cred.caps.includes(cap);
}

/** setresuid(-1, to, -1): with the effective user goes that of the file system (`cap_emulate_setxuid`). */
export function setEffective(task: Task, to: number): Answer {
  const { cred } = task;
  if (!(cred.caps.includes('others') || to === cred.real || to === cred.uid)) return 'EPERM';
  let { caps } = cred;
  if (cred.uid === 0 && to !== 0) caps = [];
  if (cred.uid !== 0 && to === 0) caps = permitted(cred);
  task.cred = { ...cred, uid: to, fsuid: to, caps };
  return 0;
}

/** setfsuid(2), which answers with the user that was, also where it changes nothing. */
export function setFsuid(task: Task, to: number): Answer {
  const { cred } = task;
  if (!mayChange(cred, to)) return cred.fsuid;
  let { caps } = cred;
  if (cred.fsuid === 0 && to !== 0) caps = caps.filter((cap) => !OF_FILES.includes(cap));
  if (cred.fsuid !== 0 && to === 0) caps = ALL.filter((cap) => caps.includes(cap) || isFsRaised(cred, cap));
  task.cred = { ...cred, fsuid: to, caps };
  return cred.fsuid;
}

/** `cap_raise_fs_set` */
const isFsRaised = (cred: Cred, cap: Capability): boolean =>
  OF_FILES.includes(cap) && permitted(cred).includes(cap);

/** setfsgid(2). */
export function setFsgid(task: Task, to: number): Answer {
  const { cred } = task;
  if (cred.caps.includes('others') || to === cred.gid || to === cred.fsgid) {
    task.cred = { ...cred, fsgid: to };
  }
  return cred.fsgid;
}

/** capset(2): all that is permitted stays so, and of the capabilities about files these become effective. */
export function setCaps(task: Task, ofFiles: readonly Capability[]): Answer {
  const { cred } = task;
  if (permitted(cred).length === 0) return 'EPERM';
  task.cred = { ...cred, caps: ALL.filter((cap) => cap === 'others' || ofFiles.includes(cap)) };
  return 0;
}
