// SPDX-License-Identifier: MIT
// The scenarios of the document on a kernel: who is there, and what each step of the model is.
import { fconnectat } from '../../../models/fconnectat/index.ts';
import type { Caller, Inode, Listener } from '../../../models/fconnectat/names.ts';
import { type Scenario, scenarioNamed } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import type { VariantName } from '../../../models/fconnectat/variants.ts';
import { nextOf } from '../../../models/kernel/rival.ts';
import type { Label, Model } from '../../../models/kit/index.ts';
import { AF_UNIX, RENAME_EXCHANGE, SOCK_NONBLOCK, SOCK_STREAM } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { numbered, SHARED } from '../../harness/schedule/callers.ts';
import { type Readings, readBy } from '../../harness/schedule/readings.ts';
import { type Acted, ofRivals, type Scene } from '../../harness/schedule/scene.ts';
import { type Fd, Script } from '../../harness/scripted/script.ts';
import { connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import type { Calling } from './calling.ts';
import { callsOf } from './calls.ts';
import { callersUid, type Files, join, KEEPER, makeFiles, modeOf } from './files.ts';
import { componentsInLoop, isAtBound } from './links.ts';
import { observed } from './observed.ts';
import { probe } from './probe.ts';
import { isProcfd, mountProc, pointsWithin } from './procfd.ts';
import { ELSEWHERE, readingsOf } from './readings.ts';
import { type ConnectCallers, callersOf, owned, ownerOf, show } from './show.ts';

/** One scenario of one variant. */
class FconnectatScene implements Scene<Seen> {
  readonly model: Model<Seen>;
  readonly tasks: Readonly<Record<string, number>>;
  readonly readings: Readings;
  readonly read: Scene<Seen>['read'];
  readonly isOneOnKernel: Scene<Seen>['isOneOnKernel'];
  readonly isAttackers: Scene<Seen>['isAttackers'];
  readonly #scenario: Scenario;
  readonly #calling: Calling;
  readonly #callers: ConnectCallers;
  readonly #setUp: readonly Op[];

  constructor(variant: VariantName, name: string, nr: number, model: Model<Seen>) {
    const scenario = scenarioNamed(name);
    this.#scenario = scenario;
    this.model = model;
    ({ isOneOnKernel: this.isOneOnKernel, isAttackers: this.isAttackers } = ofRivals<Seen>(scenario.rivals));
    // The keeper also moves names and changes rights.
    const owners = owned(scenario).map((one) => ownerOf(one.name));
    this.tasks = numbered(KEEPER, [...scenario.callers, ...owners]);
    this.#callers = callersOf(variant, scenario, this.tasks);
    this.readings = readingsOf(scenario);
    this.read = readBy(this.readings);
    const script = new Script();
    script.spawn({ root: '.' });
    const files = makeFiles(script, scenario);
    if (isProcfd(variant) && scenario.hasProc) mountProc(script);
    const sockets = this.#makeSockets(script);
    this.#calling = { scenario, variant, nr, files, sockets, tasks: this.tasks, callers: this.#callers };
    // Ordinary users where permissions are to stop them.
    const callers = this.#callers.make(KEEPER, callersUid(scenario));
    this.#setUp = [...script.ops, ...callers, ...this.#makeOwners()];
  }

  /** The arguments of these scenarios are the same in every initial state. */
  setUp(): readonly Op[] {
    return this.#setUp;
  }

  #makeSockets(script: Script): ReadonlyMap<Caller, Fd> {
    const { callers, args } = this.#scenario;
    const sockets = callers.map((p): [Caller, Fd] => {
      const { sockfd } = args[p]![0]!;
      if (sockfd === 'listening') return [p, listener(script, KEEPER, `/${p}`)];
      const fd = socket(script, KEEPER, 'stream', sockfd === 'nonblock' ? SOCK_NONBLOCK : 0);
      if (sockfd === 'connected') {
        listener(script, KEEPER, ELSEWHERE);
        connectTo(script, KEEPER, fd, ELSEWHERE);
      }
      return [p, fd];
    });
    return new Map(sockets);
  }

  /** Those who accept and close, and park in the middle of that. */
  #makeOwners(): Op[] {
    return owned(this.#scenario).flatMap(({ name, points }): Op[] => {
      const task = this.tasks[ownerOf(name)]!;
      const arms = points.map((point): Op => ({ op: 'arm', task, point }));
      return [{ op: 'spawn', task, parent: KEEPER, flags: SHARED }, ...arms];
    });
  }

  closed({ action, params }: Label, before: () => Seen) {
    if (action === 'Thaw' || action === 'SendSignal') return this.#closedTo(before(), params[0] as string);
    if (action !== 'WalkComponent') return undefined;
    const p = params[0] as Caller;
    const isTold = !isAtBound(this.#scenario, before(), p) || this.#rounds(before(), p) !== undefined;
    return isTold ? undefined : ('bound' as const);
  }

  /** Why what a rival does to a caller cannot be followed. */
  #closedTo(s: Seen, rival: string): 'noticed' | 'inside' | undefined {
    const operation = this.#operation(s, rival);
    if (operation.step === 'Thaw' && this.#callers.isNoticed(s, operation.to)) return 'noticed';
    // A call that was started again is parked where it begins.
    const isInside = operation.step === 'SendSignal' && this.#callers.isRestarted(s, operation.to);
    return isInside ? 'inside' : undefined;
  }

  #rounds(s: Seen, p: Caller): number | undefined {
    return componentsInLoop(this.#scenario, s, p);
  }

  act(before: Seen, label: Label, after: Seen): Acted {
    const name = label.params[0] as string;
    const isCaller = (this.#scenario.callers as readonly string[]).includes(name);
    const ops = isCaller
      ? this.#callerStep(before, label, after, name as Caller)
      : this.#rivalStep(before, label, after, name);
    return {
      ops: [...ops, ...this.#callers.goOn(before, after, name)],
      events: [
        ...this.#scenario.callers.flatMap((p) => this.#callers.events(before, after, p)),
        ...this.#ownEvents(before, label),
      ],
    };
  }

  #callerStep(before: Seen, { action }: Label, after: Seen, p: Caller): Op[] {
    if (action === 'SysEnter' && !this.#callers.isRestarted(before, p)) return this.#callOf(before, p);
    const rounds = action === 'WalkComponent' && isAtBound(this.#scenario, before, p);
    const within = isProcfd(this.#calling.variant)
      ? pointsWithin(this.#calling, before, action, after, p)
      : 0;
    const more = rounds ? (this.#rounds(before, p) ?? 0) : within;
    return this.#callers.step(before, after, p, more);
  }

  /** One that loops has a new socket for each of its programs. */
  #callOf(before: Seen, p: Caller): Op[] {
    const { loopers, args } = this.#scenario;
    const call = before.task[p].call;
    if (call === 'none') throw new Error(`${p} is in no call`);
    const made = callsOf(this.#calling, p, call, args[p]![0]!);
    const connects = call === 'connect' || call === 'fconnectat';
    if (!connects || !loopers.includes(p)) return made;
    const { slot } = this.#calling.sockets.get(p)!;
    return [
      { op: 'call', task: KEEPER, nr: NR.socket, args: [AF_UNIX, SOCK_STREAM, 0], save: slot },
      ...made,
    ];
  }

  /** What a rival does next. */
  #operation(s: Seen, rival: string) {
    return nextOf(s, this.#scenario.rivals.find(({ name }) => name === rival)!)!;
  }

  #rivalStep(before: Seen, { action }: Label, after: Seen, name: string): Op[] {
    const { files } = this.#calling;
    const operation = this.#operation(before, name);
    switch (operation.step) {
      case 'RenameExchange':
        return [this.#exchange(operation.a, operation.b)];
      case 'Chmod':
        return [this.#chmod(before, operation.inode, operation.denies)];
      case 'AcceptDequeue':
        return [this.#ofOwner(NR.accept, files, operation.on, 0, 0)];
      case 'ReleaseUnhash':
        return [this.#ofOwner(NR.close, files, operation.on)];
      case 'AcceptWake':
      case 'ReleaseDead':
        return [this.#callers.release(ownerOf(operation.on))];
      case 'SendSignal':
        return this.#callers.signal(before, operation);
      case 'Freeze':
        return this.#callers.freeze(before, after, operation.to);
      case 'Thaw':
        return this.#callers.thaw(before, after, operation.to);
      default:
        throw new Error(`no operation for ${action}`);
    }
  }

  #exchange(a: readonly [string, string], b: readonly [string, string]): Op {
    const { inodes } = this.#calling.files;
    const [from, to] = [inodes.get(a[0] as Inode)!, inodes.get(b[0] as Inode)!];
    const args = [from, cString(a[1]), to, cString(b[1]), RENAME_EXCHANGE];
    return { op: 'call', task: KEEPER, nr: NR.renameat2, args };
  }

  /** By the name that it has now. */
  #chmod({ entry }: Seen, inode: Inode, denies: boolean): Op {
    const { fs } = this.#scenario;
    const places = fs.dirs.flatMap((dir) => fs.names.map((name) => [dir, name] as const));
    const [dir, name] = places.find(([d, n]) => entry[d]![n] === inode)!;
    const mode = modeOf(this.#scenario, inode, denies) & 0o777;
    const args = [cString(join(this.#scenario, dir, name)), mode];
    return { op: 'call', task: KEEPER, nr: NR.chmod, args };
  }

  #ofOwner(nr: number, files: Files, on: Listener, ...rest: number[]): Op {
    return { op: 'call', task: this.tasks[ownerOf(on)]!, nr, args: [files.listeners.get(on)!, ...rest] };
  }

  /** Those of the rivals, and of handlers that run in user mode. */
  #ownEvents(before: Seen, { params }: Label): string[] {
    const rival = this.#scenario.rivals.find(({ name }) => name === params[0]);
    const next = rival === undefined ? undefined : nextOf(before, rival);
    if (next?.step === 'AcceptWake' || next?.step === 'ReleaseDead')
      return [`${ownerOf(next.on)} returned OK`];
    return next?.step === 'SendSignal' ? this.#callers.signalled(before, next) : [];
  }

  show(state: Seen) {
    return show(this.#scenario, this.#callers, state);
  }

  isEnd(state: Seen): boolean {
    return this.#callers.areAtRest(state);
  }

  observed(...[state, legs, seen]: Parameters<Scene<Seen>['observed']>): Seen {
    return observed(this.#scenario, state, legs, seen);
  }

  probe(state: Seen) {
    return probe(this.#calling, state);
  }
}

/** The scenario of that name, of a variant; `nr` is the number of the call. `model` is another one for a test. */
export function sceneOf(
  variant: VariantName,
  scenario: string,
  nr: number,
  model: Model<Seen> = fconnectat.variant(variant, scenario).model,
): Scene<Seen> {
  return new FconnectatScene(variant, scenario, nr, model);
}
