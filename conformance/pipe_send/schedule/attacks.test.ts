// SPDX-License-Identifier: MIT
// What sees an attack succeed goes by what a kernel shows, and not by what was expected: in both directions.
import { describe, expect, test } from 'vitest';
import type { Path } from '../../../models/kit/index.ts';
import { pipeSend as modelOf } from '../../../models/pipe_send/model.ts';
import { scenarioNamed } from '../../../models/pipe_send/scenarios.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import { VARIANTS, type VariantName } from '../../../models/pipe_send/variants.ts';
import { sample } from '../../harness/lockstep/engine/generate.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { attackersOn, Boundaries, underAttack } from '../../harness/schedule/attack.ts';
import { atBoundaries } from '../../harness/schedule/boundaries.ts';
import { kernelOf, toldByNumber } from '../../harness/schedule/fixtures/model-kernel.ts';
import { makeView, type View } from '../../harness/schedule/view.ts';
import { type Schedule, Walk } from '../../harness/schedule/walk.ts';
import { numbersOn } from '../../interface.ts';
import { succeeded } from '../../run/attacks.ts';
import { type Attack, attacksOn } from '../../run/counterexamples.ts';
import { SCHEDULES } from './index.ts';
import { sceneOf } from './scene.ts';
import { KEEPER, KEEPER_NAME } from './world.ts';

const ATTACKS = (
  await Promise.all(SCHEDULES.map((one) => attacksOn('pipe_send', one, numbersOn('pipe_send'), true)))
).flat();
const named = (attacks: readonly Attack[]) =>
  attacks.map((attack) => [`${attack.claim} in ${attack.scenario} of ${attack.variant}`, attack] as const);
const ON_NOWAIT = ATTACKS.filter(({ claim }) => claim === 'C11');

const NOWAIT = 'FMODE_NOWAIT';

interface Made {
  readonly schedule: Schedule;
  /** The states that are expected. */
  readonly begin: Seen;
  readonly end: Seen;
  /** What is to be seen. */
  readonly views: readonly View[];
}

function alongPath({ graph }: Walk<Seen>, path: Path, schedule: Schedule): Made {
  return {
    ...{ schedule, begin: graph.state(schedule.initial), end: graph.state(graph.target[path.at(-1)!]!) },
    views: schedule.legs.map(({ expected }) => expected),
  };
}

/** An attack as it is made. */
const made = ({ walk, path }: Attack): Made => alongPath(walk, path, atBoundaries(walk.schedule(path))!);

/** Nobody is in a call. */
const idleIn = ({ walk }: Attack): View['show'] =>
  Object.fromEntries(Object.keys(walk.scene.tasks).map((name) => [name, 'idle']));

/** Whether a claim is seen broken where these states were expected and these views shown. */
const isSeen = ({ holds, walk }: Attack, end: Seen, { legs }: Schedule, views: readonly View[]): boolean =>
  !holds(walk.scene.observed(end, legs, views));

/** What is proposed, under the same attackers at random moments. */
function defended({ walk, path, scenario }: Attack): Made[] {
  const on = new Walk(sceneOf('proposed', scenario));
  const boundaries = new Boundaries(on);
  return sample(1, 20).map((numbers) => {
    const taken = underAttack(on, attackersOn(walk, path), numbers, (state, edge) =>
      boundaries.mayTake(state, edge),
    );
    return alongPath(on, taken, atBoundaries(on.schedule(taken))!);
  });
}

/** What a kernel that is a model shows of an attack. */
async function madeOn(attack: Attack, model: Parameters<typeof sceneOf>[2]): Promise<boolean> {
  const { scenario, path } = attack;
  const variant = attack.variant as VariantName;
  const walk = new Walk(toldByNumber(sceneOf(variant, scenario)));
  const schedule = walk.schedule(path);
  const [result] = await kernelOf(new Walk(sceneOf(variant, scenario, model))).run([{ ops: schedule.ops }]);
  return succeeded({ ...attack, walk }, schedule, result as never);
}

test('what is attacked: FMODE_NOWAIT as of those alone that a kernel of one kind does', () => {
  const claims = Object.fromEntries(
    SCHEDULES.map(({ variant }) => [
      variant,
      [...new Set(ATTACKS.filter((one) => one.variant === variant).map(({ claim }) => claim))].join(' '),
    ]),
  );
  expect(claims).toEqual({
    'today-nonblock': 'C1 C2 C7',
    'today-rwf': 'C2 C3 C7 C11',
    'today-lock': 'C2 C7',
    naive: 'C2 C11',
    proposed: '',
  });
  for (const { variant, kernel } of SCHEDULES)
    if (kernel === 'any') expect(ON_NOWAIT.map((one) => one.variant)).not.toContain(variant);
});

describe.each(named(ATTACKS))('%s', (_, attack) => {
  const { schedule, begin, end, views } = made(attack);
  const defences = defended(attack);

  test('is seen where the kernel shows it, whatever was expected', () => {
    const expected = [end, begin, ...defences.map((other) => other.end)];
    for (const state of expected) expect(isSeen(attack, state, schedule, views)).toBe(true);
  });

  test('is not seen where the kernel shows what is proposed, whatever was expected', () => {
    for (const other of defences) expect(isSeen(attack, end, other.schedule, other.views)).toBe(false);
  });

  test('is not seen where nothing has happened', () => {
    const idle = idleIn(attack);
    expect(
      isSeen(
        attack,
        end,
        schedule,
        views.map(() => makeView(idle, [])),
      ),
    ).toBe(false);
  });

  test('succeeds on a kernel that is its variant', async () => {
    expect(await madeOn(attack, undefined)).toBe(true);
  });
});

describe.each(named(ON_NOWAIT))('%s', (_, attack) => {
  const { schedule, end, views } = made(attack);
  const told = (answer: string | undefined) =>
    views.map(({ show, events }, at) => {
      if (schedule.legs[at]!.name !== NOWAIT) return makeView(show, events);
      return makeView(show, answer === undefined ? [] : [`${KEEPER_NAME} ${NOWAIT} ${answer}`]);
    });

  test('succeeds by what the kernel says of FMODE_NOWAIT alone', () => {
    expect(schedule.legs.map(({ name }) => name)).toContain(NOWAIT);
    expect(isSeen(attack, end, schedule, told('off'))).toBe(true);
    expect(isSeen(attack, end, schedule, told('on'))).toBe(false);
    expect(isSeen(attack, end, schedule, told(undefined))).toBe(false);
  });

  test('needs somebody who has been in a call', () => {
    const asked = told('off').map(({ events }, at) =>
      makeView(idleIn(attack), schedule.legs[at]!.edge === undefined ? events : []),
    );
    expect(isSeen(attack, end, schedule, asked)).toBe(false);
  });

  test('fails on a kernel that keeps it', async () => {
    const { scenario, variant } = attack;
    const kept = { ...VARIANTS[variant as VariantName], revocable: false };
    expect(await madeOn(attack, modelOf(scenarioNamed(scenario), kept, {}))).toBe(false);
  });

  test('is tried on what is proposed with a look at the end, each time', () => {
    for (const { schedule: other } of defended(attack))
      expect(other.legs.map(({ name }) => name)).toContain(NOWAIT);
  });
});

test('RWF_NOWAIT that is refused says that FMODE_NOWAIT is gone, and no other answer does', () => {
  const scene = sceneOf('naive', 'splice');
  const read = (value: bigint) => {
    const args: Arg[] = [100, 0, 1, -1, -1, 8];
    const call = { op: 'call', task: KEEPER, nr: NR.preadv2, args } as const;
    return scene.read(call, { task: KEEPER, op: 0, value, out: [] }, new Map());
  };
  expect(read(-95n)).toBe('FMODE_NOWAIT off');
  for (const value of [-11n, -14n, 0n]) expect(read(value)).toBe('FMODE_NOWAIT on');
});

/** What of a task an attack may go by: `arg` never changes, the rest is seen. */
const OF_TASKS = ['arg', 'pc', 'ret', 'sigpipe'];

/** The state, which notes what of it is read. */
function watched(state: Seen, read: (field: string) => void): Seen {
  const watch = <T extends object>(of: T, as: (field: string) => string): T =>
    new Proxy(of, {
      get(target, key, self) {
        if (typeof key === 'string') read(as(key));
        return Reflect.get(target, key, self) as unknown;
      },
    });
  const task = Object.fromEntries(
    Object.entries(state.task).map(([p, one]) => [p, watch(one, (field) => `task ${field}`)]),
  );
  return watch({ ...state, task: task as Seen['task'] }, (field) => field);
}

test.each(named(ATTACKS))('%s goes by nothing that is not seen', (_, attack) => {
  const fields = new Set<string>();
  const { end } = made(attack);
  for (const state of [end, ...defended(attack).map((one) => one.end)])
    attack.holds(watched(state, (field) => fields.add(field)));
  const seen = ['task', 'nowait', ...OF_TASKS.map((field) => `task ${field}`)];
  expect([...fields].filter((field) => !seen.includes(field))).toEqual([]);
});
