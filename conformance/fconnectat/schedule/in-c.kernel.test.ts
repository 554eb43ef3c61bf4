// SPDX-License-Identifier: MIT
// A walk as a C program, on a kernel that goes along, and on one that does not.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfFile } from '../../../base/fixtures/folder.ts';
import { type Fault, fconnectat as modelOf } from '../../../models/fconnectat/model.ts';
import { scenarioNamed } from '../../../models/fconnectat/scenarios.ts';
import { VARIANTS, type VariantName } from '../../../models/fconnectat/variants.ts';
import type { Path } from '../../../models/kit/index.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { numbersOn } from '../../interface.ts';
import { runInit } from '../../kernel/boot/run-init.ts';
import { buildKernel } from '../../kernel/build/build.ts';
import { scheduleToC } from '../../replay/c-schedule.ts';
import { compileProgram, programInit } from '../../replay/fixtures/program.ts';
import { sceneOf } from './scene.ts';

const NR = numbersOn('fconnectat').fconnectat!;

const folder = folderOfFile();
let init: Uint8Array;
beforeAll(async () => {
  init = await programInit();
});

function walkOf(scenario: string, fault: Fault = {}, variant: VariantName = 'today-connect') {
  const model = modelOf(scenarioNamed(scenario), VARIANTS[variant], fault);
  return new Walk(sceneOf(variant, scenario, NR, model));
}

/** A path that takes a step of this name, and the most of others. */
function longest<S>(walk: Walk<S>, action: string): Path {
  const takes = walk.cover().paths.filter((path) => walk.labels(path).some((one) => one.startsWith(action)));
  return takes.reduce((a, b) => (b.length > a.length ? b : a));
}

function compiled<S>(walk: Walk<S>, path: Path): Uint8Array {
  const source = join(folder, 'schedule.c');
  writeFileSync(source, scheduleToC(walk, path, 0, { lines: ['A test.'] }));
  return compileProgram(source, folder);
}

async function run<S>(walk: Walk<S>, path: Path, flavour = 'unpatched'): Promise<string> {
  const { image } = await buildKernel({ flavour, slug: 'fconnectat' });
  const files = [{ path: '/program', data: compiled(walk, path) }];
  return (await runInit({ kernel: image, init, files, timeLimitMs: 120_000 })).text;
}

test.each([
  ['today-connect', 'swap', 'WalkComponent'],
  ['today-connect', 'signal', 'SendSignal'],
  ['today-connect', 'isconn', 'Woken'],
  ['today-connect', 'backlog', 'SendSignal'],
  // It mounts /proc.
  ['today-procfd', 'signal', 'Woken'],
] as const)('%s, %s: the kernel goes along', async (variant, scenario, action) => {
  const walk = walkOf(scenario, {}, variant);
  const path = longest(walk, action);
  const text = await run(walk, path);
  expect(text).toMatch(/The kernel does what the model allows\.\nfolders 0\nexit 0\nend\n$/);
  for (const label of walk.labels(path)) expect(text).toContain(`  ${label}\n`);
  expect(text).toContain('parked at fconnectat.');
});

test('a step that differs is named, with what is allowed', async () => {
  const walk = walkOf('signal', { kernel: () => ({ isFull: () => false }) });
  const path = walk.cover().paths.find((one) => walk.labels(one).filter((l) => /^Lock/.test(l)).length > 1)!;
  const text = await run(walk, path);
  expect(text).toMatch(/ {2}Lock\(c\d\)\n(?: {5}.*\n)+The kernel differs\. The model allows after this:\n/);
  expect(text).toMatch(/\nfolders 0\nexit 1\nend\n$/);
});

test('without points there is no verdict', () => {
  const walk = walkOf('cwd');
  compiled(walk, walk.cover().paths[0]!);
  let failed: { status?: number; stderr?: Buffer } = {};
  try {
    execFileSync(join(folder, 'schedule'), { stdio: 'pipe' });
  } catch (error) {
    failed = error as typeof failed;
  }
  expect(failed.status).toBe(2);
  expect(String(failed.stderr)).toContain('it needs a kernel with the points');
});
