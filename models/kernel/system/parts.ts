// SPDX-License-Identifier: MIT
// What tasks have alone or together: given at their start, shared or copied by clone(2), left at their end.
import type { CloneFlag, PartId, Task, TaskPart, World } from './types.ts';

function add<T>(world: World, kind: TaskPart<T>, value: T): PartId {
  const id: PartId = `p${world.next++}`;
  world.parts.set(id, { kind, value });
  return id;
}

/** Those of a task that has no parent. */
export function firstParts(world: World): PartId[] {
  return world.system.parts.map((part) => add(world, part, part.initial()));
}

/** Those of a new task: its parent's where a flag says so, and copies else. */
export function clonedParts(world: World, parent: Task, flags: readonly CloneFlag[]): PartId[] {
  return parent.parts.map((id) => {
    const { kind, value } = world.parts.get(id)!;
    if (flags.includes(kind.shared)) return id;
    const copy = kind.copy(value);
    kind.copied?.(world, copy);
    return add(world, kind, copy);
  });
}

/** Puts those in place that execve(2) replaces. */
export function replaceParts(world: World, task: Task): void {
  const old = task.parts;
  task.parts = old.map((id) => {
    const { kind, value } = world.parts.get(id)!;
    return kind.exec === undefined ? id : add(world, kind, kind.exec(world, value));
  });
  for (const id of old) leave(world, task, id);
}

/** The task has none any more. */
export function leaveParts(world: World, task: Task): void {
  const old = task.parts;
  task.parts = [];
  for (const id of old) leave(world, task, id);
}

/** The task may have left a part; when nobody has it any more, it is released. */
function leave(world: World, task: Task, id: PartId): void {
  for (const { parts } of world.tasks.values()) if (parts.includes(id)) return;
  const { kind, value } = world.parts.get(id)!;
  world.parts.delete(id);
  kind.release?.(world, task, value);
}
