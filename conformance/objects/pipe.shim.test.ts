// SPDX-License-Identifier: MIT
// A kind of object of its own files, in the oracle and in the lanes, against the kernel of this machine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withCalls } from '../../models/kernel/system/index.ts';
import { abilitiesOf } from '../harness/lockstep/abilities.ts';
import { sample, sequenceFrom } from '../harness/lockstep/engine/generate.ts';
import { predict } from '../harness/lockstep/engine/judge.ts';
import { Lane } from '../harness/lockstep/engine/lane.ts';
import { hostSessions } from '../harness/target/host.ts';
import { Supervisor } from '../harness/target/supervisor.ts';
import type { Conformance } from '../proposal.ts';
import { restrict } from '../run/restrict.ts';
import { laneObjects } from './compose.ts';
import { DESCRIPTORS_IN_LANES } from './descriptors/index.ts';
import { PIPES_IN_LANES } from './fixtures/pipe.ts';
import { PATHS_IN_LANES } from './path/index.ts';

const OBJECTS = laneObjects([PIPES_IN_LANES, DESCRIPTORS_IN_LANES, PATHS_IN_LANES], { surroundings: false });

const CONFORMANCE: Conformance = {
  slug: 'none',
  variant: 'today',
  needsProposal: false,
  alphabet: { system: OBJECTS.system, moves: OBJECTS.moves, openings: [], users: [0] },
  codecs: OBJECTS.codecs,
  needs: OBJECTS.needs,
  small: { opening: [], letters: [], depth: 0 },
  cases: OBJECTS.cases(),
  outcomes: { expected: OBJECTS.outcomes, gaps: [] },
};

let here: Supervisor;
beforeAll(async () => {
  here = await Supervisor.start(hostSessions(), ({ release }) => release);
});
afterAll(() => here.close());

function* chance(count: number, { alphabet } = CONFORMANCE, seed = 14) {
  for (const numbers of sample(seed, count)) yield sequenceFrom(alphabet, numbers, 24);
}

test('this kernel has what the objects need, and no socket is asked for', async () => {
  expect(OBJECTS.needs.map(({ option }) => option)).toEqual(['CONFIG_MULTIUSER']);
  expect(await abilitiesOf(here, OBJECTS.needs, 1000)).toHaveProperty('otherUsers');
});

test('it agrees with the oracle about pipes: cases, and sequences by chance', async () => {
  const { conformance } = restrict(CONFORMANCE, await abilitiesOf(here, OBJECTS.needs, 1000));
  const lane = new Lane(conformance, [here]);
  const root = conformance.cases.filter(({ ops }) => ops.every((op) => op.op !== 'spawn' || op.uid === 0));
  await lane.run(root.map(({ ops }) => predict(OBJECTS.system, ops)!).values());
  await lane.run(chance(400, conformance));
  const [found] = await lane.shrunk();
  expect(found?.difference ?? found?.crash).toBeUndefined();
  const { missing } = lane.coverage.report(CONFORMANCE.outcomes, '6.12');
  expect(missing.filter((item) => /^(?:pipe2|read|write|fork) /.test(item))).toEqual([]);
});

test('an oracle that forgets the end of file is refuted, by few calls', async () => {
  const read = OBJECTS.system.rules.read!;
  const system = withCalls(OBJECTS.system, {
    read: {
      ...read,
      step(world, task, frame) {
        read.step(world, task, frame);
        world.events = world.events.map((event) =>
          event.kind === 'returned' && event.result.out === ''
            ? { ...event, result: { value: 'EPIPE' } }
            : event,
        );
      },
    },
  });
  const wrong = { ...CONFORMANCE, alphabet: { ...CONFORMANCE.alphabet, system } };
  const lane = new Lane(wrong, [here]);
  await lane.run(chance(100, wrong, 2));
  const [found] = await lane.shrunk();
  expect(found!.ops.map((op) => (op.op === 'call' ? op.call : op.op))).toEqual([
    ...['spawn', 'pipe2', 'close', 'read'],
  ]);
});
