// SPDX-License-Identifier: MIT
// Types that the package's own types, and those of what it depends on, take from the surroundings: whoever compiles against them may have
// neither the library `dom` nor @types/node. Where one of these is there, they are merged into its own.
declare global {
  interface AbortSignal {
    readonly aborted: boolean;
    throwIfAborted(): void;
  }

  interface URL {
    toJSON(): string;
  }
}

export {};
