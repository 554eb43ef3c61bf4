// SPDX-License-Identifier: MIT
// Why a kernel did not come as far as the shim's hello, by what its console says: options that it lacks, mostly.
import { SyspecError } from '../../../base/errors.ts';

/** A kernel's words for the lack of an option (init/main.c, init/do_mounts.c, Linux 6.12). */
const LACKING: readonly (readonly [RegExp, string])[] = [
  [/VFS: Unable to mount root fs/, 'CONFIG_BLK_DEV_INITRD'],
  [/Requested init \S+ failed \(error -8\)|No working init found/, 'CONFIG_BINFMT_ELF'],
];

/** The shim's own: `shim: the kernel lacks CONFIG_TMPFS`. */
const SAID = /^shim: .*\b(CONFIG_\w+)/;

/** Without these the kernel says nothing at all. */
const CONSOLE = 'CONFIG_PRINTK, CONFIG_TTY, CONFIG_SERIAL_8250_CONSOLE';

/** The options that a kernel is told to lack by the lines of its console, each once. */
export function missingOptions(lines: readonly string[]): string[] {
  const found = lines.flatMap((line) => [
    ...LACKING.filter(([words]) => words.test(line)).map(([, option]) => option),
    ...(SAID.exec(line)?.slice(1, 2) ?? []),
  ]);
  return [...new Set(found)];
}

/** KERNEL_CONFIG where the console names options, else GUEST_DIED with its last lines. */
export function bootFailure(end: string, lines: readonly string[], log: string): SyspecError {
  const missing = missingOptions(lines);
  if (missing.length > 0) {
    return new SyspecError(
      'KERNEL_CONFIG',
      `the kernel lacks ${missing.join(', ')}`,
      `Build it with ${missing.length === 1 ? 'that option' : 'those options'}. The log of its console: ${log}`,
    );
  }
  const said = lines.filter((line) => line !== '').slice(-5);
  const hint =
    said.length === 0
      ? `The console is empty: has the kernel ${CONSOLE}?`
      : `The console's last lines:\n    ${said.join('\n    ')}\n  The whole log: ${log}`;
  return new SyspecError('GUEST_DIED', `the guest ended before the shim said hello: ${end}`, hint);
}
