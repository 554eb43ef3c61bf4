// SPDX-License-Identifier: MIT
// Lines as consoles have printed them.
import { expect, test } from 'vitest';
import { splatIn } from './report.ts';

test.each([
  ['[    1.491797] Kernel panic - not syncing: planted', 'Kernel panic - not syncing: planted'],
  [
    '[    1.823403] BUG: kernel NULL pointer dereference, address: 0000000000000008',
    'BUG: kernel NULL pointer dereference, address: 0000000000000008',
  ],
  ['[    1.827384] Oops: Oops: 0002 [#1] PREEMPT SMP', 'Oops: Oops: 0002 [#1] PREEMPT SMP'],
  [
    '[    9.1] Oops: general protection fault, probably for non-canonical address 0xdead000000000108: 0000 [#1] SMP',
    'Oops: general protection fault, probably for non-canonical address 0xdead000000000108: 0000 [#1] SMP',
  ],
  ['[    9.1] invalid opcode: 0000 [#1] SMP NOPTI', 'invalid opcode: 0000 [#1] SMP NOPTI'],
  ['[    9.1] kernel BUG at fs/namei.c:123!', 'kernel BUG at fs/namei.c:123!'],
  ['[    9.1] traps: PANIC: double fault, error_code: 0x0', 'traps: PANIC: double fault, error_code: 0x0'],
  [
    '[    3.232351] WARNING: CPU: 0 PID: 35 at net/unix/af_unix.c:1591 unix_stream_connect+0xd7/0x65c',
    'WARNING: at net/unix/af_unix.c:1591 unix_stream_connect+0xd7/0x65c',
  ],
  [
    '[    1.352788] WARNING: possible circular locking dependency detected',
    'WARNING: possible circular locking dependency detected',
  ],
  ['[    5.5][   T35] WARNING: suspicious RCU usage\r', 'WARNING: suspicious RCU usage'],
  ['[    5.5] [ BUG: Invalid wait context ]', 'BUG: Invalid wait context'],
  ['[    5.5] INFO: trying to register non-static key.', 'INFO: trying to register non-static key.'],
  [
    '[   22.686518] BUG: KASAN: slab-use-after-free in unix_stream_connect+0x252/0xde8',
    'BUG: KASAN: slab-use-after-free in unix_stream_connect+0x252/0xde8',
  ],
  ['[    7.0] BUG: KCSAN: data-race in d_alloc / dput', 'BUG: KCSAN: data-race in d_alloc / dput'],
  [
    '[    7.0] BUG kmalloc-64 (Not tainted): Poison overwritten',
    'BUG kmalloc-64 (Not tainted): Poison overwritten',
  ],
  [
    '[   30.0] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [init:41]',
    'watchdog: BUG: soft lockup - CPU#0! [init]',
  ],
  [
    '[   30.0] NMI watchdog: Watchdog detected hard LOCKUP on cpu 0',
    'NMI watchdog: Watchdog detected hard LOCKUP on cpu 0',
  ],
  ['[  243.1] INFO: task init:41 blocked for more than 122 seconds.', 'INFO: task init blocked.'],
  [
    '[   26.0] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
    'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
  ],
  [
    '[   26.0] rcu: INFO: rcu_preempt self-detected stall on CPU',
    'rcu: INFO: rcu_preempt self-detected stall on CPU',
  ],
  ['[   26.0] INFO: rcu_tasks detected stalls on tasks:', 'INFO: rcu_tasks detected stalls on tasks:'],
  [
    '[    1.1] UBSAN: array-index-out-of-bounds in net/unix/af_unix.c:12:3',
    'UBSAN: array-index-out-of-bounds in net/unix/af_unix.c:12:3',
  ],
  [
    '[   20.9] kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)',
    'kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)',
  ],
  [
    '[   20.9] kmemleak: unreferenced object 0xffff8880041b5a00 (size 64):',
    'kmemleak: unreferenced object 0xffff8880041b5a00 (size 64):',
  ],
])('%s', (line, splat) => {
  expect(splatIn(line)).toBe(splat);
});

test.each([
  '[    2.1] traps: init[41] general protection fault ip:401000 sp:7ffd0 error:0 in init[401000+1000]',
  '[    2.1] init[41]: segfault at 0 ip 0000000000401000 sp 00007ffd error 4 in init[401000+1000]',
  '[    0.1] Spectre V2 : WARNING: Unprivileged eBPF is enabled, data leaks possible',
  '[    0.0] kmemleak: Kernel memory leak detector initialized (mem pool available: 15680)',
  '[    0.0] Running RCU self tests',
  '[    0.2] rcu: RCU event tracing is enabled.',
  '[    0.2] rcu: \tRCU lockdep checking is enabled.',
  '[    4.4] FAULT_INJECTION: forcing a failure.',
  '[    1.6] Run /init as init process',
  '[    0.0] Command line: console=ttyS0 panic=-1 oops=panic',
  '',
])('no splat: %s', (line) => {
  expect(splatIn(line)).toBeUndefined();
});
