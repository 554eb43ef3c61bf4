// SPDX-License-Identifier: MIT
// The programs of rivals, and what they can come to: of scenarios and claims, and no part of how a model behaves.
import { exchange, type Rival } from './rival.ts';
import type { Entries } from './vfs.ts';

/** accept(2): the dequeue and the wake-up are two steps (`unix_accept`, net/unix/af_unix.c, 6.12). */
export function accept<K extends string>(on: K) {
  return [
    { step: 'AcceptDequeue', on },
    { step: 'AcceptWake', on },
  ] as const;
}

/** The freezer of suspend, or of cgroup v1 (`freeze_task`, `__thaw_task`, kernel/freezer.c). */
export function freezeAndThaw<P extends string>(to: P) {
  return [
    { step: 'Freeze', to },
    { step: 'Thaw', to },
  ] as const;
}

/** close(2) of a listener: unhashed first, dead after (`unix_release_sock`). */
export function close<K extends string>(on: K) {
  return [
    { step: 'ReleaseUnhash', on },
    { step: 'ReleaseDead', on },
  ] as const;
}

/** The file systems that the rivals' exchanges can make of the first one, in whatever order and as often as they like. */
export function canMake<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
>(first: Entries<D, N, I>, rivals: readonly Rival<D, N, I, K, P>[]): readonly Entries<D, N, I>[] {
  const made = new Map([[JSON.stringify(first), first]]);
  for (const entry of made.values()) {
    for (const { program } of rivals) {
      for (const operation of program) {
        if (operation.step !== 'RenameExchange') continue;
        const next = structuredClone(entry);
        exchange(next, operation.a, operation.b);
        made.set(JSON.stringify(next), next);
      }
    }
  }
  return [...made.values()];
}
