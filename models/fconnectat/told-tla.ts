// SPDX-License-Identifier: MIT
// A scenario as the TLA+ has it, so that it can be told in the words of the document. It is no model: nothing runs it.
import { actorsOf, type Fields, inOrder, type TlaActors } from '../kernel/told-tla.ts';
import { type Arg, FLAGS } from './names.ts';
import { RACE, SCENARIOS, type Scenario } from './scenarios.ts';
import { argText } from './told-arguments.ts';

type Lists<T> = Readonly<Record<string, readonly T[]>>;

/** What FconnectatWorld reads of a scenario. */
interface TlaWorld extends TlaActors<Arg> {
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
  readonly opened: Readonly<Record<string, { readonly dir: string; readonly path: readonly string[] }>>;
}

const listenersOf = ({ boundTo, type, sock, queue }: TlaWorld) =>
  Object.keys(boundTo).map((name) => {
    const others = (queue[name] ?? []).filter((each) => each !== 'x');
    const state = [sock[name], ...others.map((each) => `its queue holds ${each}`)].join(', ');
    const queued = (queue[name] ?? []).length - others.length;
    return { name, inode: boundTo[name], type: type[name], state, queued };
  });

/** The TLA+ says of whom a freeze is, where the model has `to`. */
const operationOf = ({ of, ...rest }: Fields) => (of === undefined ? rest : { ...rest, to: of });

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

/** It may name what no scenario of the model has. */
export function scenarioOfTla(name: string, fields: Fields): Scenario {
  const world = fields as unknown as TlaWorld;
  const model = SCENARIOS.find((each) => each.name === name) ?? { ...RACE, name, rivals: [] };
  const scenario = {
    name,
    fs: filesOf(world, model),
    sockets: inOrder(world.socket, model.sockets),
    listeners: listenersOf(world),
    fullAt: world.backlog,
    hasProc: world.proc,
    opened: world.opened,
    ...actorsOf(world, model, { flags: FLAGS, argText, operation: operationOf }),
  };
  return scenario as unknown as Scenario;
}
