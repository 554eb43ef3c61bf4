// SPDX-License-Identifier: MIT
// Pipes against the kernel of this machine; and an oracle that is wrong about them, which it refutes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endIn, PIPES } from '../../../models/kernel/objects/pipe/index.ts';
import {
  type Rule,
  stateOf,
  usableFile,
  type World,
  withCalls,
} from '../../../models/kernel/system/index.ts';
import { abilitiesOf } from '../../harness/lockstep/abilities.ts';
import { predict } from '../../harness/lockstep/engine/judge.ts';
import { Lane } from '../../harness/lockstep/engine/lane.ts';
import { hostSessions } from '../../harness/target/host.ts';
import { Supervisor } from '../../harness/target/supervisor.ts';
import type { Conformance } from '../../proposal.ts';
import { restrict } from '../../run/restrict.ts';
import { laneObjects } from '../compose.ts';
import { DESCRIPTORS_IN_LANES } from '../descriptors/index.ts';
import { PATHS_FOR_OTHERS } from '../path/index.ts';
import { PIPE_CASES } from './cases.ts';
import { PIPES_IN_LANES } from './index.ts';

const OBJECTS = laneObjects([PIPES_IN_LANES, DESCRIPTORS_IN_LANES, PATHS_FOR_OTHERS], {
  surroundings: false,
});

const CONFORMANCE: Conformance = {
  ...{ slug: 'none', variant: 'today', needsProposal: false },
  alphabet: { system: OBJECTS.system, moves: OBJECTS.moves, openings: [], users: [0] },
  codecs: OBJECTS.codecs,
  needs: OBJECTS.needs,
  privileges: OBJECTS.privileges,
  small: { opening: [], letters: [], depth: 0 },
  cases: PIPE_CASES,
  outcomes: { expected: OBJECTS.outcomes, gaps: [] },
};

let here: Supervisor;
beforeAll(async () => {
  here = await Supervisor.start(hostSessions(), ({ release }) => release);
});
afterAll(() => here.close());

/** What is run here, by how their names begin: all of them is what `conform` is for. */
const FEW = ['packets', 'F_SETPIPE_SZ', 'splice: behind'];

/** The calls of the first case that an oracle is refuted by; undefined when it is not. */
async function refutedBy(rules: Readonly<Record<string, Rule>>, few: readonly string[] = FEW) {
  const abilities = await abilitiesOf(here, OBJECTS.needs, 1000, OBJECTS.privileges);
  const { conformance } = restrict(CONFORMANCE, abilities);
  const system = withCalls(conformance.alphabet.system, rules);
  const lane = new Lane({ ...conformance, alphabet: { ...conformance.alphabet, system } }, [here]);
  const sequences = conformance.cases
    .filter(({ name }) => few.some((begin) => name.startsWith(begin)))
    .map(({ ops }) => predict(system, ops)!);
  expect(sequences.length).toBeGreaterThanOrEqual(few.length);
  await lane.run(sequences.values());
  const [found] = await lane.shrunk();
  if (found === undefined) return undefined;
  expect(found.crash).toBeUndefined();
  return found.ops.map((op) => (op.op === 'call' ? op.call : op.op)).join(' ');
}

test('it agrees with the oracle', async () => {
  expect(await refutedBy({})).toBeUndefined();
});

/** The rule of a call, after each step of which something is done to the world. */
function then(call: string, after: (world: World) => void): Readonly<Record<string, Rule>> {
  const rule = OBJECTS.system.rules[call]!;
  return {
    [call]: {
      ...rule,
      step(world, task, frame) {
        rule.step(world, task, frame);
        after(world);
      },
    },
  };
}

/** F_SETFL as if it were about O_NONBLOCK alone. */
const setfl = OBJECTS.system.rules.nonblock!;
const keepsPackets: Rule = {
  ...setfl,
  step(world, task, frame) {
    const end = endIn(world, usableFile(world, task, Number(frame.args.fd)));
    const packets = end?.packets;
    setfl.step(world, task, frame);
    if (end !== undefined && packets !== undefined) end.packets = packets;
  },
};

test.each([
  ['F_SETFL leaves packet mode', { nonblock: keepsPackets }, 'packets', /pipe2.* nonblock/],
  [
    'what a splice parts can be written behind',
    then('splice', (world) => {
      for (const pipe of stateOf(world, PIPES).pipes.values())
        pipe.slots = pipe.slots.map((slot) => (slot.kind === 'plain' ? { ...slot, kind: 'merge' } : slot));
    }),
    'splice: behind',
    /splice/,
  ],
  [
    'a page that is resized away stays',
    then('resize', (world) => {
      for (const pipe of stateOf(world, PIPES).pipes.values()) pipe.most = 16;
    }),
    'F_SETPIPE_SZ',
    /resize/,
  ],
] as const)('an oracle is refuted: %s', async (_, rules, name, by) => {
  expect(await refutedBy(rules, [name])).toMatch(by);
});
