// SPDX-License-Identifier: MIT
// A caller that has been thawed, and is to be frozen again before it has looked whether a signal has come (R11, R12): nobody has sent it
// one, so it freezes again, or takes the slot that there is. It is parked there: no caller can be held in between by calls alone.
import { expectByThen } from '../../harness/scripted/by-then.ts';
import { closeAll, SIGNAL, unlink } from '../../harness/scripted/calls.ts';
import { freezerWorks } from '../../harness/scripted/freezer.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { byConnect, byFconnectat, type Connect, fullListener } from './waiting.ts';

/** Where a task is that has waited: after the wait itself, and after the freezer. */
const POINT = 'fconnectat.woken';

/** When something may come. */
const MOMENTS = [
  'before it is to be frozen again',
  'before it has looked',
  'when it is frozen again',
] as const;
type Moment = (typeof MOMENTS)[number];

/** A caller that sleeps on the full queue of `s`, whose name is gone. */
class Sleeper {
  readonly script: JudgedScript;
  readonly server: number;
  readonly task: number;
  readonly op: number;
  readonly accept: () => number;

  constructor(title: string, connect: Connect) {
    const script = new JudgedScript(title);
    this.script = script;
    this.server = script.spawn();
    this.accept = fullListener(script, this.server);
    this.task = script.spawn();
    script.handle(this.task, SIGNAL.usr1);
    this.op = connect(script, this.task, socket(script, this.task));
    script.expect(this.op, 'the call', 'blocked');
    unlink(script, this.server, 's');
  }

  /** Lets it go on from where it sleeps, as far as the point. */
  park(goOn: () => number): void {
    this.script.arm(this.task, POINT);
    this.#isParked('set-up: where it is parked', goOn());
  }

  /** Has it freeze as soon as it goes on. */
  freezeParked(): void {
    this.#isParked('set-up: where it is parked still', this.script.freeze(this.task));
  }

  thaw(): number {
    return this.script.thaw(this.task);
  }

  /** Frozen in its sleep, thawed, to be frozen again, and let go on; between these steps something may come. */
  freezesAgain(meanwhile: Partial<Record<Moment, () => void>> = {}): void {
    this.park(() => this.thaw());
    meanwhile['before it is to be frozen again']?.();
    this.freezeParked();
    meanwhile['before it has looked']?.();
    this.is('frozen again', this.script.release(this.task), 'blocked');
    meanwhile['when it is frozen again']?.();
  }

  /** What has become of it by then. */
  is(label: string, at: number, expected: string): void {
    expectByThen(this.script, at, this, label, expected);
  }

  #isParked(label: string, at: number): void {
    const observed = (run: ScriptRun) => run.parkedAt(at, this.task) ?? 'nowhere';
    this.script.expectThat({ label, expected: POINT, observed });
  }
}

/** What comes meanwhile, and what the call gives in the end. */
const EVENTS: readonly (readonly [what: string, come: (sleeper: Sleeper) => void, expected: string])[] = [
  ['a slot', ({ accept }) => accept(), '0'],
  ['no listener any more', ({ script, server }) => closeAll(script, server), 'ECONNREFUSED'],
  ['a signal', ({ script, task }) => script.kill(task, SIGNAL.usr1), 'EINTR'],
];

function comes(nr: number, [what, come, expected]: (typeof EVENTS)[number], moment: Moment): JudgedScript {
  const sleeper = new Sleeper(`${what}, ${moment}`, byFconnectat(nr));
  const { script, task, op } = sleeper;
  sleeper.is('frozen', script.freeze(task), 'blocked');
  sleeper.freezesAgain({ [moment]: () => come(sleeper) });
  sleeper.thaw();
  script.expectInTheEnd(op, 'the call, after the last thaw', expected);
  return script;
}

/** Nothing comes before the last thaw. */
function goesOn(nr: number, times: number): JudgedScript {
  const sleeper = new Sleeper(`nothing comes, and it is frozen again ${times} times`, byFconnectat(nr));
  const { script, task, op } = sleeper;
  sleeper.is('frozen', script.freeze(task), 'blocked');
  for (let i = 0; i < times; i++) sleeper.freezesAgain();
  sleeper.is('after the last thaw', sleeper.thaw(), 'blocked');
  sleeper.accept();
  script.expectInTheEnd(op, 'the call, when there is a slot', '0');
  return script;
}

/** A caller can be parked there: one of connect(2), which looks its path up again. */
function parks(): JudgedScript {
  const sleeper = new Sleeper('a caller is parked when it has waited, by connect', byConnect);
  const { script, task, op } = sleeper;
  sleeper.park(() => sleeper.accept());
  script.release(task);
  script.expectInTheEnd(op, 'connect, let go on', 'ENOENT');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'frozen-again',
  what: 'a caller that is frozen again before it looks for signals is told none, and goes on',
  call: 'fconnectat',
  // The point after the freezer is in the same patch as these answers, and in kernels with that alone.
  needs: ['restart-answers'],
  setUp: () => [...freezerWorks(), parks()],
  cases: (nr) => [
    ...EVENTS.flatMap((event) => MOMENTS.map((moment) => comes(nr, event, moment))),
    ...[1, 2, 3].map((times) => goesOn(nr, times)),
  ],
};

/** R11 and R12, of a caller that is frozen twice. */
export const FROZEN_AGAIN = scriptedLane(LANE);
