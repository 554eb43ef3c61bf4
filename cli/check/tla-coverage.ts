// SPDX-License-Identifier: MIT
// syspec check --tla-coverage: what do the runs of TLC evaluate of the TLA+'s actions?
import pc from 'picocolors';
import { EXIT } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import type { NotChecked } from '../../verdicts/row.ts';
import type { Subject } from '../../verdicts/select.ts';
import { type TlaCoverage, tlaCoverage } from '../../verdicts/tla-coverage.ts';
import type { Printed } from '../stdout.ts';
import { notCheckedLines } from './not-checked.ts';

interface Watch {
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
  /** Proposals that should be looked at too, and cannot be: then nothing is green. */
  readonly notChecked: readonly NotChecked[];
}

/** A proposal's coverage. */
export type Covered = TlaCoverage & { readonly slug: string };

function show({ slug, expressions, listed, unlisted, obsolete, ok }: Covered, colors: boolean): string {
  const { green, red } = pc.createColors(colors);
  const gaps = unlisted.length + listed.length;
  return [
    `${ok ? green('ok') : red('XX')} ${slug}: of ${counted(expressions, 'expression')} in actions ${gaps} are never evaluated, ${listed.length} of them with a reason`,
    ...unlisted.map((at) => `   never evaluated: ${at}`),
    ...obsolete.map((at) => `   listed as uncovered, and it is not: ${at}`),
    ...(unlisted.length === 0
      ? []
      : ["   add a scenario that reaches it, or give a reason in the manifest's uncovered"]),
  ].join('\n');
}

/** What is printed of these proposals. Exit 1 where a gap has no reason, or a reason no gap. */
export function coverageText(
  covered: readonly Covered[],
  json: boolean,
  colors: boolean,
  notChecked: readonly NotChecked[] = [],
): Printed {
  const ok = covered.length > 0 && covered.every((one) => one.ok) && notChecked.length === 0;
  const refused = notChecked.length > 0 ? { notChecked } : {};
  const text = json
    ? `${JSON.stringify({ schema: 1, results: covered, ok, ...refused })}\n`
    : [...covered.map((one) => `${show(one, colors)}\n`), ...notCheckedLines(notChecked)].join('');
  if (notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

/** Runs TLC for each proposal, one after the other, and prints as `coverageText`. */
export async function tlaCoverageText(
  subjects: readonly Subject[],
  { json, colors }: { readonly json: boolean; readonly colors: boolean },
  { onProgress, signal, notChecked }: Watch,
): Promise<Printed> {
  const covered: Covered[] = [];
  for (const { proposal, manifest } of subjects) {
    covered.push({ slug: proposal.slug, ...(await tlaCoverage(manifest, onProgress, signal)) });
  }
  return coverageText(covered, json, colors, notChecked);
}
