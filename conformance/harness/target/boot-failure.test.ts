// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { bootFailure, missingOptions } from './boot-failure.ts';

test.each([
  [['shim: the kernel lacks CONFIG_TMPFS'], ['CONFIG_TMPFS']],
  [['shim: the kernel lacks CONFIG_PROC_FS', 'shim: the kernel lacks CONFIG_PROC_FS'], ['CONFIG_PROC_FS']],
  [
    ['[    0.9] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)'],
    ['CONFIG_BLK_DEV_INITRD'],
  ],
  [['[    0.9] Kernel panic - not syncing: Requested init /init failed (error -8).'], ['CONFIG_BINFMT_ELF']],
  [['[    0.9] shim[1]: CONFIG_TMPFS', 'Run /init as init process'], []],
])('%j lacks %j', (lines, options) => {
  expect(missingOptions(lines)).toEqual(options);
});

test('options by name, where they are known', () => {
  const lines = ['shim: the kernel lacks CONFIG_TMPFS', 'shim: the kernel lacks CONFIG_FUTEX'];
  expect(bootFailure('QEMU ended with 0', lines, 'LOG')).toMatchObject({
    code: 'KERNEL_CONFIG',
    message: 'the kernel lacks CONFIG_TMPFS, CONFIG_FUTEX',
    hint: 'Build it with those options. The log of its console: LOG',
  });
});

test('the last lines, where they are not', () => {
  const failure = bootFailure('QEMU ended with 0', ['a', '', 'b'], 'LOG');
  expect(failure).toMatchObject({ code: 'GUEST_DIED', hint: expect.stringContaining('a\n    b') });
  expect(failure.message).toContain('QEMU ended with 0');
});

test('an empty console is a kernel that cannot print', () => {
  expect(bootFailure('no hello', [''], 'LOG').hint).toContain('CONFIG_SERIAL_8250_CONSOLE');
});
