// SPDX-License-Identifier: MIT
// How an item of a checklist is answered: by what is seen in the patches, by lines of the gate, by a sentence, or by a person.
import type { Material } from '../material.ts';
import type { Selftest } from '../selftest/selftest.ts';

/** What is sent as one series: the lines that it adds, and its mails. */
export interface Sent {
  /** `7.3`, `7.3 fixes`. */
  readonly on: string;
  /** Whether it is the fixes alone, of which nothing is asked that is about a call. */
  readonly isFixes: boolean;
  /** The lines that its patches add, by file. */
  readonly added: ReadonlyMap<string, readonly string[]>;
  /** Subjects of the patches, in their order. */
  readonly subjects: readonly string[];
  /** The patches as mails, in their order. */
  readonly mails: readonly string[];
  /** The mail before them. */
  readonly letter: string;
}

/** An item, and how it is answered. */
export interface Item {
  /** `8`, or `S8` of the second list. */
  readonly number: string;
  readonly asks: string;
  /** `gate`: by lines of the gate alone. */
  readonly by: 'check' | 'gate' | 'sentence' | 'person';
  /** null where a person has to answer, or the gate. */
  readonly holds: boolean | null;
  readonly answer: string;
  /** The lines of the gate that it goes by, without the base at their ends. */
  readonly lines: readonly string[];
}

/** An answer to one. */
export type Answer = Pick<Item, 'by' | 'holds' | 'answer' | 'lines'>;
/** What an item is answered from; the selftest is what was generated. */
export interface Seen extends Sent {
  readonly selftest: Pick<Selftest, 'rows'>;
}
export type Answering = (material: Material, sent: Seen) => Answer;

/** What is seen in the patches; the lines of the gate have to hold, too. */
export const checked = (holds: boolean, answer: string, lines: readonly string[] = []): Answer => ({
  ...{ by: 'check', holds, answer, lines },
});
/** Holds where nothing is found; else what is found is named behind what is wrong with it. */
export const noneOf = (found: readonly string[], answer: string, wrong: string): Answer =>
  checked(found.length === 0, found.length === 0 ? answer : `${wrong}: ${[...new Set(found)].join(', ')}`);
export const said = (answer: string): Answer => ({ by: 'sentence', holds: true, answer, lines: [] });
/** What lines of the gate find. */
export const gate =
  (lines: readonly string[], answer: string): Answering =>
  () => ({ by: 'gate', holds: null, answer, lines });
/** Nothing but a person; a sentence in `prose.md` with the item's number is an answer. */
export const person =
  (answer: string, lines: readonly string[] = []): Answering =>
  () => ({ by: 'person', holds: null, answer, lines });

/** The lines that patches add. */
export const all = ({ added }: Sent, file?: RegExp): string =>
  [...added].flatMap(([name, lines]) => (file === undefined || file.test(name) ? lines : [])).join('\n');

/** What is asked, and how it is answered. */
export type Asked = readonly [asks: string, answer: Answering];
