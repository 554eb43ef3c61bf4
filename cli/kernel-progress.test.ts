// SPDX-License-Identifier: MIT
// What `kernel boot` and `kernel series` say they are doing, with tools that only pretend.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FakeTools, fakeTools } from '../conformance/kernel/fixtures/fake-tools.ts';
import { captured } from './fixtures/captured.ts';

const told: string[] = [];
vi.mock('../base/progress.ts', () => ({
  startProgress: (doing: string) => ({
    update: (text: string) => told.push(`${doing}: ${text}`),
    done: () => told.push('done'),
  }),
}));

let tools: FakeTools;
beforeEach(() => {
  told.length = 0;
  tools = fakeTools();
  for (const [name, value] of Object.entries(tools.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  tools.remove();
});

test('a series is written from a source that is unpacked first', async () => {
  await captured('kernel', 'series', 'fconnectat', '--source', tools.tree, '--out', join(tools.top, 'out'));
  expect(told).toEqual([
    'writing: unpacking the source',
    'writing: the patches, and the wiring of the calls',
    'done',
  ]);
});

test('a kernel is booted once it is there', async () => {
  tools.stub('qemu-system-x86_64', '#!/bin/sh\nexit 1\n');
  // A kernel by its magic (Documentation/arch/x86/boot.rst).
  const image = join(tools.top, 'bzImage');
  writeFileSync(image, Buffer.concat([Buffer.alloc(0x202), Buffer.from('HdrS')]));
  expect((await captured('kernel', 'boot', '--kernel', image)).exit).toBe(3);
  expect(told[0]).toMatch(/^booting: /);
  expect(told.at(-1)).toBe('done');
});
