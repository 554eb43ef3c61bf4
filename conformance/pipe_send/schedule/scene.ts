// SPDX-License-Identifier: MIT
// The scenarios of the document on a kernel: who is there, and what each step of the model is.
import { nextOf } from '../../../models/kernel/rival.ts';
import type { Label, Model } from '../../../models/kit/index.ts';
import type { Call, Caller } from '../../../models/pipe_send/names.ts';
import { type Scenario, scenarioNamed } from '../../../models/pipe_send/scenarios.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import { VARIANTS, type VariantName } from '../../../models/pipe_send/variants.ts';
import { F_SETFL } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp, Op, Returned } from '../../harness/protocol/types.ts';
import { decodeValue } from '../../harness/registers.ts';
import { Callers, numbered, SHARED } from '../../harness/schedule/callers.ts';
import { type Acted, ofRivals, type Probe, type Scene, type Urgent } from '../../harness/schedule/scene.ts';
import type { Show } from '../../harness/schedule/view.ts';
import { Script } from '../../harness/scripted/script.ts';
import { SIGNUMS } from '../../harness/signums.ts';
import { type Calling, callsOf } from './calls.ts';
import { movedBy } from './ended.ts';
import { bring, lateOf, makeLate } from './late.ts';
import { saysNowait, walkedModel } from './nowait.ts';
import { observed } from './observed.ts';
import { probe, readKeeper } from './probe.ts';
import { URGENT, urgentOf } from './urgent.ts';
import {
  endOf,
  flagsOf,
  KEEPER,
  KEEPER_NAME,
  makeWorld,
  SPLICED,
  sourceOps,
  splicerOf,
  told,
  UNIT,
  written,
} from './world.ts';

/** In front of which step a caller stands. */
const POINTS = {
  lock: 'pipe_send.lock',
  copy: 'pipe_send.copy',
} as const;

const SIGPIPE = 13;

/** One scenario of one variant. */
class PipeScene implements Scene<Seen> {
  readonly model: Model<Seen>;
  readonly tasks: Readonly<Record<string, number>>;
  readonly urgent: Urgent<Seen>;
  readonly isAttackers: Scene<Seen>['isAttackers'];
  readonly isOneOnKernel: Scene<Seen>['isOneOnKernel'];
  readonly #asksNowait: boolean;
  /** The last call of everybody's program. */
  readonly #last: Call;
  readonly #scenario: Scenario;
  readonly #calling: Calling;
  readonly #callers: Callers<Seen, Caller>;
  readonly #setUp: readonly Op[];
  /** Whose calls are told by how much they moved, not by which bytes: late pages are looked at at a path's end. */
  readonly #counted: readonly Caller[];
  readonly #splicer: string | undefined;

  constructor(variant: VariantName, name: string, model: Model<Seen>) {
    const scenario = scenarioNamed(name);
    this.#scenario = scenario;
    this.model = model;
    this.urgent = urgentOf(scenario);
    ({ isOneOnKernel: this.isOneOnKernel, isAttackers: this.isAttackers } = ofRivals<Seen>(scenario.rivals));
    const late = lateOf(scenario);
    this.#counted = scenario.callers.filter((p) => scenario.args[p]![0]!.op === 'send' || late.includes(p));
    this.#last = VARIANTS[variant].program.at(-1)!;
    this.#asksNowait = saysNowait(variant);
    this.#splicer = splicerOf(scenario);
    const others = this.#splicer === undefined ? [] : [this.#splicer];
    this.tasks = numbered(KEEPER, [...scenario.callers, ...others]);
    const signals = scenario.rivals.flatMap(({ program }) =>
      program.flatMap((one) => (one.step === 'SendSignal' ? [one] : [])),
    );
    this.#callers = new Callers({
      ...{ callers: scenario.callers, tasks: this.tasks, points: POINTS, signals },
      // A program that loops has begun again. Nobody closes an end there: a last call that moved nothing was refused.
      forgotten: (before, after, p) =>
        this.#isLast(before, p) && movedBy(before, after, p).count === 0 ? 'EAGAIN' : 'OK',
      restarted: {
        point: 'kernel.sys_enter',
        is: ({ task }, p) => task[p].pc === 'enter' && task[p].slept === 'yes',
        isArmedBySignal: true,
      },
    });
    const script = new Script();
    script.spawn({ root: '.' });
    const [slots] = scenario.slots;
    const world = makeWorld(script, scenario, slots!);
    makeLate(script, scenario);
    const isOwn = VARIANTS[variant].program.some((call) => call === 'openat');
    this.#calling = { scenario, world, tasks: this.tasks, isOwn };
    const source = this.#splicer === undefined ? [] : sourceOps();
    this.#setUp = [...script.ops, ...source, ...this.#callers.make(KEEPER), ...this.#others()];
  }

  setUp(): readonly Op[] {
    return this.#setUp;
  }

  /** Handlers of SIGPIPE, and the one who splices. */
  #others(): Op[] {
    const handler = (task: number, signal: number): Op => ({ op: 'handler', task, signal, restart: false });
    const pipes = this.#scenario.callers.map((p) => handler(this.tasks[p]!, SIGPIPE));
    if (this.#splicer === undefined) return pipes;
    const task = this.tasks[this.#splicer]!;
    return [...pipes, { op: 'spawn', task, parent: KEEPER, flags: SHARED }, handler(task, SIGNUMS.interrupt)];
  }

  /** The kernel opens a pipe under its mutex (`fifo_open`), and the document's openat does not wait for that. */
  closed({ action, params }: Label, before: () => Seen) {
    if (action !== 'SysEnter') return undefined;
    const { task, lock } = before();
    const { call, arg } = task[params[0] as Caller];
    return call === 'openat' && arg.flags.has('DONTWAIT') && lock !== 'none' ? ('waits' as const) : undefined;
  }

  act(before: Seen, label: Label, after: Seen): Acted {
    const name = String(label.params[0]);
    const p = this.#scenario.callers.find((one) => one === name);
    const ops = p === undefined ? this.#rivalStep(before, name) : this.#callerStep(before, label, after, p);
    const events = this.#scenario.callers.flatMap((one) => this.#eventsOf(before, after, one));
    return { ops, events: [...events, ...this.#ownEvents(before, name)] };
  }

  #callerStep(before: Seen, { action }: Label, after: Seen, p: Caller): Op[] {
    if (URGENT.includes(action)) return [];
    if (action !== 'SysEnter' || this.#callers.isRestarted(before, p))
      return this.#callers.step(before, after, p);
    return callsOf(this.#calling, p, before.task[p].call as Call, before.ends);
  }

  #isLast({ task }: Seen, p: Caller): boolean {
    return task[p].call === this.#last;
  }

  /** What a last call that has ended has moved is told with it. */
  #eventsOf(before: Seen, after: Seen, p: Caller): string[] {
    const ended = this.#isLast(before, p) ? `${p} returned OK` : undefined;
    const events = this.#callers.events(before, after, p);
    const piped = after.task[p].sigpipe === 'sent' && before.task[p].sigpipe === 'none';
    return [
      ...events.map((event) => (event === ended ? `${event} ${this.#toldMoved(before, after, p)}` : event)),
      ...(piped ? [`${p} handled signal ${SIGPIPE}`] : []),
    ];
  }

  #toldMoved(before: Seen, after: Seen, p: Caller): string {
    const { count, got } = movedBy(before, after, p);
    if (this.#counted.includes(p)) return String(count);
    return got.length === 0 ? 'nothing' : got.join(' ');
  }

  #keeper(nr: number, ...args: Arg[]): CallOp {
    return { op: 'call', task: KEEPER, nr, args };
  }

  #rivalStep(before: Seen, name: string): Op[] {
    const { world } = this.#calling;
    const operation = nextOf(before, this.#scenario.rivals.find((one) => one.name === name)!)!;
    switch (operation.step) {
      case 'SetFlags':
        return [world.read, world.write].map((fd) =>
          this.#keeper(NR.fcntl, fd, F_SETFL, flagsOf(this.#scenario, 'off')),
        );
      case 'SpliceClear':
        // From the pipe to itself: it is refused, and has taken FMODE_NOWAIT away.
        return [this.#keeper(NR.splice, world.read, 0, world.write, 0, UNIT, 0)];
      case 'SpliceLock': {
        const args: Arg[] = [world.source, 0, world.spliced, 0, UNIT, 0];
        return [{ op: 'call', task: this.tasks[name]!, nr: NR.splice, args }];
      }
      case 'SpliceRead':
        return [this.#keeper(NR.write, world.feed, { data: written(this.#scenario, [SPLICED]) }, UNIT)];
      case 'SpliceQuit':
        return [{ op: 'kill', task: this.tasks[name]!, signal: SIGNUMS.interrupt }];
      case 'Release':
        return [this.#keeper(NR.close, operation.end === 'read' ? world.read : world.write)];
      case 'SendSignal':
        return this.#callers.signal(before, operation);
      case 'ResolveFault':
        return [bring(this.#scenario, operation.of)];
    }
  }

  #ownEvents(before: Seen, name: string): string[] {
    const rival = this.#scenario.rivals.find((one) => one.name === name);
    const next = rival === undefined ? undefined : nextOf(before, rival);
    switch (next?.step) {
      case 'ResolveFault':
        return [`${KEEPER_NAME} brought pages: 0`];
      case 'SpliceRead':
        return [`${name} returned OK`];
      case 'SpliceQuit':
        return [`${name} handled interrupt`, `${name} returned EINTR`];
      case 'SendSignal':
        return this.#callers.signalled(before, next);
      default:
        return [];
    }
  }

  #showOf(s: Seen, p: Caller): Show {
    const { pc } = s.task[p];
    if (pc === 'blocked' || pc === 'fault') return 'asleep';
    return pc === 'mapped' ? `parked at ${POINTS.copy}` : this.#callers.show(s, p);
  }

  show(s: Seen): Record<string, Show> {
    const callers = this.#scenario.callers.map((p): [string, Show] => [p, this.#showOf(s, p)]);
    const splicer = this.#splicer;
    if (splicer === undefined) return Object.fromEntries(callers);
    return Object.fromEntries([...callers, [splicer, s.lock === splicer ? 'asleep' : 'idle']]);
  }

  isEnd(s: Seen): boolean {
    // A signal that is pending shows when a call ends.
    return this.#scenario.callers.every(
      (p) => !this.#showOf(s, p).startsWith('parked at ') && s.task[p].sig === 'none',
    );
  }

  observed(...[state, legs, seen]: Parameters<Scene<Seen>['observed']>): Seen {
    return observed(this.#scenario, state, legs, seen);
  }

  probe(s: Seen): readonly Probe[] {
    return probe(this.#calling, this.#asksNowait, s, this.show(s));
  }

  read(call: CallOp, { value, out }: Returned): string | undefined {
    const result = decodeValue(value);
    if (call.task === KEEPER) return readKeeper(this.#calling, call, result, out);
    if (typeof result === 'string') return `returned ${result}`;
    const p = this.#scenario.callers.find((one) => this.tasks[one] === call.task);
    // Beside the callers only the one who splices makes a call.
    if (p === undefined) return 'returned OK';
    switch (call.nr) {
      case NR.fcntl:
        return call.args[0] === endOf(this.#calling.world, this.#scenario, p) ? 'returned OK' : undefined;
      case NR.openat:
        return 'returned OK';
      default:
        if (this.#counted.includes(p)) return `returned OK ${result / UNIT}`;
        return `returned OK ${told(this.#scenario, out[0] ?? new Uint8Array(), result)}`;
    }
  }
}

/** The scenario of that name, of a variant. `model` is another one for a test. */
export function sceneOf(
  variant: VariantName,
  scenario: string,
  model: Model<Seen> = walkedModel(variant, scenario),
): Scene<Seen> {
  return new PipeScene(variant, scenario, model);
}
