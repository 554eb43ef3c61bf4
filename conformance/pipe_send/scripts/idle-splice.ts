// SPDX-License-Identifier: MIT
// Who has the mutex of a pipe for as long as a script likes: a splice(2) from a socket on which nothing comes.
import { SHUT_RDWR } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { write } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';

/** Descriptors that its sockets take. */
export const SOCKETS = 2;

/** Two connected sockets, and a splice from the first. */
export class IdleSplice {
  readonly #script: JudgedScript;
  readonly #maker: number;
  readonly #first: number;
  #op = 0;

  /** The sockets are the maker's, whose lowest free descriptor is `first`. */
  constructor(script: JudgedScript, maker: number, first: number) {
    [this.#script, this.#maker, this.#first] = [script, maker, first];
    socketPair(script, maker);
  }

  /** Takes the mutex, by a task that has the maker's descriptors. */
  take(by: number, pipe: Arg): void {
    this.#op = this.#script.call(by, NR.splice, this.#first, 0, pipe, 0, 1, 0);
    this.#script.expect(this.#op, 'splice', 'blocked');
  }

  /** Lets go of it by finding the end of the input: by itself that wakes nobody. */
  quit(): void {
    this.#script.call(this.#maker, NR.shutdown, this.#first + 1, SHUT_RDWR);
    this.#script.expectInTheEnd(this.#op, 'splice, of a socket that is shut down', '0');
  }

  /** Lets go of it by bringing a byte. */
  bring(): void {
    write(this.#script, this.#maker, this.#first + 1, 'x');
    this.#script.expectInTheEnd(this.#op, 'splice, of a byte', '1');
  }
}
