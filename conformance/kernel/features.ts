// SPDX-License-Identifier: MIT
// What a kernel is built with beside the proposals, as lanes may need it.

/** What a kernel may be built with, and a lane may need. A flavour says what it has, and a patch what it brings. */
export const FEATURES = [
  ...['tomoyo', 'landlock', 'audit', 'cgroup-bpf', 'btf', 'io_uring', 'int80', 'x32'],
  ...['failslab', 'kmemleak', 'places', 'inotify', 'fanotify', 'io-accounting', 'kprobe-events'],
  ...['user-namespaces', 'restart-answers', 'core-dumps'],
] as const;

export type Feature = (typeof FEATURES)[number];
