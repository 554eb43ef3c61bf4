// SPDX-License-Identifier: MIT
// A walk on which kernel and model differ is recorded, read, and walked again, on kernels that are models.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../../base/fixtures/folder.ts';
import { capturedFrom } from '../../../cli/fixtures/captured.ts';
import { replayCommand } from '../../../cli/replay.ts';
import { type Fault, fconnectat as modelOf } from '../../../models/fconnectat/model.ts';
import { scenarioNamed } from '../../../models/fconnectat/scenarios.ts';
import { VARIANTS } from '../../../models/fconnectat/variants.ts';
import { ScheduleLane } from '../../harness/schedule/lane.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { numbersOn } from '../../interface.ts';
import {
  isSchedule,
  pathOf,
  readSchedule,
  replaySchedule,
  saveSchedule,
  toRecordedSchedule,
} from '../../replay/schedule.ts';
import { scheduleTitle } from '../../report/schedule-title.ts';
import { modelKernel } from './fixtures/model-kernel.ts';
import { sceneOf } from './scene.ts';

const NR = numbersOn('fconnectat').fconnectat!;
const SCENARIO = 'signal';
const RIGHT: Fault = {};
const WRONG: Fault = { kernel: () => ({ isFull: () => false }) };

const modelFor = (fault: Fault) => modelOf(scenarioNamed(SCENARIO), VARIANTS['today-connect'], fault);
const scene = sceneOf('today-connect', SCENARIO, NR, modelFor(RIGHT));
const walk = new Walk(scene);
const kernel = (fault: Fault) => modelKernel(scene, SCENARIO, modelFor(fault));

const folder = folderOfFile();
let file: string;
beforeAll(async () => {
  const lane = new ScheduleLane(walk, [kernel(WRONG)]);
  await lane.run(walk.cover().paths);
  const [failure] = await lane.shrunk();
  const circumstances = {
    ...{ slug: 'fconnectat', variant: 'today-connect', scenario: SCENARIO },
    ...{ target: { flavour: 'unpatched' }, release: '6.12.1', grade: 'proved' as const },
  };
  file = saveSchedule(folder, toRecordedSchedule(failure!, circumstances));
});

describe('walked again', () => {
  const again = async (target: Parameters<typeof replaySchedule>[3]) => {
    const recorded = readSchedule(file);
    const path = pathOf(walk, recorded, file);
    return (await replaySchedule(walk, path, recorded.initial, target, 3)).map(scheduleTitle);
  };

  test('the kernel that it was found on differs each time, and as it was recorded', async () => {
    const { title } = readSchedule(file);
    expect(title).toBe('Lock(c1): allowed c1 asleep, observed c1 returned OK, c1 idle');
    expect(await again(kernel(WRONG))).toEqual([title, title, title]);
  });

  test('a kernel that does as the model agrees each time', async () => {
    expect(await again(kernel(RIGHT))).toEqual([]);
  });

  test('a kernel that runs nothing does not agree', async () => {
    const gone = {
      run: async () => Array.from({ length: 3 }, () => ({ crashed: 'gone', notRun: true as const })),
    };
    const titles = await again({ ...kernel(RIGHT), ...gone });
    expect(titles).toHaveLength(3);
    expect(titles[0]).toContain('gone');
  });
});

describe('the file', () => {
  const saved = (change: object) => {
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
    return other;
  };
  const run = (...argv: string[]) => capturedFrom([replayCommand], 'replay', ...argv);

  test('is known for a schedule', () => {
    expect(isSchedule(file)).toBe(true);
    expect(isSchedule(saved({ lane: 'lockstep' }))).toBe(false);
  });

  test('becomes a C program', async () => {
    const to = join(folder, 'out.c');
    const { exit, out } = await run(file, '--c', to);
    expect([exit, out]).toEqual([0, expect.stringContaining(`written to ${to}\n`)]);
    const program = readFileSync(to, 'utf8');
    expect(program).toContain(' * fconnectat today-connect: Lock(c1): allowed c1 asleep,');
    expect(program).toContain('\tarm("fconnectat.lock", 0);\n');
    expect(program.match(/SPDX/g)).toHaveLength(1);
  });

  test.each([
    [{ steps: ['Lock(c1)'] }, 'the model has no such path'],
    [{ initial: 99 }, 'the model has no such path'],
    [{ scenario: 'none' }, 'no lane walks fconnectat today-connect in none'],
    [{ slug: 'none' }, 'no lane walks none'],
    [{ release: 6 }, 'release'],
  ])('that says %j is refused', async (change, message) => {
    const { exit, err } = await run(saved(change));
    expect([exit, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
