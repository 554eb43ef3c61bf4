// SPDX-License-Identifier: MIT
// What a wrapper printed (see observe): the values of its formulas, state by state and step by step.
import { SyspecError } from '../../base/errors.ts';
import { parseValue } from './parse-value.ts';
import { canonical, type TlaValue } from './value.ts';
import { MARK } from './wrapper.ts';

/** An action that takes a step; `actor` is its first parameter's canonical text, undefined where it has none. */
export interface Taken {
  readonly action: string;
  readonly actor: string | undefined;
}

/** One printed line: the values of the formulas, in their order. */
export type Mark =
  /** A distinct state, in the order in which they are found. */
  | { readonly kind: 'state'; readonly values: readonly boolean[] }
  /** An initial state; after its `state`. */
  | { readonly kind: 'initial'; readonly values: readonly boolean[] }
  /** A generated step; before the `state` of its target, if that is new. */
  | { readonly kind: 'step'; readonly values: readonly boolean[]; readonly taken: readonly Taken[] };

const KINDS = new Map<number, Mark['kind']>([
  [MARK.state, 'state'],
  [MARK.step, 'step'],
  [MARK.initial, 'initial'],
]);

/** A line of a wrapper's begins so; a specification may print others. */
const LINE = /^"<<[012], <</;

/** Reads lines; the few different ones are read once. */
export class MarkReader {
  readonly #known = new Map<string, Mark>();

  /** Undefined for a line that no wrapper printed. Throws SyspecError BAD_INPUT where a value is not true or false. */
  read(line: string): Mark | undefined {
    const known = this.#known.get(line);
    if (known !== undefined || !LINE.test(line)) return known;
    const mark = readMark(line);
    this.#known.set(line, mark);
    return mark;
  }
}

function readMark(line: string): Mark {
  const quoted = parseValue(line);
  const [kind, formulas, taken] = elements(parseValue(quoted.kind === 'string' ? quoted.value : ''));
  const values = elements(formulas).map((value) => {
    if (value.kind === 'boolean') return value.value;
    throw new SyspecError('BAD_INPUT', `a formula is ${canonical(value)}, not TRUE or FALSE`);
  });
  const name = KINDS.get(kind?.kind === 'integer' ? kind.value : -1)!;
  return name === 'step'
    ? { kind: name, values, taken: elements(taken).map(toTaken) }
    : { kind: name, values };
}

function toTaken(value: TlaValue): Taken {
  const [name, actor] = elements(value);
  const action = name?.kind === 'string' ? name.value : '';
  return { action, actor: actor && canonical(actor) };
}

function elements(value: TlaValue | undefined): readonly TlaValue[] {
  return value?.kind === 'sequence' || value?.kind === 'set' ? value.elements : [];
}
