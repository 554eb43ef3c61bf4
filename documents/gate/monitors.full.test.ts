// SPDX-License-Identifier: MIT
// What rvgen of the newest tree takes, and what builds there: each monitor of ours, and not one whose automaton or handler is broken.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { ROOT } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { BASE_NAMES } from '../../conformance/kernel/bases.ts';
import { basesOf } from '../bases.ts';
import { put } from '../fixtures/checkout.ts';
import type { Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import { handlersOf } from '../pages/handlers.ts';
import { dotOf, helperOf, readMonitors } from '../pages/monitors.ts';
import { hasProse } from '../prose.ts';
import { makeSeries } from '../series/series.ts';
import { monitorObjectsLine } from './monitor-objects.ts';
import { monitorsLine } from './monitors.ts';

const slugs = Object.keys(CONFORMANCE).filter((slug) => hasProse(ROOT, slug));
const withSome = slugs.filter((slug) => readMonitors(ROOT, slug).length > 0);

test('there is a monitor', () => {
  expect(withSome).not.toEqual([]);
});

test.each(withSome)('%s', async (slug) => {
  const name = BASE_NAMES.at(-1)!;
  const { signal } = new AbortController();
  const [base] = await basesOf(slug, { env: process.env, signal, only: name });
  const series = await makeSeries(base!.pristine, base!.patches, []);
  const folder = folderOfTest();
  const monitors = readMonitors(ROOT, slug);
  for (const one of monitors) {
    put(folder, `${slug}/monitors/${one.name}.dot`, dotOf(one));
    put(folder, `${slug}/monitors/${one.name}.c`, handlersOf(one, helperOf(ROOT, one)));
  }
  const documents = {
    ...{ material: materialOf(ROOT, slug), monitors, series: new Map([[name, series]]) },
  } as unknown as Documents;
  const where = { folder, base: base!, documents };
  expect(await monitorsLine(where, process.env)).toMatchObject({ state: 'holds', details: [] });
  expect(await monitorObjectsLine(where, process.env)).toMatchObject({ state: 'holds', details: [] });

  const broken = (kind: string, was: string, is: string) => {
    const file = join(folder, slug, 'monitors', `${monitors[0]!.name}.${kind}`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(was, is));
  };
  // A probe with another parameter than the tracepoint's.
  broken('c', 'struct pt_regs *regs, long ret)', 'struct pt_regs *regs, int *ret)');
  const { state, details } = await monitorObjectsLine(where, process.env);
  expect([state, details.join('\n')]).toEqual([
    'fails',
    expect.stringContaining('check_trace_callback_type_sys_exit'),
  ]);
  // A state without an end.
  broken('dot', '}\n', '\n');
  const refused = await monitorsLine(where, process.env);
  expect([refused.state, refused.details[0]]).toEqual([
    'fails',
    expect.stringContaining('rvgen exits with 1'),
  ]);
});
