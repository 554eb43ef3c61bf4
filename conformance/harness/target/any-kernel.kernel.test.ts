// SPDX-License-Identifier: MIT
// Kernels that are anybody's: without the test-only patch, without a virtio port, without what sequences need.
import { afterEach, beforeAll, expect, test } from 'vitest';
import { buildKernel } from '../../kernel/build/build.ts';
import { laneObjects } from '../../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../../objects/descriptors/index.ts';
import { SOCKETS_IN_LANES } from '../../objects/unix-socket/index.ts';
import { WITHOUT_TEST_ONLY } from '../../shim/fixtures/guest.ts';
import { abilitiesOf } from '../lockstep/abilities.ts';
import { connectTo, unusual } from './fixtures/sequences.ts';
import { guestSessions } from './guest.ts';
import { type OpenTarget, openTarget } from './index.ts';

const OBJECTS = laneObjects([SOCKETS_IN_LANES, DESCRIPTORS_IN_LANES]);

import { Supervisor } from './supervisor.ts';

let kernel: string;
beforeAll(async () => {
  kernel = (await buildKernel({ flavour: 'unpatched' })).image;
});

let target: OpenTarget | undefined;
afterEach(async () => {
  await target?.close();
});

/** A built-in driver that does not start is one that is not there (initcall_blacklist, init/main.c). */
async function without(...initcalls: string[]): Promise<OpenTarget> {
  const append = [`initcall_blacklist=${initcalls.join(',')}`];
  target = await Supervisor.start(guestSessions({ kernel, append }), ({ release }) => release);
  return target;
}

test('a kernel as without the test-only patch is of grade scheduled', async () => {
  target = await openTarget({ kernel, append: [WITHOUT_TEST_ONLY] });
  expect(target.hello).toMatchObject({ grade: 'scheduled', cpus: 1 });
  expect(target.hello.capabilities).not.toContain('serial');
  expect(target.name).toContain(kernel);
  expect(await abilitiesOf(target, OBJECTS.needs, 1000)).toEqual({ otherUsers: true });
});

test('a kernel without a virtio console is served over a serial line, without being asked to', async () => {
  const serial = await without('virtio_console_init');
  expect(serial.hello.capabilities).toContain('serial');
  expect(unusual(await serial.run([connectTo('nobody'), connectTo('nobody')]))).toEqual({});
});

test('a kernel without what sequences need is told by the names of the options', async () => {
  await expect(abilitiesOf(await without('af_unix_init'), OBJECTS.needs, 1000)).rejects.toMatchObject({
    code: 'KERNEL_CONFIG',
    message: 'the kernel lacks CONFIG_UNIX',
  });
});

test('what is no kernel is told with what QEMU or the console said', async () => {
  await expect(openTarget({ kernel: '/dev/null' })).rejects.toMatchObject({ code: 'GUEST_DIED' });
});
