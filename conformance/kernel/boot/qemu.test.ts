// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { type Machine, qemuArguments } from './qemu.ts';

const MACHINE: Machine = {
  kernel: 'some image',
  initramfs: 'archive',
  accel: 'tcg',
  transport: 'virtio',
  cpus: 1,
  memoryMb: 512,
  append: ['quiet', '--', 'word'],
};

const after = (args: readonly string[], option: string) =>
  args.flatMap((arg, index) => (arg === option ? [args[index + 1]] : []));

test('the port is a virtio port by name, on the descriptor that QEMU inherits', () => {
  const args = qemuArguments(MACHINE);
  expect(after(args, '-device')).toContain('virtserialport,chardev=port,name=org.syspec.shim');
  expect(after(args, '-chardev')).toContain('socket,id=port,fd=3');
  expect(after(args, '-serial')).toEqual(['chardev:console']);
});

test('or the second serial line', () => {
  const args = qemuArguments({ ...MACHINE, transport: 'serial' });
  expect(after(args, '-serial')).toEqual(['chardev:console', 'chardev:port']);
  expect(after(args, '-device')).toEqual([]);
});

test('a crash ends the guest, and the words for init come last', () => {
  const args = qemuArguments(MACHINE);
  expect(after(args, '-append')).toEqual([
    'console=ttyS0 panic=-1 oops=panic rcupdate.rcu_expedited=1 kmemleak.verbose=1 no_timer_check quiet -- word',
  ]);
  expect(args).toContain('-no-reboot');
});

test.each([
  ['tcg', 'tcg,thread=multi', 'max'],
  ['kvm', 'kvm', 'host'],
  ['icount', 'tcg,thread=single', 'max,-rdrand,-rdseed'],
] as const)('%s', (accel, option, cpu) => {
  const args = qemuArguments({ ...MACHINE, accel });
  expect([after(args, '-accel'), after(args, '-cpu')]).toEqual([[option], [cpu]]);
});

test('without an archive none is named', () => {
  expect(qemuArguments({ ...MACHINE, initramfs: undefined })).not.toContain('-initrd');
});
