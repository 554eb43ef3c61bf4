// SPDX-License-Identifier: MIT
// What is wrong with a document: collected, not thrown one by one, so that an author sees all of it at once.
import { SyspecError } from '../base/errors.ts';

/** One fault of a document. */
export interface Problem {
  /** The document, as its reader was given it. */
  readonly file: string;
  /** Counted from 1; 0 when the fault is of the file as a whole. */
  readonly line: number;
  readonly message: string;
  /** A noun phrase: what should be there. */
  readonly expected: string;
  /** An imperative: what to do. */
  readonly hint: string;
}

/** The part of a problem that is text. */
export type Complaint = Pick<Problem, 'message' | 'expected' | 'hint'>;

/** `file:line: message; expected ...; hint`, on one line. */
export function formatProblem({ file, line, message, expected, hint }: Problem): string {
  return `${file}${line > 0 ? `:${line}` : ''}: ${message}; expected ${expected}; ${hint}`;
}

/** The BAD_INPUT error that lists `problems`, one on each line. */
export function refusal(problems: readonly Problem[]): SyspecError {
  return new SyspecError(
    'BAD_INPUT',
    problems.map(formatProblem).join('\n'),
    'spec/README.md says what a proposal document contains.',
  );
}

/** Collects the problems of one document, and remembers which of its places can no longer be trusted. */
export class Problems<Place extends string> {
  readonly #file: string;
  readonly #found: { readonly problem: Problem; readonly rank: number }[] = [];
  readonly #spoilt = new Set<Place>();

  constructor(file: string) {
    this.#file = file;
  }

  /** `rank`: the line before whose problems it is listed, where that is not its own. */
  add(place: Place, line: number, complaint: Complaint, rank: number = line): void {
    this.#spoilt.add(place);
    this.#found.push({ problem: { file: this.#file, line, ...complaint }, rank });
  }

  /** Whether none of `places` has a problem: only then does a cross-check say something true about them. */
  clean(places: readonly Place[]): boolean {
    return places.every((place) => !this.#spoilt.has(place));
  }

  /** All problems in the order of their lines; a cause before its consequences. */
  list(): Problem[] {
    return this.#found.toSorted((a, b) => a.rank - b.rank).map(({ problem }) => problem);
  }
}
