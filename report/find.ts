// SPDX-License-Identifier: MIT
// What there is to show of one variant in one scenario, from one search: the rows, the counterexamples, and a small state graph.
import { type Told, tell } from '../explain/story.ts';
import { askExplorer, rowOf } from '../verdicts/explorer.ts';
import { questions } from '../verdicts/questions.ts';
import { type Row, toRow } from '../verdicts/row.ts';
import type { Subject } from '../verdicts/select.ts';
import { type DrawnGraph, graphOf, MOST_STATES } from './graph/graph.ts';
import { type Movie, movieOf } from './movie.ts';
import type { Counterexample } from './shown.ts';

/** One search: a variant in a scenario. */
export interface Place {
  readonly slug: string;
  readonly variant: string;
  readonly scenario: string;
}

/** What came of it. It is plain data: it goes from one thread to another. */
export interface Found {
  readonly rows: readonly Row[];
  readonly counterexamples: readonly Counterexample[];
  /** Of a graph that is small enough to be drawn. */
  readonly graph: DrawnGraph | undefined;
}

/** The places of a proposal, in the document's order. */
export function placesOf(subject: Subject): Place[] {
  const { slug } = subject.proposal;
  const places = new Map<string, Place>();
  for (const { question } of questions(subject, 'explorer', {})) {
    const { variant, scenario } = question;
    places.set(`${variant}\n${scenario}`, { slug, variant, scenario });
  }
  return [...places.values()];
}

/** Searches. Throws what the explorer throws. */
export function look(subject: Subject, { variant, scenario }: Place): Found {
  const { proposal, models } = subject;
  const asked = questions(subject, 'explorer', { variant, scenario });
  const instance = models.variant(variant, scenario);
  const { answers, verdicts, size } = askExplorer(instance, asked);
  const rows = asked.map(({ question }, i) => toRow(question, answers[i]!));
  const counterexamples = asked.flatMap(({ claim: id, part }, i): Counterexample[] => {
    const verdict = verdicts[i];
    if (verdict?.kind !== 'violated' || (part !== 'safety' && part !== 'liveness')) return [];
    const claim = proposal.claims.find((one) => one.id === id)!;
    const { trace, unexplained } = verdict;
    const told: Told = {
      ...{ proposal, models, variant, scenario, claim, part, trace, model: instance.model },
      unexplained: unexplained !== undefined,
    };
    const { steps, ...story } = tell(told);
    // A guard has a function, which cannot be sent.
    const plain = steps.map((step) => ({
      ...step,
      guard: step.guard && { rule: step.guard.rule, text: step.guard.text },
    }));
    const movie: Movie = movieOf([trace.initial, ...trace.steps.map(({ state }) => state)]);
    return [{ row: rowOf({ claim: id, part }), story: { ...story, steps: plain }, movie }];
  });
  const graph =
    size === undefined || size > MOST_STATES
      ? undefined
      : graphOf(subject, { variant, scenario }, instance, verdicts);
  return { rows, counterexamples, graph };
}
