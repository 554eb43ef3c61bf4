// SPDX-License-Identifier: MIT
// TOMOYO in a guest (security/tomoyo, Linux 6.12): its policy goes live, and its log says what it was asked.
import { O_CREAT } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import { cString } from '../../../harness/registers.ts';
import { mkdir, mountOn, open, writeFile } from '../../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../../harness/scripted/run.ts';
import type { Fd } from '../../../harness/scripted/script.ts';
import { type SocketType, TYPES } from './sockets.ts';

const SECURITYFS = '/run/securityfs';
const FOLDER = `${SECURITYFS}/tomoyo`;

/** The domain of every task until one has executed a program. */
const DOMAIN = '<kernel>';

/** In a name: any number, in decimal. */
export const DIGITS = '\\$';

/** TOMOYO's own word for connecting a socket of that type. */
const OPERATION: Readonly<Record<SocketType, string>> = {
  stream: 'connect',
  dgram: 'send',
  seqpacket: 'connect',
};

/** What a task may connect a socket of its own to. */
export interface Permission {
  readonly type: SocketType;
  /** As TOMOYO writes names: see `tomoyoName`. */
  readonly name: string;
}

/** A path as TOMOYO writes it (tomoyo_encode2). */
export function tomoyoName(path: string): string {
  return [...Buffer.from(path)]
    .map((byte) => {
      if (byte === 0x5c) return '\\\\';
      if (byte > 0x20 && byte < 0x7f) return String.fromCharCode(byte);
      return `\\${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}

/** The line of the policy that permits it. */
export function permissionLine({ type, name }: Permission): string {
  return `network unix ${type} ${OPERATION[type]} ${name}`;
}

/** Profile 0: connecting needs a permission, all else is free, and what was asked is logged. */
export function profileText(): string {
  const enforced = TYPES.map(
    (type) =>
      `0-CONFIG::network::unix_${type}_${OPERATION[type]}={ mode=enforcing grant_log=yes reject_log=yes }`,
  );
  return `${[
    '0-PREFERENCE={ max_audit_log=1024 max_learning_entry=0 }',
    '0-CONFIG={ mode=disabled grant_log=no reject_log=no }',
    ...enforced,
  ].join('\n')}\n`;
}

/** The policy of the one domain: these permissions, and the profile. */
export function policyText(permissions: readonly Permission[]): string {
  return `${[DOMAIN, 'use_profile 0', ...permissions.map(permissionLine)].join('\n')}\n`;
}

/**
 * Makes the policy live. TOMOYO does not until a loader is there and a certain program is executed; that neither of them
 * is a program does not matter to it (tomoyo_load_policy). It can be done once in a guest.
 */
export function activate(script: JudgedScript, task: number, permissions: readonly Permission[]): void {
  mountOn(script, task, 'securityfs', SECURITYFS);
  writeFile(script, task, `${FOLDER}/profile`, profileText());
  writeFile(script, task, `${FOLDER}/manager`, `${DOMAIN}\n`);
  writeFile(script, task, `${FOLDER}/domain_policy`, policyText(permissions));
  mkdir(script, task, '/sbin');
  for (const path of ['/sbin/tomoyo-init', '/sbin/init'])
    writeFile(script, task, path, 'no program', O_CREAT);
  const program = cString('/sbin/init');
  const argv = { data: new Uint8Array(16), relocs: [{ at: 0, arg: program }] };
  const executed = script.call(task, NR.execve, program, argv, 0);
  script.expect(executed, 'executing what is no program', 'ENOEXEC');
}

/** Takes a permission away. */
export function withdraw(script: JudgedScript, task: number, permission: Permission): void {
  const text = `${DOMAIN}\ndelete ${permissionLine(permission)}\n`;
  writeFile(script, task, `${FOLDER}/domain_policy`, text);
}

/** Gives a permission. */
export function permit(script: JudgedScript, task: number, permission: Permission): void {
  writeFile(script, task, `${FOLDER}/domain_policy`, `${DOMAIN}\n${permissionLine(permission)}\n`);
}

/**
 * What TOMOYO logged of one question: `granted stream /run/s`.
 * @returns undefined when the record is broken off
 */
export function readLogged(record: string): string | undefined {
  const granted = /^#.* granted=(yes|no) /.exec(record)?.[1];
  const asked = /\nnetwork unix (\w+) (?:connect|send) (\S+)\n/.exec(record);
  if (granted === undefined || asked === null) return undefined;
  return `${granted === 'yes' ? 'granted' : 'denied'} ${asked[1]} ${asked[2]}`;
}

/** Longer than any record here. */
const RECORD = 4096;

/** More records than a script can leave behind that did not go as it should. */
const LEFT_BEHIND = 8;

/** The log, which is emptied by reading; the task that has it need not be the one that is asked about. */
export class TomoyoLog {
  readonly #script: JudgedScript;
  readonly #task: number;
  readonly #fd: Fd;

  constructor(script: JudgedScript, task: number) {
    this.#script = script;
    this.#task = task;
    this.#fd = open(script, task, `${FOLDER}/audit`);
    this.#read(LEFT_BEHIND);
  }

  /** What must have been asked since the last time: these questions, in this order, and no others. */
  expect(...questions: readonly string[]): void {
    const reads = this.#read(questions.length + 1);
    const observed = (run: ScriptRun): string =>
      reads
        .map((op) => run.text(op))
        .filter((record) => record !== '')
        .map((record) => readLogged(record) ?? 'an unreadable record')
        .join(', ') || 'nothing';
    const expected = questions.join(', ') || 'nothing';
    this.#script.expectThat({ label: '  TOMOYO was asked', expected, observed }, reads);
  }

  #read(times: number): number[] {
    return Array.from({ length: times }, () =>
      this.#script.call(this.#task, NR.read, this.#fd, { out: RECORD }, RECORD),
    );
  }
}
