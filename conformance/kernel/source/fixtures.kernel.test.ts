// SPDX-License-Identifier: MIT
// Planted faults that only a full run builds do not go stale unseen: each applies to the kernels that it is planted in.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { CONFORMANCE } from '../../index.ts';
import { kernelCache } from '../cache.ts';
import { flavourNamed } from '../flavours.ts';
import { readPatch } from './patch.ts';
import { patchesOf } from './patches.ts';
import { findSource, unpacked } from './source.ts';
import { patchFiles } from './workspace.ts';

const PLANTED = readdirSync(inRoot('conformance'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?:^|\/)fixtures\/[^/]*\.patch$/.test(name),
);
const slugOf = (name: string) => name.split('/').find((part) => part in CONFORMANCE);
/** A proposal's fault is in its series; what is nobody's may be planted in any kernel. */
const kernelsOf = (name: string): [flavour: string, slug: string | undefined][] => {
  const slug = slugOf(name);
  if (slug !== undefined) return [['fast', slug]];
  return [
    ['unpatched', undefined],
    ...Object.keys(CONFORMANCE).map((one): [string, string] => ['fast', one]),
  ];
};

let pristine: string;
let folder: string;
beforeAll(async () => {
  pristine = await unpacked(await findSource(), kernelCache(), { env: process.env });
  folder = mkdtempSync(join(tmpdir(), 'syspec-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function applies(name: string, flavour: string, slug: string | undefined): Promise<void> {
  const patches = [...patchesOf(flavourNamed(flavour), slug), readPatch(inRoot('conformance', name))];
  const to = mkdtempSync(join(folder, 'files-'));
  await patchFiles(to, pristine, patches, { env: process.env, cache: folder });
}

test('there are some', () => {
  expect(PLANTED.length).toBeGreaterThan(10);
});

describe.each(PLANTED)('%s', (name) => {
  test.each(kernelsOf(name))('applies to %s of %s', async (flavour, slug) => {
    await applies(name, flavour, slug);
  });
});
