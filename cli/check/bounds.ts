// SPDX-License-Identifier: MIT
// syspec check --bounds: are the verdicts one above each bound those at the bound?
import { EXIT, SyspecError } from '../../base/errors.ts';
import {
  type BoundOptions,
  type BoundRow,
  compareBounds,
  isAsExpected,
  showBounds,
} from '../../verdicts/bounds.ts';
import type { NotChecked } from '../../verdicts/row.ts';
import type { Filter, Subject } from '../../verdicts/select.ts';
import type { Printed } from '../stdout.ts';
import { notCheckedLines } from './not-checked.ts';

/** The options of `check` that it takes. */
export interface BoundFlags extends Pick<Filter, 'variant' | 'scenario'> {
  readonly json: boolean;
}

interface Watch extends Pick<BoundOptions, 'onProgress'> {
  /** Proposals that should be looked at too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
}

/** The variants whose bounds are raised: those whose verdicts are of the proposal itself. */
const RAISED_VARIANTS = ['proposed', 'naive'];

/** The largest graph above a bound: some ten seconds of search. */
const RAISED_STATES = 400_000;

/** What it prints of these subjects, as `boundRowsText`. @throws SyspecError BAD_USAGE where no bound is raised */
export function boundsText(
  subjects: readonly Subject[],
  { variant, scenario, json }: BoundFlags,
  { notChecked = [], onProgress }: Watch = {},
): Printed {
  const rows = subjects.flatMap((subject) => {
    const variants = subject.models.variants.filter((name) =>
      variant === undefined ? RAISED_VARIANTS.includes(name) : name === variant,
    );
    return compareBounds(subject, {
      variants,
      scenario,
      states: RAISED_STATES,
      ...(onProgress && { onProgress }),
    });
  });
  if (rows.length === 0) {
    throw new SyspecError(
      'BAD_USAGE',
      'no bound is raised there',
      'Widen --variant or --scenario, or give the model its bounds.',
    );
  }
  return boundRowsText(rows, json, notChecked);
}

const NOTHING = 'XX nothing was compared, so that there is no verdict\n';

/** Exit 1 where a verdict above a bound is another one, and nothing says why; 3 where not one was compared. */
export function boundRowsText(
  rows: readonly BoundRow[],
  json: boolean,
  notChecked: readonly NotChecked[] = [],
): Printed {
  const isCompared = rows.some(({ raised, claims }) => raised !== null && claims > 0);
  const ok = isCompared && rows.every(isAsExpected) && notChecked.length === 0;
  const refused = notChecked.length > 0 ? { notChecked } : {};
  const text = json
    ? `${JSON.stringify({ schema: 1, ok, bounds: rows, ...refused })}\n`
    : [showBounds(rows), ...(isCompared ? [] : [NOTHING]), ...notCheckedLines(notChecked)].join('');
  if (notChecked.length > 0) return { text, exitCode: EXIT.usage };
  if (!isCompared) return { text, exitCode: EXIT.environment };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}
