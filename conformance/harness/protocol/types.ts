// SPDX-License-Identifier: MIT
// What a shim is told to do, and what it saw: plain data, without a proposal and without a verdict.

/** A value of an argument. A number is the raw 64-bit register: negative ones wrap. */
export type Arg =
  | number
  | bigint
  /** The address of a copy of these bytes in the task's arena, with values written into the copy. */
  | { readonly data: Uint8Array; readonly relocs?: readonly Reloc[] }
  /** The address of a zeroed buffer of so many bytes, whose contents are in the result. */
  | { readonly out: number }
  /** The address of a copy, whose contents after the call are in the result. */
  | { readonly inout: Uint8Array; readonly relocs?: readonly Reloc[] }
  /** The value that a slot holds: -1 while no returned call has saved into it. */
  | { readonly slot: number }
  /** The pid of a task of this sequence. */
  | { readonly pid: number };

/** A value written into a copy of bytes: an address in an iovec, a slot's fd in SCM_RIGHTS or in a pollfd. */
export interface Reloc {
  /** Offset in bytes. */
  readonly at: number;
  /** Bytes written, little-endian: 8 when absent; 4 for an int, or for a pointer of a 32-bit ABI. */
  readonly size?: 4 | 8;
  readonly arg: Arg;
}

/** How a call enters the kernel: by a system call, or as a request in a ring of its task's. */
export type Abi = SystemCallAbi | 'io_uring';

/** The system calls of x86: each has a table of numbers and a form of its arguments. */
export type SystemCallAbi = '64' | 'int80' | 'x32';

/** Makes a task. `flags` are clone's (CLONE_VM, CLONE_FILES, ...). */
export interface SpawnOp {
  readonly op: 'spawn';
  readonly task: number;
  /**
   * The task that calls clone. Absent: the shim does, with CLONE_VM, CLONE_NEW* or nothing in `flags`; the
   * new task has no fd, and the sequence's folder as its current one.
   */
  readonly parent?: number;
  /** With a parent, the low byte is the exit signal; without one it is SIGCHLD. */
  readonly flags: number;
  readonly uid?: number;
  readonly gid?: number;
  /** A folder for chroot, relative to the sequence's folder ('.' is that one). */
  readonly root?: string;
}

/** One system call. */
export interface CallOp {
  readonly op: 'call';
  readonly task: number;
  /** '64' when absent. */
  readonly abi?: Abi;
  /** Of io_uring the opcode. */
  readonly nr: number;
  /** At most six; of io_uring fd, addr, len, off, the opcode's flags, and IOSQE_* flags (`shim/wire/protocol.h`). */
  readonly args: readonly Arg[];
  /** The slot that takes the result when the call returns. */
  readonly save?: number;
}

/** Installs a handler that counts deliveries, with or without SA_RESTART. */
export interface HandlerOp {
  readonly op: 'handler';
  readonly task: number;
  readonly signal: number;
  readonly restart: boolean;
}

/** A signal that the controller sends, to this one task (tgkill). */
export interface KillOp {
  readonly op: 'kill';
  readonly task: number;
  readonly signal: number;
}

/** Adds a point of the kernel to those at which the task parks; a shim of capability `points` can. */
export interface ArmOp {
  readonly op: 'arm';
  readonly task: number;
  /** The name of the step in front of which it is; `*` is every point. */
  readonly point: string;
  /** At which passage from now on alone, counted from 1; at each when absent. */
  readonly nth?: number;
  /** From now on SIGKILL too leaves the task parked, at any point, with the signal pending. */
  readonly stays?: true;
}

/** The task parks nowhere any more; one that is parked stays so. */
export interface DisarmOp {
  readonly op: 'disarm';
  readonly task: number;
}

/** Lets a parked task go on, until it parks again, blocks, or its call returns. */
export interface ReleaseOp {
  readonly op: 'release';
  readonly task: number;
}

/**
 * Has the task freeze as soon as it runs, by the freezer of cgroup v1: where it sleeps, where it is about to return to user mode,
 * or in user mode. One that is parked freezes when it is released. It then counts as blocked, and does not die. A shim of
 * capability `freezer` can.
 */
export interface FreezeOp {
  readonly op: 'freeze';
  readonly task: number;
}

/** Lets a frozen task go on. */
export interface ThawOp {
  readonly op: 'thaw';
  readonly task: number;
}

export type Op = SpawnOp | CallOp | HandlerOp | KillOp | ArmOp | DisarmOp | ReleaseOp | FreezeOp | ThawOp;

/** Operations that run in a folder of their own, with tasks of their own. */
export interface Sequence {
  readonly ops: readonly Op[];
}

/** A call that returned. */
export interface Returned {
  readonly task: number;
  /** Index in `ops` of the call. */
  readonly op: number;
  /** As the kernel gives it: -errno when it failed. */
  readonly value: bigint;
  /** The contents of each `out` and `inout`, in the order in which the call's arguments name them. */
  readonly out: readonly Uint8Array[];
}

/** What was seen when nothing could run any more after one operation. */
export interface Settled {
  /** In the order in which the calls returned: the operation's own, and earlier ones that were blocked. */
  readonly returned: readonly Returned[];
  /** Tasks whose call has been issued and has not returned, and which are not parked. */
  readonly blocked: readonly number[];
  /** Tasks that stand in front of a step: as with `blocked`, whether they came there just now or earlier. */
  readonly parked: readonly { readonly task: number; readonly point: string }[];
  /** `status` is wait4's; -1 when another task of the sequence reaped the task first. */
  readonly died: readonly { readonly task: number; readonly status: number }[];
  /** Deliveries to handlers since the operation before. */
  readonly signals: readonly { readonly task: number; readonly signal: number; readonly count: number }[];
  /** The pids of tasks made by this operation. */
  readonly spawned: readonly { readonly task: number; readonly pid: number }[];
}

/** What a sequence did. */
export interface SequenceResult {
  /** One for each operation; fewer when there is a fault. */
  readonly settled: readonly Settled[];
  /** What the shim refused or could not do: `busy: op 3, task 1`. */
  readonly fault?: string;
}

/** How the shim knows that a call is blocked: by quiescence, by FIFO order on one CPU, or from /proc. */
export type Grade = 'proved' | 'scheduled' | 'observed';

/** What a shim says of itself and of its kernel. */
export interface Hello {
  readonly version: number;
  readonly grade: Grade;
  /** uname's release. */
  readonly release: string;
  /** CPUs online. */
  readonly cpus: number;
  /** 'int80', 'x32', 'io_uring', 'chroot', 'setuid', ... : what this kernel and these privileges allow. */
  readonly capabilities: readonly string[];
  /** What a task executes as `[image, '--worker', task, memory]` to go on as a worker after execve. */
  readonly image: string;
  readonly memory: string;
}

/** A connected shim. */
export interface Shim {
  readonly hello: Hello;
  /**
   * Runs the sequences in order, one result each.
   * @throws ShimError when the shim ends or breaks the protocol; it holds the results that had come.
   */
  run(sequences: readonly Sequence[]): Promise<readonly SequenceResult[]>;
  /** Says goodbye and ends the connection; a shim that is PID 1 powers off. */
  close(): Promise<void>;
}
