// SPDX-License-Identifier: MIT
// The state of a small system as a whole: made, copied, compared, and read.
import { copyHeld, isOf, type Kind } from './held.ts';
import type { Frame, System, Task, TaskId, TaskPart, World } from './types.ts';

/** A system without tasks, descriptions and objects. */
export function newWorld(system: System): World {
  const objects = system.kinds.map((kind) => ({ kind, value: kind.initial() }));
  return { system, objects, parts: new Map(), files: new Map(), tasks: new Map(), events: [], next: 1 };
}

/** A copy of a map, and of each value in it. */
export function copyMap<K, V>(map: ReadonlyMap<K, V>, copy: (value: V) => V): Map<K, V> {
  const copied = new Map<K, V>();
  for (const [key, value] of map) copied.set(key, copy(value));
  return copied;
}

function copyFrame(frame: Frame): Frame {
  const files = frame.files === undefined ? {} : { files: frame.files.map((one) => [...one] as const) };
  const locals = frame.locals === undefined ? {} : { locals: copyHeld(frame.locals) };
  return { ...frame, ...files, ...locals };
}

function copyTask(task: Task): Task {
  const frame = task.frame === undefined ? undefined : copyFrame(task.frame);
  const cred = { ...task.cred, caps: [...task.cred.caps] };
  return { ...task, cred, pending: [...task.pending], works: [...task.works], frame };
}

/** A copy that shares nothing mutable. */
export function cloneWorld(world: World): World {
  return {
    system: world.system,
    objects: world.objects.map(({ kind, value }) => ({ kind, value: kind.copy(value) })),
    parts: copyMap(world.parts, ({ kind, value }) => ({ kind, value: kind.copy(value) })),
    files: copyMap(world.files, (file) => ({ ...file })),
    tasks: copyMap(world.tasks, copyTask),
    events: [...world.events],
    next: world.next,
  };
}

/** A text that only equal worlds of one system share. Worlds that differ in the numbers of their objects alone have two. */
export function worldKey({ objects, parts, files, tasks, events, next }: World): string {
  return JSON.stringify([objects, parts, files, tasks, events, next], (key, value: unknown) => {
    if (value instanceof Map || value instanceof Set) return [...value];
    return key === 'kind' && isKind(value) ? value.name : value;
  });
}

function isKind(value: unknown): value is Kind<unknown> {
  return typeof value === 'object' && value !== null && 'copy' in value;
}

export function taskOf(world: World, id: TaskId): Task {
  return world.tasks.get(id)!;
}

/** The state of a kind of object. Throws when the system is not composed with it. */
export function stateOf<S>(world: World, kind: Kind<S>): S {
  for (const held of world.objects) if (isOf(held, kind)) return held.value;
  throw new Error(`there are no objects of the kind ${kind.name} in this system`);
}

/** What a task has of a part. Throws when it has ended. */
export function partOf<T>(world: World, task: Task, part: TaskPart<T>): T {
  for (const id of task.parts) {
    const held = world.parts.get(id)!;
    if (isOf(held, part)) return held.value;
  }
  throw new Error(`${task.id} has no ${part.name}`);
}
