// SPDX-License-Identifier: MIT
// An error in the model, and one in the kernel: each is found, shrunk, recorded, and found again by its record.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import type { Result, Rule, Rules } from '../../models/kernel/system/index.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { type Failure, Lane } from '../harness/lockstep/engine/lane.ts';
import { type OpenTarget, openTarget } from '../harness/target/index.ts';
import { CONFORMANCE } from '../index.ts';
import type { Conformance } from '../proposal.ts';
import { readRecorded, saveRecorded, toRecorded } from '../replay/file.ts';
import { prepare, replay } from '../replay/run.ts';
import { plan } from './lanes.ts';

const [RIGHT] = Object.values(CONFORMANCE)[0]!.variants;
const MOST_CALLS = 6;

let folder: string;
let target: OpenTarget;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syspec-planted-'));
  target = await openTarget({ flavour: 'unpatched' });
});

afterAll(async () => {
  await target.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The first failure of the lanes, shrunk. */
async function firstFailure(conformance: Conformance, on: OpenTarget): Promise<Failure> {
  for (const planned of plan(conformance, { runs: 2000, seed: 1 })) {
    const lane = new Lane(conformance, [on]);
    await lane.run(planned.sequences(), () => lane.failures.length === 0);
    const [failure] = await lane.shrunk();
    if (failure !== undefined) return failure;
  }
  throw new Error('nothing was found');
}

/** What every planted error must come to. */
async function expectFound(conformance: Conformance, on: OpenTarget): Promise<Failure> {
  const failure = await firstFailure(conformance, on);
  expect(failure.ops.filter(({ op }) => op === 'call').length).toBeLessThanOrEqual(MOST_CALLS);
  expect(failure.again).toEqual({ failed: 5, times: 5 });
  const { slug, variant } = conformance;
  const { release, grade } = on.hello;
  const circumstances = { slug, variant, lane: 'lockstep', release, grade, seed: 1 } as const;
  const file = saveRecorded(
    folder,
    toRecorded(failure, { ...circumstances, target: { flavour: 'unpatched' } }),
  );
  const recorded = readRecorded(file, () => Object.keys(conformance.codecs));
  const again = await replay(conformance, prepare(conformance, recorded.ops, file), on, 3);
  expect(again.failures).toHaveLength(3);
  return failure;
}

const withRules = (rules: Rules): Conformance => ({
  ...RIGHT,
  alphabet: { ...RIGHT.alphabet, system: withCalls(RIGHT.alphabet.system, rules) },
});

/** The rule with other results. */
function changed(name: string, change: (value: Result['value']) => Result['value']): Rules {
  const rule = RIGHT.alphabet.system.rules[name]!;
  const step: Rule['step'] = (world, task, frame) => {
    rule.step(world, task, frame);
    world.events = world.events.map((event) =>
      event.kind === 'returned' && event.task === task.id
        ? { ...event, result: { ...event.result, value: change(event.result.value) } }
        : event,
    );
  };
  return { [name]: { ...rule, step } };
}

describe('an error in the model', () => {
  test('one errno', async () => {
    const wrong = withRules(changed('connect', (value) => (value === 'EISCONN' ? 'EINVAL' : value)));
    const failure = await expectFound(wrong, target);
    expect(failure.difference!.observed!.text).toContain('EISCONN');
  });

  test('one descriptor', async () => {
    const wrong = withRules(changed('dup', (value) => (typeof value === 'number' ? value + 1 : value)));
    await expectFound(wrong, target);
  });

  test('one wake-up: of an accept, by a connection', async () => {
    const rule = RIGHT.alphabet.system.rules.connect!;
    const step: Rule['step'] = (world, task, frame) => {
      const asleep = [...world.tasks.values()].filter(
        (one) => one.frame?.call === 'accept' && one.frame.asleep,
      );
      rule.step(world, task, frame);
      for (const one of asleep) if (one.frame !== undefined) one.frame.asleep = true;
    };
    const failure = await expectFound(withRules({ connect: { ...rule, step } }), target);
    expect(failure.difference!.allowed[0]!.text).toContain('blocked');
  });
});

test('an error in the kernel: one errno', async () => {
  const patches = [inRoot('conformance', 'run', 'fixtures', 'planted.patch')];
  const broken = await openTarget({ flavour: 'unpatched', patches });
  try {
    await expectFound(RIGHT, broken);
  } finally {
    await broken.close();
  }
});
