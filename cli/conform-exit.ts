// SPDX-License-Identifier: MIT
// How `syspec conform` ends.
import { EXIT } from '../base/errors.ts';
import { lacksPrivilegeAlone, type Report } from '../conformance/report/rows.ts';
import { UNTESTABLE } from './failure.ts';

/** Whether nothing speaks against the kernel, and some rows are not judged. */
function isOpen({ results, coverage }: Report): boolean {
  const wrong = results.filter(({ ok }) => !ok);
  const isUnjudged = wrong.every(({ verdict }) => verdict === 'inconclusive');
  return wrong.length > 0 && isUnjudged && coverage.every(({ ok }) => ok);
}

/**
 * @param bisect whether git is to be told: it takes both 1 and 3 for a bad commit. Elsewhere a row without a verdict is as red as any:
 * `syspec test` makes a run again that ends with 3
 */
export function exitCodeOfReport(report: Report, bisect: boolean): number {
  if (report.ok) return EXIT.holds;
  const none = report.interrupted === true || lacksPrivilegeAlone(report);
  if (bisect && (none || isOpen(report))) return UNTESTABLE;
  return none ? EXIT.environment : EXIT.failed;
}
