// SPDX-License-Identifier: MIT
// How `syspec conform` ends, and what it says of it to a program.
import { EXIT } from '../base/errors.ts';
import { lacksPrivilegeAlone, type Report } from '../conformance/report/rows.ts';
import { type Failure, UNTESTABLE } from './failure.ts';

/** Whether nothing speaks against the kernel, and some rows are not judged. */
function isOpen({ results, coverage }: Report): boolean {
  const wrong = results.filter(({ ok }) => !ok);
  const isUnjudged = wrong.every(({ verdict }) => verdict === 'inconclusive');
  return wrong.length > 0 && isUnjudged && coverage.every(({ ok }) => ok);
}

/**
 * @param bisect whether git is to be told: it takes both 1 and 3 for a bad commit. Elsewhere a row without a verdict is as red as any:
 * `syspec test` makes a run again that ends with 3
 * @param failure what kept the run from its end: the rest has no verdict
 */
export function exitCodeOfReport(report: Report, bisect: boolean, failure?: Failure): number {
  if (failure !== undefined) return bisect ? UNTESTABLE : failure.exitCode;
  if (report.ok) return EXIT.holds;
  const none = report.interrupted === true || lacksPrivilegeAlone(report);
  if (bisect && (none || isOpen(report))) return UNTESTABLE;
  return none ? EXIT.environment : EXIT.failed;
}

/** One object, with what went wrong before the run came to its end, and the variants that the kernel does not have. */
export function reportJson(
  report: Report,
  absent: readonly { readonly slug: string; readonly variant: string }[],
  failure?: Failure,
): string {
  const told = failure && {
    ok: false,
    error: { code: failure.code, message: failure.message, hint: failure.hint ?? null },
  };
  return `${JSON.stringify({ ...report, ...(absent.length === 0 ? {} : { absent }), ...told })}\n`;
}
