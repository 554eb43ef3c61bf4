// SPDX-License-Identifier: MIT
// The shim in a guest of its own, for the tests of the shim.
import { readFile } from 'node:fs/promises';
import { connectShim } from '../harness/protocol/client.ts';
import type { Shim } from '../harness/protocol/types.ts';
import { bootGuest, type Guest, type GuestOptions } from '../kernel/boot.ts';
import { buildKernel } from '../kernel/build.ts';
import { makeInitramfs } from '../kernel/initramfs.ts';
import { buildShim } from './build.ts';

/** Builds what must be built, boots it, and connects. */
export async function bootShim(
  options: Partial<GuestOptions> = {},
  flavour = 'unpatched',
): Promise<{ guest: Guest; shim: Shim }> {
  const kernel = await buildKernel({ flavour });
  const initramfs = makeInitramfs([{ path: '/init', data: await readFile(await buildShim()) }]);
  const guest = await bootGuest({ kernel: kernel.image, initramfs, append: ['quiet'], ...options });
  return { guest, shim: await connectShim(guest.port) };
}
