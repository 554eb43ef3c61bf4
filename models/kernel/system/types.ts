// SPDX-License-Identifier: MIT
// What a small system is put together from, and its state: tasks, what tasks share, open file descriptions, objects.
import type { SystemErrno } from './errno.ts';
import type { Held, Kind } from './held.ts';
import type { SignalName, Signals } from './signals.ts';

export type FileId = `f${number}`;
export type PartId = `p${number}`;
export type TaskId = `t${number}`;

/** The result of a call: a value or an error's name; and what it wrote into the caller's memory. */
export interface Result {
  readonly value: number | SystemErrno;
  readonly out?: string;
  /** The descriptors that it made, in order. */
  readonly made?: readonly number[];
  /** The row of a proposal's table of errors that decided, where it has one. */
  readonly row?: string;
}

/** What a step comes to: a value, an error, a result; or the queue in which the call now sleeps. */
export type Answer = number | SystemErrno | Result | Waiting;

/** A call that sleeps; `done`: what it returns when a signal ends that, where it has done something already. */
export interface Waiting {
  readonly waits: WaitQueue;
  /** The descriptor that it opens when it returns. */
  readonly reserves?: number;
  readonly done?: Result;
}

/** Tasks that sleep until they are woken, the first one first: all of them exclusive waiters. */
export type WaitQueue = TaskId[];

/** The arguments of a call, as they were given. */
export type Args = Readonly<Record<string, unknown>>;

/** A call that a task is in. */
export interface Frame {
  /** Which op of the sequence issued it. */
  readonly op: number;
  readonly call: string;
  readonly args: Args;
  /** The kernel's step. */
  at: string;
  asleep: boolean;
  /** What its descriptors referred to when it began, by number; see `keepFiles` in `fd.ts`. */
  files?: readonly (readonly [fd: number, file: FileId])[];
  /** The descriptor that it opens when it returns; see `reserve` in `fd.ts`. */
  reserved?: number;
  /** What the call keeps while it runs; see `locals.ts`. */
  locals?: Held<unknown>;
}

/** One call: what its next step does. A step ends in `finish`, `fallAsleep`, or a new `frame.at`. */
export interface Rule {
  /** The arguments that are descriptors. */
  readonly descriptors?: readonly string[];
  /** Whether the rule says what happens; without it, it always does. A call that is not covered is not made. */
  covers?(world: World, task: Task, args: Args): boolean;
  step(world: World, task: Task, frame: Frame): void;
}

/** Whether something is said of a call of the task with these arguments. */
export type Covers = (world: World, task: Task, args: Args) => boolean;

/** Rules by the names of their calls. */
export type Rules = Readonly<Record<string, Rule>>;

/**
 * A kind of object that descriptors are of. S: its state in one system, all objects of the kind; R: what an open file
 * description says of its object: an id, an end of it.
 */
export interface ObjectKind<S, R> extends Kind<S> {
  /** The state while there is no object. */
  initial(): S;
  /** All queues in which a task can sleep. */
  queues(state: S): Iterable<WaitQueue>;
  /** The last reference to a description is gone (`file_operations.release`). */
  release(world: World, object: R): void;
  /** The last reference to a description of any kind is gone: what hangs on it, such as a file lock, goes first (`__fput`). */
  closed?(world: World, file: FileId): void;
  /** fcntl(F_SETFL) on it, beside O_NONBLOCK: the call takes away every other flag that it does not name. */
  setFlags?(world: World, object: R): void;
  /** read(2) and write(2) on it; without one, nothing is said of the call. */
  read?(world: World, task: Task, object: R, args: ReadArgs): Answer;
  write?(world: World, task: Task, object: R, args: WriteArgs): Answer;
}

/** What read(2) and write(2) have in common. */
export interface MoveArgs {
  /** The description is not O_NONBLOCK, or the call has slept already. */
  readonly mayWait: boolean;
  /** The description is O_NONBLOCK now, or the call is; `mayWait` where absent. Some objects ask again after each sleep. */
  readonly nonblock?: boolean;
  /** Memory of the process in which no page is, instead of a buffer. */
  readonly buffer?: 'unmapped' | undefined;
}

export interface ReadArgs extends MoveArgs {
  readonly count: number;
}

export interface WriteArgs extends MoveArgs {
  readonly data: string;
  /** No SIGPIPE. */
  readonly quiet?: boolean;
  /** In how many buffers the bytes are, each as long as the first but for the last; one where absent. */
  readonly parts?: number | undefined;
}

/** The object that a description was opened on. */
export interface Reference<R> {
  readonly kind: ObjectKind<unknown, R>;
  readonly to: R;
}

/** An open file description. */
export interface OpenFile {
  readonly object: Reference<unknown>;
  /** Opened with O_PATH. */
  readonly opath: boolean;
  nonblock: boolean;
  /** Descriptors, in all tables, that refer to it. */
  refs: number;
}

/** The flags of clone(2) by which two tasks have one and the same thing. */
export type CloneFlag = 'CLONE_VM' | 'CLONE_FS' | 'CLONE_FILES' | 'CLONE_SIGHAND' | 'CLONE_THREAD';

/** What each task has, alone or together with others: a table of descriptors, a working directory, an address space. */
export interface TaskPart<T> extends Kind<T> {
  /** Cloned with this flag, a task has the same as its parent; without, a copy. */
  readonly shared: CloneFlag;
  initial(): T;
  /** References that a copy takes. */
  copied?(world: World, copy: T): void;
  /** What execve(2) puts in its place; without it, the task keeps what it has. What is returned is the task's own. */
  exec?(world: World, value: T): T;
  /** The last task that has it ends, or puts another one in its place. */
  release?(world: World, task: Task, value: T): void;
}

/** What a task may do: `struct cred`, as far as it is modelled. */
export interface Cred {
  /** The real and the saved user. */
  readonly real: number;
  /** The effective user and group. */
  readonly uid: number;
  readonly gid: number;
  /** By which files are judged. */
  readonly fsuid: number;
  readonly fsgid: number;
  /** Effective capabilities; `others` stands for all that are not about files. */
  readonly caps: readonly Capability[];
}

/** CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, and the rest. */
export type Capability = 'override' | 'search' | 'owner' | 'others';

export interface Task {
  readonly id: TaskId;
  cred: Cred;
  /** The thread group, by its first task. */
  group: TaskId;
  /** None when the task has ended. */
  parts: readonly PartId[];
  /** In the order in which they are looked at; see `signals.ts`. */
  readonly pending: SignalName[];
  life: 'alive' | 'exiting' | 'dead';
  /** While `exiting`: descriptions that are still to be released, one a step, the last one first. */
  readonly works: FileId[];
  frame: Frame | undefined;
}

/** What happened since the last op: calls that returned and signals that were handled, in order. */
export type Event =
  | { readonly kind: 'returned'; readonly task: TaskId; readonly op: number; readonly result: Result }
  | { readonly kind: 'handled'; readonly task: TaskId; readonly signal: SignalName }
  | { readonly kind: 'died'; readonly task: TaskId };

/** What a system is put together from; see `compose.ts`. */
export interface System {
  readonly kinds: readonly ObjectKind<unknown, unknown>[];
  readonly parts: readonly TaskPart<unknown>[];
  readonly signals: Signals;
  readonly rules: Rules;
  /** What a call of any kind has to pass beside its own rule's; see `ObjectPlugin.covers`. */
  readonly covers: readonly Covers[];
  /** The release of Linux that it does as, as `6.12`; see `linux.ts`. */
  readonly linux: string;
}

/** The state of a kind of object, with its kind. */
export interface HeldObjects extends Held<unknown> {
  readonly kind: ObjectKind<unknown, unknown>;
}

/** A part, with its kind. */
export interface HeldPart extends Held<unknown> {
  readonly kind: TaskPart<unknown>;
}

export interface World {
  readonly system: System;
  /** The state of each kind of object. */
  readonly objects: readonly HeldObjects[];
  /** What tasks have, alone or together. */
  readonly parts: Map<PartId, HeldPart>;
  readonly files: Map<FileId, OpenFile>;
  readonly tasks: Map<TaskId, Task>;
  events: Event[];
  /** The next number of an object, a part, a description. */
  next: number;
}
