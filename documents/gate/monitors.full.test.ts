// SPDX-License-Identifier: MIT
// What rvgen of the newest tree takes: each monitor of ours, and not one whose automaton is broken.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { ROOT } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { BASE_NAMES } from '../../conformance/kernel/bases.ts';
import { kernelCache } from '../../conformance/kernel/cache.ts';
import { findSource, unpacked } from '../../conformance/kernel/source/source.ts';
import { put } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import { dotOf, readMonitors } from '../pages/monitors.ts';
import { hasProse } from '../prose.ts';
import { monitorsLine } from './monitors.ts';

const slugs = Object.keys(CONFORMANCE).filter((slug) => hasProse(ROOT, slug));
const withSome = slugs.filter((slug) => readMonitors(ROOT, slug).length > 0);

test('there is a monitor', () => {
  expect(withSome).not.toEqual([]);
});

test.each(withSome)('%s', async (slug) => {
  const name = BASE_NAMES.at(-1)!;
  const { signal } = new AbortController();
  const source = await findSource(undefined, name);
  const pristine = await unpacked(source, kernelCache(process.env), { env: process.env, signal });
  const folder = folderOfTest();
  const monitors = readMonitors(ROOT, slug);
  for (const one of monitors) put(folder, `${slug}/monitors/${one.name}.dot`, dotOf(one));
  const base = { name, pristine } as unknown as Base;
  const documents = { material: materialOf(ROOT, slug), monitors } as unknown as Documents;
  const ask = () => monitorsLine({ folder, base, documents }, process.env);
  expect(await ask()).toMatchObject({ state: 'holds', details: [] });
  // A state without an end.
  const file = join(folder, slug, 'monitors', `${monitors[0]!.name}.dot`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('}\n', '\n'));
  const { state, details } = await ask();
  expect([state, details[0]]).toEqual(['fails', expect.stringContaining('rvgen exits with 1')]);
});
