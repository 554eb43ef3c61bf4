// SPDX-License-Identifier: MIT
// Trouble that is not a verdict: bad input (exit 2) and a bad environment (exit 3).

/** Every command's exit codes. */
export const EXIT = {
  holds: 0,
  failed: 1,
  usage: 2,
  environment: 3,
  unchecked: 4,
  interrupted: 130,
} as const;

/** What went wrong, as a word a program can switch on. */
export type ErrorCode =
  /** A document, specification, manifest or option that cannot be used as it is. */
  | 'BAD_INPUT'
  /** An option or argument that no command has, or a name that nothing has. */
  | 'BAD_USAGE'
  /** A model that breaks the explorer's rules. */
  | 'BAD_MODEL'
  /** A development tool (compiler, linter, test runner) that is not installed. */
  | 'TOOL_MISSING'
  /** No usable Java runtime. */
  | 'JAVA_MISSING'
  /** The TLC jar is absent and could not be fetched. */
  | 'TLC_MISSING'
  /** The TLC jar is not the pinned one. */
  | 'TLC_CHECKSUM'
  /** TLC ended in a way that is neither a verdict nor the specification's fault. */
  | 'TLC_CRASHED'
  /** Java, TLC or a search of our own ran out of memory. */
  | 'OUT_OF_MEMORY'
  /** Standard output cannot be written to, so that the verdict is lost. */
  | 'OUTPUT_FAILED'
  /** What came from the shim is not its protocol: garbage, a truncated frame, another version. */
  | 'SHIM_PROTOCOL'
  /** The connection to the shim ended in the middle: its guest crashed or was killed. */
  | 'SHIM_CLOSED'
  /** The shim does not compile here. */
  | 'SHIM_BUILD'
  /** A limit on time was reached, or a signal ended the run. */
  | 'INTERRUPTED'
  /** No kernel source, or one that cannot be built from. */
  | 'KERNEL_SOURCE'
  /** A kernel patch that does not apply as it is. */
  | 'KERNEL_PATCH'
  /** A kernel option that was asked for and is not in the final .config. */
  | 'KERNEL_CONFIG'
  /** The kernel's own build failed. */
  | 'KERNEL_BUILD'
  /** Whoever runs this may not do what it needs. */
  | 'NOT_PERMITTED'
  /** The guest did not start, or ended or hung when it should not. */
  | 'GUEST_DIED'
  /** The lanes do not hold on the kernel without a mutant, so that nothing can be said of one with. */
  | 'BASELINE_FAILS'
  /** No space left for what is to be written. */
  | 'DISK_FULL';

const USAGE: readonly ErrorCode[] = ['BAD_INPUT', 'BAD_USAGE', 'BAD_MODEL'];

/** An error for people: what happened, where, and what to do next. */
export class SyspecError extends Error {
  readonly code: ErrorCode;
  /** One sentence that says what to do next. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message);
    this.name = 'SyspecError';
    this.code = code;
    this.hint = hint;
  }

  /** 2 when the input is at fault, 3 when the environment is. */
  get exitCode(): number {
    return USAGE.includes(this.code) ? EXIT.usage : EXIT.environment;
  }
}
