// SPDX-License-Identifier: MIT
// A scenario as the TLA+ has it, so that it can be told in the words of the document. It is no model: nothing runs it.
import { type Arg, FLAGS } from './names.ts';
import { RACE, SCENARIOS, type Scenario } from './scenarios.ts';
import { argText } from './told-arguments.ts';

type Fields = Readonly<Record<string, unknown>>;
type Lists<T> = Readonly<Record<string, readonly T[]>>;

/** What FconnectatWorld reads of a scenario. */
interface TlaWorld {
  readonly root: string;
  readonly name: readonly string[];
  readonly inode: readonly string[];
  readonly target: Lists<string>;
  readonly socket: readonly string[];
  readonly entry: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly denySearch: readonly string[];
  readonly tooLong: readonly string[];
  readonly maxLinks: number;
  readonly nowrite: readonly string[];
  readonly boundTo: Readonly<Record<string, string>>;
  readonly type: Readonly<Record<string, string>>;
  readonly sock: Readonly<Record<string, string>>;
  readonly queue: Lists<string>;
  readonly backlog: number;
  readonly proc: boolean;
  readonly caller: readonly string[];
  readonly arg: readonly Readonly<Record<string, Arg>>[];
  readonly opened: Readonly<Record<string, { readonly dir: string; readonly path: readonly string[] }>>;
  readonly script: Lists<Fields>;
  readonly loopingCaller: readonly string[];
  readonly loopingRival: readonly string[];
}

/** A set has no order: as `known` has it, what is not in that behind. */
function inOrder<T>(
  found: readonly T[],
  known: readonly T[],
  textOf: (each: T) => string = String,
): readonly T[] {
  const places = new Map(known.map((each, at) => [textOf(each), at]));
  const placeOf = (each: T) => places.get(textOf(each)) ?? known.length;
  return [...new Map(found.map((each) => [textOf(each), each])).values()].sort(
    (a, b) => placeOf(a) - placeOf(b),
  );
}

const listenersOf = ({ boundTo, type, sock, queue }: TlaWorld) =>
  Object.keys(boundTo).map((name) => {
    const others = (queue[name] ?? []).filter((each) => each !== 'x');
    const state = [sock[name], ...others.map((each) => `its queue holds ${each}`)].join(', ');
    const queued = (queue[name] ?? []).length - others.length;
    return { name, inode: boundTo[name], type: type[name], state, queued };
  });

/** The TLA+ calls a step `op`, a signal its kind, and who is frozen is the one of whom it is. */
const operationOf = ({ op, kind, of, ...rest }: Fields) => ({
  step: op,
  ...(kind === undefined ? {} : { signal: kind }),
  ...(of === undefined ? {} : { to: of }),
  ...rest,
});

function filesOf(world: TlaWorld, { fs }: Scenario) {
  const dirs = inOrder(Object.keys(world.entry), fs.dirs);
  const [tooLong] = world.tooLong;
  return {
    root: world.root,
    dirs,
    names: inOrder(world.name, fs.names),
    inodes: inOrder(world.inode, fs.inodes),
    entries: world.entry,
    links: world.target,
    denySearch: inOrder(world.denySearch, fs.denySearch),
    denyWrite: inOrder(world.nowrite, fs.denyWrite),
    maxLinks: world.maxLinks,
    ...(tooLong === undefined ? {} : { tooLong: world.tooLong.join(', ') }),
  };
}

function argsOf({ arg }: TlaWorld, model: Scenario, p: string): readonly Arg[] {
  const given = arg.map((each) => ({ ...each[p]!, flags: inOrder(each[p]!.flags, FLAGS) }));
  return inOrder(given, model.args[p as keyof Scenario['args']] ?? [], argText);
}

/** It may name what no scenario of the model has. */
export function scenarioOfTla(name: string, fields: Fields): Scenario {
  const world = fields as unknown as TlaWorld;
  const model = SCENARIOS.find((each) => each.name === name) ?? { ...RACE, name, rivals: [] };
  const callers = inOrder(world.caller, model.callers);
  const scenario = {
    name,
    fs: filesOf(world, model),
    sockets: inOrder(world.socket, model.sockets),
    listeners: listenersOf(world),
    fullAt: world.backlog,
    hasProc: world.proc,
    callers,
    loopers: world.loopingCaller,
    args: Object.fromEntries(callers.map((p) => [p, argsOf(world, model, p)])),
    opened: world.opened,
    rivals: Object.entries(world.script).map(([rival, program]) => ({
      name: rival,
      loops: world.loopingRival.includes(rival),
      program: program.map(operationOf),
    })),
  };
  return scenario as unknown as Scenario;
}
