// SPDX-License-Identifier: MIT
// Which expressions of a specification's actions were ever evaluated, over several runs with coverage.
import type { Span, TlcEvent } from './events.ts';
import type { Sources } from './source-text.ts';

type Evaluated = Extract<TlcEvent, { type: 'evaluated' }>;

const keyOf = ({ module, line, column, endLine, endColumn }: Span): string =>
  [module, line, column, endLine, endColumn].join(' ');

const before = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line < otherLine || (line === otherLine && column <= otherColumn);

/** Whether `inner` lies in `outer`. */
function contains(outer: Span, inner: Span): boolean {
  return (
    outer.module === inner.module &&
    before(outer.line, outer.column, inner.line, inner.column) &&
    before(inner.endLine, inner.endColumn, outer.endLine, outer.endColumn)
  );
}

/**
 * Gathers the events of runs. TLC counts operators, not literals, and does not list what stands in an expression when
 * all of it was evaluated as often.
 */
export class Coverage {
  readonly #spans = new Map<string, Span>();
  readonly #evaluated = new Set<string>();
  /** Expressions with nothing listed in them: all of each was evaluated. */
  readonly #whole = new Map<string, Span>();
  #last: Evaluated | undefined;

  /** Takes an event of any kind. */
  add(event: TlcEvent): void {
    if (event.type === 'evaluated') {
      this.#close(event.nesting);
      this.#last = event;
      const key = keyOf(event.span);
      this.#spans.set(key, event.span);
      if (event.count > 0) this.#evaluated.add(key);
    } else if (event.type === 'coverage' || event.type === 'finished') {
      this.#close(0);
    }
  }

  /** The last expression is whole unless the next one stands in it. */
  #close(nesting: number): void {
    const last = this.#last;
    this.#last = undefined;
    if (last !== undefined && last.count > 0 && nesting <= last.nesting)
      this.#whole.set(keyOf(last.span), last.span);
  }

  /** How many expressions were listed at all. */
  get size(): number {
    return this.#spans.size;
  }

  /** The expressions that no run evaluated, outermost ones only, in the order of the text. */
  uncovered(sources: Sources): Span[] {
    const never = [...this.#spans].filter(([key]) => !this.#evaluated.has(key)).map(([, span]) => span);
    // Only modules that were asked for are searched.
    for (const span of this.#spans.values()) sources.nameOf(span);
    const whole = withDefinitions([...this.#whole.values()], sources);
    const left = never.filter((span) => !whole.some((one) => contains(one, span)));
    return left
      .filter((span) => !left.some((other) => other !== span && contains(other, span)))
      .sort((a, b) => compare(a.module, b.module) || a.line - b.line || a.column - b.column);
  }
}

/** What an expression names was evaluated with it, and is not listed either. */
function withDefinitions(spans: readonly Span[], sources: Sources): readonly Span[] {
  const all = new Map(spans.map((span) => [keyOf(span), span]));
  // A Map also iterates over what is added on the way.
  for (const span of all.values()) {
    for (const body of sources.mentioned(span)) if (!all.has(keyOf(body))) all.set(keyOf(body), body);
  }
  return [...all.values()];
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
