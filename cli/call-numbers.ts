// SPDX-License-Identifier: MIT
// Numbers of system calls from the command line: --nr CALL=N.
import { InvalidArgumentError } from 'commander';
import { SyspecError } from '../base/errors.ts';
import type { Numbers } from '../conformance/harness/numbers.ts';

/** Reads one more `NAME=NUMBER`. @throws InvalidArgumentError for anything else */
export function readNumber(text: string, before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const [, name, number] = /^(\w+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Give CALL=NUMBER.');
  return new Map([...before, [name, Number(number)]]);
}

/**
 * The numbers that are given, by the proposal and the call. A proposal stands for its call while it adds one alone.
 * @param added the new calls of each proposal that is asked for, by its slug
 * @throws SyspecError BAD_USAGE for a name that is none of them
 */
export function givenNumbers(
  given: ReadonlyMap<string, number>,
  added: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Numbers> {
  const numbers = new Map<string, Numbers>();
  for (const [name, number] of given) {
    const owner = [...added].find(([, calls]) => calls.includes(name)) ?? [name, added.get(name) ?? []];
    const [slug, calls] = owner;
    const call = calls.includes(name) ? name : calls.length === 1 ? calls[0] : undefined;
    if (call === undefined) {
      const all = [...added.values()].flat().join(', ');
      const message =
        calls.length > 1 ? `${name} adds ${calls.length} calls` : `there is no new call '${name}'`;
      throw new SyspecError('BAD_USAGE', `--nr ${name}=${number}: ${message}`, `There is: ${all || 'none'}.`);
    }
    numbers.set(slug, { ...numbers.get(slug), [call]: number });
  }
  return numbers;
}
