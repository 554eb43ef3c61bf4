// SPDX-License-Identifier: MIT
// QEMU's command line.

/** How the guest's instructions are run; `icount` is TCG whose clock is the count of them. */
export type Accel = 'kvm' | 'tcg' | 'icount';

/** How the port reaches the guest: a virtio port, or the second serial line, which every kernel has. */
export type Transport = 'virtio' | 'serial';

/** The program. */
export const QEMU = 'qemu-system-x86_64';
/** Debian's package that has it. */
export const QEMU_PACKAGE = 'qemu-system-x86';

/** The name of the virtio port, which the guest finds in /sys/class/virtio-ports/PORT/name. */
export const PORT_NAME = 'org.syspec.shim';
/** Descriptor by which QEMU gets its end of the port. */
export const PORT_FD = 3;

/** A machine. */
export interface Machine {
  readonly kernel: string;
  /** A path; without one the kernel finds no init, and panics. */
  readonly initramfs?: string | undefined;
  readonly accel: Accel;
  readonly transport: Transport;
  readonly cpus: number;
  readonly memoryMb: number;
  /** Words for the kernel's command line; what comes after `--` is for init. */
  readonly append: readonly string[];
}

/**
 * A crash ends the guest at once, and a grace period is not waited for with the clock. kmemleak, where there is
 * one, says on the console what it found; a kernel without it passes over the word. Whether timer interrupts come is not
 * tried for a few milliseconds: on a busy machine the emulator may be off the CPU just then, and the kernel panics.
 */
const COMMAND_LINE = [
  ...['console=ttyS0', 'panic=-1', 'oops=panic', 'rcupdate.rcu_expedited=1'],
  ...['kmemleak.verbose=1', 'no_timer_check'],
];

const ACCEL: Readonly<Record<Accel, readonly string[]>> = {
  kvm: ['-accel', 'kvm', '-cpu', 'host'],
  tcg: ['-accel', 'tcg,thread=multi', '-cpu', 'max'],
  // An instruction is a nanosecond, idling takes no time, and nothing of the host reaches the guest: neither its
  // clock nor its random numbers.
  icount: [
    ...['-accel', 'tcg,thread=single', '-icount', 'shift=0,sleep=off'],
    ...['-rtc', 'clock=vm,base=2025-01-01', '-cpu', 'max,-rdrand,-rdseed'],
  ],
};

const TRANSPORT: Readonly<Record<Transport, readonly string[]>> = {
  virtio: ['-device', 'virtio-serial-pci', '-device', `virtserialport,chardev=port,name=${PORT_NAME}`],
  serial: ['-serial', 'chardev:port'],
};

/** The arguments: the console is QEMU's standard output, the port is descriptor PORT_FD. */
export function qemuArguments(machine: Machine): string[] {
  const { kernel, initramfs, accel, transport, cpus, memoryMb, append } = machine;
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    // Without a network card there is no boot ROM to wait for.
    ...['-M', 'q35', '-nic', 'none', ...ACCEL[accel]],
    ...['-smp', String(cpus), '-m', String(memoryMb)],
    ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
    ...['-chardev', `socket,id=port,fd=${PORT_FD}`, ...TRANSPORT[transport]],
    ...['-kernel', kernel, ...(initramfs === undefined ? [] : ['-initrd', initramfs])],
    ...['-append', [...COMMAND_LINE, ...append].join(' ')],
  ];
}
