// SPDX-License-Identifier: MIT
// A program that a cgroup has run whenever one of its UNIX sockets is connected (kernel/bpf/cgroup.c, Linux 6.12).
import { NR } from '../../../harness/protocol/nr.ts';
import type { Arg, Reloc } from '../../../harness/protocol/types.ts';
import { cString } from '../../../harness/registers.ts';
import {
  assemble,
  attributes,
  COMMAND,
  countingProgram,
  type Ending,
  MAP_TYPE_ARRAY,
} from '../../../harness/scripted/bpf.ts';
import { mkdir, open } from '../../../harness/scripted/calls.ts';
import { enterGroup, mountCgroup2 } from '../../../harness/scripted/cgroup.ts';
import type { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../../harness/scripted/run.ts';
import type { Script } from '../../../harness/scripted/script.ts';
import { type Rewrite, rewriting } from './rewrite.ts';

const PROG_TYPE_CGROUP_SOCK_ADDR = 18;
const BPF_CGROUP_UNIX_CONNECT = 49;

const HIERARCHY = '/run/cgroup';
const COUNT = 8;
const KEY = 4;

function bpf(script: Script, task: number, command: number, size: number, attr: Arg): number {
  return script.call(task, NR.bpf, command, attr, size);
}

/** Mounts the hierarchy, once in a guest. */
export function mountCgroups(script: Script, task: number): void {
  mountCgroup2(script, task, HIERARCHY);
}

/** A cgroup, and a program of it that counts its runs; `manager` makes them, and may read the count. */
export class ConnectProgram {
  readonly #script: JudgedScript;
  readonly #manager: number;
  readonly #folder: string;
  readonly #map: Arg;

  constructor(script: JudgedScript, manager: number, name: string) {
    this.#script = script;
    this.#manager = manager;
    this.#folder = `${HIERARCHY}/${name}`;
    mkdir(script, manager, this.#folder);
    const map = { 0: MAP_TYPE_ARRAY, 4: KEY, 8: COUNT, 12: 1 };
    this.#map = script.open(manager, NR.bpf, COMMAND.mapCreate, attributes(16, map), 16);
  }

  /** From here on the program is run. */
  attach(ending: Ending, rewrite?: Rewrite): void {
    const folder = open(this.#script, this.#manager, this.#folder);
    const relocs: Reloc[] = [
      { at: 0, size: 4, arg: folder },
      { at: 4, size: 4, arg: this.#load(ending, rewrite) },
    ];
    const attr = attributes(16, { 8: BPF_CGROUP_UNIX_CONNECT }, relocs);
    bpf(this.#script, this.#manager, COMMAND.progAttach, 16, attr);
  }

  /** From here on the task's new sockets are the cgroup's. It takes no descriptor. */
  enter(task: number): void {
    enterGroup(this.#script, task, this.#folder);
  }

  /** How often the program must have been run. */
  expectRuns(count: number): void {
    const relocs: Reloc[] = [
      { at: 0, size: 4, arg: this.#map },
      { at: 8, arg: { data: new Uint8Array(KEY) } },
      { at: 16, arg: { out: COUNT } },
    ];
    const op = bpf(this.#script, this.#manager, COMMAND.mapLookup, 32, attributes(32, {}, relocs));
    const observed = (run: ScriptRun): string => {
      const bytes = run.buffer(op);
      return bytes.length === COUNT ? String(bytes.readBigUInt64LE()) : 'unread';
    };
    this.#script.expectThat({ label: '  times the program ran', expected: String(count), observed });
  }

  #load(ending: Ending, rewrite: Rewrite | undefined): Arg {
    const { instructions, mapFd } = countingProgram(ending, rewrite && rewriting(rewrite));
    const relocs: Reloc[] = [
      { at: 8, arg: { data: assemble(instructions), relocs: [{ ...mapFd, arg: this.#map }] } },
      { at: 16, arg: cString('GPL') },
    ];
    const numbers = { 0: PROG_TYPE_CGROUP_SOCK_ADDR, 4: instructions.length, 68: BPF_CGROUP_UNIX_CONNECT };
    const attr = attributes(72, numbers, relocs);
    return this.#script.open(this.#manager, NR.bpf, COMMAND.progLoad, attr, 72);
  }
}
