// SPDX-License-Identifier: MIT
// Reads values and states from the text that TLC prints.
import { SyspecError } from '../../base/errors.ts';
import type { TlaValue } from './value.ts';
import { ValueReader } from './value-reader.ts';

/**
 * Reads one value, for example `(a :> <<1, "x">> @@ b :> <<>>)`.
 * @throws SyspecError BAD_INPUT when the text is not one value: the message names the offset.
 */
export function parseValue(text: string): TlaValue {
  const reader = new ValueReader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/**
 * Reads a state: `/\ x = 1 /\ y = {}` over any number of lines, or `x = 1` where there is one variable.
 * @throws SyspecError BAD_INPUT as `parseValue` does, and for a variable that stands twice.
 */
export function parseState(text: string): Map<string, TlaValue> {
  const reader = new ValueReader(text);
  const state = new Map<string, TlaValue>();
  do {
    reader.skip('/\\');
    const name = reader.identifier();
    reader.expect('=');
    if (state.has(name)) throw new SyspecError('BAD_INPUT', `variable ${name} stands twice in a state`);
    state.set(name, reader.value());
  } while (reader.at('/\\'));
  reader.end();
  return state;
}
