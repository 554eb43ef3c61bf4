// SPDX-License-Identifier: MIT
// Asks TLC about behaviours that go on for ever: of one mutant at a time.
import { join } from 'node:path';
import { configText } from '../../tla/manifest.ts';
import { runTlc, type TlcRun } from '../../tla/runner/run.ts';
import { LARGE } from '../place.ts';
import { type Finding, TIME_LIMIT_MS, unjudged } from './finding.ts';
import type { Ask } from './rows.ts';

/** The properties of an ask. */
export function propertiesOf({ rows }: Ask): string[] {
  return rows.flatMap(({ property }) => property ?? []);
}

/** The claim that is violated, or those that may be: of several temporal properties TLC does not name the one. */
export function claimOf({ rows }: Ask, { violation }: TlcRun): string {
  const lively = rows.filter(({ property }) => property !== undefined);
  const named = lively.find(({ property }) => property === violation?.name)?.claim;
  return named ?? lively.map(({ claim }) => claim).join(' or ');
}

/** Runs TLC on the specification in `folder`. A row that is to be violated stands alone in its ask. */
export async function askLively(ask: Ask, folder: string, signal?: AbortSignal): Promise<Finding> {
  const { place, spec, rows } = ask;
  const { manifest, variant, scenario } = place;
  const run = await runTlc({
    spec: join(folder, manifest.module),
    configText: configText(manifest, variant, scenario, {
      spec,
      properties: propertiesOf(ask),
    }),
    libraries: [folder],
    log: join(folder, 'tlc.log'),
    timeLimitMs: TIME_LIMIT_MS,
    small: place.size < LARGE,
    signal,
  });
  const violated = rows.length === 1 && rows[0]!.violated;
  const claim = claimOf(ask, run);
  if (run.verdict === 'violated') return violated ? { kind: 'declared' } : { kind: 'broken', claim };
  if (run.verdict === 'holds') return violated ? { kind: 'broken', claim } : { kind: 'declared' };
  return unjudged(run);
}
