// SPDX-License-Identifier: MIT

import { expect, test } from 'vitest';
import type { Result, System } from '../../../../models/kernel/system/index.ts';
import { type Rule, withCalls } from '../../../../models/kernel/system/index.ts';
import { laneObjects } from '../../../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../../../objects/descriptors/index.ts';
import { PATHS_IN_LANES } from '../../../objects/path/index.ts';
import { path, stream } from '../../../objects/unix-socket/cases.ts';
import { SOCKETS_WITHOUT_CONNECT } from '../../../objects/unix-socket/index.ts';
import type { Sequence } from '../../protocol/types.ts';
import type { Target } from '../../target.ts';
import { SHARED_SYSTEM } from './fixtures/shared-system.ts';
import { jsonCodecs, simulatedKernel } from './fixtures/simulated-kernel.ts';
import { sample, sequenceFrom } from './generate.ts';
import { predict } from './judge.ts';
import { Lane, type LaneVariant } from './lane.ts';
import type { SeqOp } from './sequence.ts';

const OBJECTS = laneObjects([SOCKETS_WITHOUT_CONNECT, DESCRIPTORS_IN_LANES, PATHS_IN_LANES]);
const NAMES = Object.keys(SHARED_SYSTEM.rules);

const alphabetOf = (system: System) => ({ system, moves: OBJECTS.moves, openings: [], users: [0, 1000] });

const variant = (system: System): LaneVariant => ({
  alphabet: alphabetOf(system),
  codecs: jsonCodecs(NAMES),
});

function* generated(system: System, count: number) {
  for (const numbers of sample(1, count)) yield sequenceFrom(alphabetOf(system), numbers, 12);
}

async function failuresOf(model: System, kernel: System, count = 300) {
  const lane = new Lane(variant(model), [simulatedKernel(kernel, NAMES)]);
  await lane.run(generated(model, count));
  return { lane, failures: await lane.shrunk() };
}

/** The rule with another result for some results. */
function changed(rule: Rule, change: (value: Result['value']) => Result['value']): Rule {
  return {
    step(world, task, frame) {
      rule.step(world, task, frame);
      world.events = world.events.map((event) =>
        event.kind === 'returned' && event.task === task.id
          ? { ...event, result: { ...event.result, value: change(event.result.value) } }
          : event,
      );
    },
  };
}

test('a kernel that is the model agrees with it', async () => {
  const { lane, failures } = await failuresOf(SHARED_SYSTEM, SHARED_SYSTEM);
  expect(failures).toEqual([]);
  expect(lane.cases).toBe(300);
  expect(lane.coverage.seen.get('rename OK')).toBeGreaterThan(0);
});

test('one wrong errno is found, and shrunk to the calls that it needs', async () => {
  const wrong = withCalls(SHARED_SYSTEM, {
    listen: changed(SHARED_SYSTEM.rules.listen!, (v) => (v === 'EINVAL' ? 'EBADF' : v)),
  });
  const { failures } = await failuresOf(wrong, SHARED_SYSTEM);
  expect(failures[0]!.ops.map((op) => (op.op === 'call' ? op.call : op.op))).toEqual([
    'spawn',
    'socket',
    'listen',
  ]);
  expect(failures[0]!.difference!.observed!.text).toContain('returned EINVAL');
});

test('one wrong descriptor is found', async () => {
  const wrong = withCalls(SHARED_SYSTEM, {
    dup: changed(SHARED_SYSTEM.rules.dup!, (v) => (typeof v === 'number' ? v + 1 : v)),
  });
  const { failures } = await failuresOf(wrong, SHARED_SYSTEM);
  expect(failures[0]!.ops.length).toBeLessThanOrEqual(3);
});

/** t1 shares t0's listener, and sleeps in accept when t0 shuts it down; the rest is noise. */
const SHUT_DOWN: readonly SeqOp[] = [
  { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
  { id: 1, op: 'call', task: 't0', call: 'mkdir', args: { path: 'd', mode: 0o700 } },
  { id: 2, op: 'call', task: 't0', call: 'socket', args: stream },
  { id: 3, op: 'call', task: 't0', call: 'bind', args: { fd: { of: 2 }, address: path('d/s') } },
  { id: 4, op: 'call', task: 't0', call: 'listen', args: { fd: { of: 2 }, backlog: 1 } },
  { id: 5, op: 'fork', task: 't1', parent: 't0' },
  { id: 6, op: 'call', task: 't1', call: 'dup', args: { fd: { of: 2 } } },
  { id: 7, op: 'call', task: 't1', call: 'accept', args: { fd: { of: 2 } } },
  { id: 8, op: 'call', task: 't0', call: 'chdir', args: { path: 'd' } },
  { id: 9, op: 'call', task: 't0', call: 'shutdown', args: { fd: { of: 2 }, how: 2 } },
];

test('a missed wake-up is found, and shrunk to the calls that it needs', async () => {
  const shutdown: Rule = {
    step(world, task, frame) {
      const asleep = [...world.tasks.values()].filter((one) => one.frame?.asleep === true);
      SHARED_SYSTEM.rules.shutdown!.step(world, task, frame);
      for (const one of asleep) if (one.frame !== undefined) one.frame.asleep = true;
    },
  };
  const lane = new Lane(variant(SHARED_SYSTEM), [
    simulatedKernel(withCalls(SHARED_SYSTEM, { shutdown }), NAMES),
  ]);
  await lane.run([predict(SHARED_SYSTEM, SHUT_DOWN)!].values());
  const [found] = await lane.shrunk();
  expect(found!.ops.map((op) => (op.op === 'call' ? op.call : op.op))).toEqual([
    ...['spawn', 'socket', 'bind', 'listen', 'fork', 'accept', 'shutdown'],
  ]);
  expect(found!.difference!.allowed[0]!.text).toContain('t1 returned EINVAL');
  expect(found!.difference!.observed!.text).toContain('t1 blocked');
});

test('a crash is a failure, and the rest goes on', async () => {
  let n = 0;
  const crash = () => (n++ === 7 ? { crashed: 'BUG: planted' } : undefined);
  const lane = new Lane(variant(SHARED_SYSTEM), [simulatedKernel(SHARED_SYSTEM, NAMES, crash)]);
  await lane.run(generated(SHARED_SYSTEM, 20));
  expect(lane.cases).toBe(20);
  expect(lane.failures.map(({ crash: c }) => c?.crashed)).toEqual(['BUG: planted']);
});

test('what never ran is no case, ends the lane, and is no reason to shrink', async () => {
  let n = 0;
  const crash = () => {
    n += 1;
    if (n === 4) return { crashed: 'BUG: planted' };
    return n > 4 ? { crashed: 'given up', notRun: true as const } : undefined;
  };
  const lane = new Lane(variant(SHARED_SYSTEM), [simulatedKernel(SHARED_SYSTEM, NAMES, crash)], undefined, 6);
  await lane.run(generated(SHARED_SYSTEM, 40));
  expect(lane.cases).toBe(4);
  expect(lane.unfinished).toBe('given up');
  const [failure, ...others] = await lane.shrunk();
  expect(others).toEqual([]);
  expect(failure).toMatchObject({ crash: { crashed: 'BUG: planted' }, ops: lane.failures[0]!.ops });
});

test('a lane ends after some crashes', async () => {
  const crash = () => ({ crashed: 'BUG: planted' });
  const lane = new Lane(variant(SHARED_SYSTEM), [simulatedKernel(SHARED_SYSTEM, NAMES, crash)], undefined, 4);
  await lane.run(generated(SHARED_SYSTEM, 100));
  expect(lane.failures).toHaveLength(12);
  expect(lane.unfinished).toBe('ended after 12 crashes');
});

test('a crash is shrunk one candidate at a time, and tried no further than the first that crashes', async () => {
  const batches: number[] = [];
  const crash = (sequence: Sequence) => (sequence.ops.length > 2 ? { crashed: 'BUG: planted' } : undefined);
  const kernel = simulatedKernel(SHARED_SYSTEM, NAMES, crash);
  const counting: Target = {
    ...kernel,
    run(sequences) {
      batches.push(sequences.length);
      return kernel.run(sequences);
    },
  };
  const lane = new Lane(variant(SHARED_SYSTEM), [counting]);
  await lane.run(generated(SHARED_SYSTEM, 1));
  batches.length = 0;
  const [failure] = await lane.shrunk();
  expect(failure!.ops).toHaveLength(3);
  // All but the last, which is how often it comes again.
  expect(new Set(batches.slice(0, -1))).toEqual(new Set([1]));
});
