// SPDX-License-Identifier: MIT
// What a proposal says of its call, so that it can be tried alone: the world that it is made in, and how it ends there.
import type { Numbers } from '../numbers.ts';
import { closeAll, mkdir, mount, unmount } from '../scripted/calls.ts';
import { Script } from '../scripted/script.ts';

/** Who does what: the keeper makes the world and looks at it, the caller makes the call. They share their descriptors. */
export const [KEEPER, CALLER] = [0, 1];

/** Where each world has a file system of its own: whatever is left of a call keeps it from being unmounted. */
export const MOUNT_POINT = 'm';

/** A script in which there are these two. */
export function begin(): Script {
  const script = new Script();
  script.fork(script.spawn());
  return script;
}

/** Mounts the world's file system. */
function mountWorld(script: Script): void {
  mkdir(script, KEEPER, MOUNT_POINT);
  mount(script, KEEPER, 'tmpfs', MOUNT_POINT);
}

/** Closes all and takes the file system away; the number of the umount. */
export function tearDown(script: Script): number {
  closeAll(script, KEEPER);
  return unmount(script, KEEPER, MOUNT_POINT);
}

/** What a call is made with: descriptors, beside the script. */
export interface World {
  readonly script: Script;
}

/** One way for a call to end. */
export interface Ending<W extends World> {
  readonly name: string;
  /** The calls that can end so: the proposal's, and those that it is compared with. */
  readonly calls: readonly string[];
  /** What the call returns; undefined when it does not, for its task is killed. */
  readonly returns: number | string | undefined;
  /** What is done before the call. */
  before?(world: W): void;
  /** What is done while the call sleeps; it sleeps exactly if there is such a thing. */
  asleep?(world: W): void;
}

/** Something that a kernel counts, and that must be as much after everything is closed as it was before. */
export interface Count {
  /** In the plural: `sockets`. */
  readonly what: string;
  /** Reads a file that has the count; gives the number of the operation. */
  read(script: Script, task: number): number;
  /** The count in that text; undefined when it is not there. */
  in(text: string): number | undefined;
}

/** A call that can be tried alone. */
export interface Subject<W extends World, E extends Ending<W> = Ending<W>> {
  /** Makes the world, in a file system of its own. */
  build(script: Script, ending: E): W;
  /** Makes the call `name`, by this task; the number of the operation. `numbers` are those of the proposal's calls. */
  call(world: W, name: string, numbers: Numbers, ending: E, task: number): number;
  /** Beside the open files. */
  readonly counts: readonly Count[];
}

/** A new world, ready for the call. */
export function enter<W extends World, E extends Ending<W>>(
  script: Script,
  subject: Subject<W, E>,
  ending: E,
): W {
  mountWorld(script);
  return subject.build(script, ending);
}
