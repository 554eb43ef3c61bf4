// SPDX-License-Identifier: MIT
// Asks TLC about one mutant, which the modules in a folder are: about behaviours that go on for ever.
import { assuming } from '../../tla/runner/wrapper.ts';
import { moduleOf } from '../operators.ts';
import { type Finding, unjudged } from './finding.ts';
import { startIn } from './folder.ts';
import { type Ask, claimOf, propertiesOf } from './rows.ts';

/** The specification that is asked about, in its wrapper where it assumes what no specification of the modules does. */
const specOf = ({ place, spec, assumed }: Ask) =>
  assumed === undefined ? { spec } : assuming(moduleOf(place.manifest), spec, assumed);

/** What one ask finds. A row that is to be violated stands alone in its ask. */
export async function askSingle(ask: Ask, folder: string, signal?: AbortSignal): Promise<Finding> {
  const { place, rows } = ask;
  const { spec, ...wrapped } = specOf(ask);
  const run = await startIn(folder, place, { spec, properties: propertiesOf(ask) }, { signal, ...wrapped });
  const violated = rows.length === 1 && rows[0]!.violated;
  const claim = claimOf(ask, run);
  if (run.verdict === 'violated') return violated ? { kind: 'declared' } : { kind: 'broken', claim };
  if (run.verdict === 'holds') return violated ? { kind: 'broken', claim } : { kind: 'declared' };
  return unjudged(run);
}
