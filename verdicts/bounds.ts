// SPDX-License-Identifier: MIT
// Each bound raised by one: are the verdicts those at the bound? What is too large to be explored is said to be.
import { aligned } from '../base/table.ts';
import type { Instance } from '../models/proposal.ts';
import { expectations } from '../spec/index.ts';
import { type AskedClaim, askExplorer } from './explorer.ts';
import type { Subject } from './select.ts';

/** One bound of one scenario, for one variant. */
export interface BoundRow {
  readonly slug: string;
  readonly variant: string;
  readonly scenario: string;
  readonly bound: string;
  readonly from: number;
  /** Distinct states at the bound, and one above it; null where that does not fit. */
  readonly distinct: number;
  readonly raised: number | null;
  /** How many claims were compared, and those whose verdict is another one above the bound: `C8: holds, violated`. */
  readonly claims: number;
  readonly differs: readonly string[];
  /** Why verdicts differ there, as the model says; null where they should not. */
  readonly because: string | null;
}

/** What to compare. */
export interface BoundOptions {
  readonly variants: readonly string[];
  /** The largest graph that is explored. */
  readonly states: number;
  readonly scenario?: string | undefined;
  readonly onProgress?: (text: string) => void;
}

const FOUND = (kind: string | undefined): string => kind ?? 'inconclusive';

/** Verdicts and size; undefined where the graph has more states than that. */
function judged(instance: Instance, asked: readonly AskedClaim[], states: number) {
  // Without properties first: that it does not fit is soon known.
  const size = askExplorer(instance, [], { limits: { states } }).size;
  if (size === undefined) return undefined;
  return { size, verdicts: askExplorer(instance, asked).answers.map(({ verdict }) => FOUND(verdict)) };
}

/** The rows of one subject, by variant and scenario. Throws SyspecError BAD_MODEL as a search does. */
export function compareBounds({ proposal, models }: Subject, options: BoundOptions): BoundRow[] {
  const rows = expectations(proposal);
  return options.variants.flatMap((variant) =>
    models.scenarios
      .filter((scenario) => options.scenario === undefined || options.scenario === scenario)
      .flatMap((scenario) => {
        const here = rows.filter((e) => e.variant === variant && e.scenario === scenario);
        const asked = here.map(
          ({ id, part, fair }): AskedClaim => ({ claim: id, part: fair ? part : 'unfair' }),
        );
        const raised = (models.raised ?? []).filter((one) => one.scenario === scenario);
        const at = judged(models.variant(variant, scenario), asked, options.states);
        if (at === undefined) return [];
        return raised.map(({ bound, from, because, instance }): BoundRow => {
          options.onProgress?.(`${proposal.slug} ${variant} ${scenario}: ${bound} ${from + 1}`);
          const above = judged(instance(variant), asked, options.states);
          const differs = here.flatMap(({ claim }, i) => {
            const [below, found] = [at.verdicts[i]!, above?.verdicts[i] ?? at.verdicts[i]!];
            return below === found ? [] : [`${claim}: ${below}, ${found}`];
          });
          return {
            ...{ slug: proposal.slug, variant, scenario, bound, from, distinct: at.size },
            ...{ raised: above?.size ?? null, claims: asked.length, differs },
            because: because?.[variant] ?? null,
          };
        });
      }),
  );
}

/** Nothing differs, or it is said why; a reason for what does not differ is wrong too. */
export function isAsExpected({ raised, differs, because }: BoundRow): boolean {
  return raised === null || differs.length > 0 === (because !== null);
}

const count = (n: number | null): string => (n === null ? 'too large' : n.toLocaleString('en-US'));

/** The table for people. */
export function showBounds(rows: readonly BoundRow[]): string {
  const header = ['variant', 'scenario', 'bound', 'states', 'raised to', 'states', 'claims', 'differ'];
  const cells = rows.map((row) => [
    ...[row.variant, row.scenario, `${row.bound} ${row.from}`, count(row.distinct), String(row.from + 1)],
    ...[count(row.raised), row.raised === null ? '-' : String(row.claims), row.differs.join('; ') || '-'],
  ]);
  const reasons = new Set(
    rows.flatMap(({ because, raised }) => (because && raised !== null ? [because] : [])),
  );
  const lines = aligned([header, ...cells]);
  const wrong = rows.filter((row) => !isAsExpected(row)).length;
  const said = [...reasons].map((reason) => `${reason}\n`).join('');
  const fits = rows.filter(({ raised }) => raised !== null).length;
  return `${lines.join('\n')}\n${said}${fits} of ${rows.length} bounds compared one above, ${wrong} with another verdict than expected\n`;
}
