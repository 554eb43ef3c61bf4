// SPDX-License-Identifier: MIT
// What servers do, as scenarios write it.

/** accept(2): the dequeue and the wake-up are two steps (`unix_accept`, net/unix/af_unix.c, 6.12). */
export function accept<K extends string>(on: K) {
  return [
    { step: 'AcceptDequeue', on },
    { step: 'AcceptWake', on },
  ] as const;
}

/** close(2) of a listener: unhashed first, dead after (`unix_release_sock`). */
export function close<K extends string>(on: K) {
  return [
    { step: 'ReleaseUnhash', on },
    { step: 'ReleaseDead', on },
  ] as const;
}
