// SPDX-License-Identifier: MIT
// The kernel's own complaints on the console: splats that fail a run, whatever the calls returned.

/**
 * Each by its first line, with the kernel source that prints it (Linux 6.12). What begins like one and is none: a
 * user's own fault (`traps: init[7] general protection fault`), and warnings in the middle of a line.
 */
const SPLATS: readonly RegExp[] = [
  /Kernel panic - not syncing: .*/, // kernel/panic.c
  /BUG: .*/, // mm/kasan, kernel/kcsan, mm/kfence, arch/x86/mm/fault.c, mm/page_alloc.c, kernel/locking/lockdep.c
  /BUG [\w-]+ \(.*\): .*/, // mm/slub.c
  /kernel BUG at .*/, // lib/bug.c
  /WARNING: .*/, // kernel/panic.c, kernel/locking/lockdep.c, kernel/rcu
  /Oops: .*/, // arch/x86/kernel/{dumpstack,traps}.c
  /\w[^[\]]*: [0-9a-f]{4} \[#\d+\].*/, // arch/x86/kernel/dumpstack.c: a trap of the kernel itself
  /(?:traps: )?PANIC: double fault.*/, // arch/x86/kernel/traps.c
  /(?:NMI )?watchdog: .*(?:BUG: soft lockup|hard LOCKUP).*/, // kernel/watchdog.c
  /INFO: task .* blocked (?:for more than|in I\/O wait).*/, // kernel/hung_task.c
  /INFO: trying to register non-static key.*/, // kernel/locking/lockdep.c
  /(?:rcu: )?INFO: \S+ .*stall.*/, // kernel/rcu/{tree_stall,tree_exp,tasks}.h
  /rcu: \S+ kthread starved .*/, // kernel/rcu/tree_stall.h
  /UBSAN: .*/, // lib/ubsan.c
  /kmemleak: (?:\d+ new suspected memory leaks|unreferenced object).*/, // mm/kmemleak.c
];

/** At the beginning of a line, or after its time and its caller, or in lockdep's frame. */
const SPLAT = new RegExp(`(?:^|\\] ?|\\[ )(${SPLATS.map(({ source }) => source).join('|')})`);

/** What differs from run to run. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/CPU: \d+ PID: \d+ at /, 'at '],
  [/(INFO: task .*):\d+ (?=blocked)/, '$1 '],
  [/ (?:stuck )?for (?:more than )?\d+ ?s(?:econds)?\b/, ''],
  [/ \[([^\]]*):\d+\]$/, ' [$1]'],
  [/ \]$/, ''],
];

/** The complaint in a line of the console, without what differs from run to run; undefined when there is none. */
export function splatIn(line: string): string | undefined {
  const found = SPLAT.exec(line.trimEnd())?.[1];
  return found === undefined
    ? undefined
    : VARYING.reduce((text, [pattern, by]) => text.replace(pattern, by), found);
}
