// SPDX-License-Identifier: MIT
// A run on several kernels, one after the other: what the first has shown is not lost with the second.
import type { Report } from '../conformance/report/rows.ts';

/** What came of the kernels. */
export interface Kernels {
  /** Of those that were begun; the last one is `interrupted` where there are more. */
  readonly reports: readonly Report[];
  /** What went wrong on the next one; absent where nothing did, or where the run was told to end. */
  readonly trouble?: { readonly error: unknown };
}

/** How one of them is run, and what ends that. */
export interface OnEach<K> {
  run(kernel: K): Promise<Report>;
  /** Called with each report that is whole, before the next kernel. */
  keep(report: Report): Promise<void>;
  readonly signal: AbortSignal;
}

/** Runs the kernels until one is in trouble or `signal` ends that. Throws what the first one throws: then there is nothing to show. */
export async function kernelByKernel<K>(
  kernels: readonly K[],
  { run, keep, signal }: OnEach<K>,
): Promise<Kernels> {
  const reports: Report[] = [];
  try {
    for (const kernel of kernels) {
      if (signal.aborted && reports.length > 0) break;
      const report = await run(kernel);
      reports.push(report);
      if (report.interrupted !== true) await keep(report);
    }
  } catch (error) {
    if (reports.length === 0) throw error;
    const trouble = signal.aborted ? {} : { trouble: { error } };
    return { reports: marked(reports, kernels.length), ...trouble };
  }
  return { reports: marked(reports, kernels.length) };
}

/** So that what was not run does not pass for what was. */
function marked(reports: readonly Report[], asked: number): readonly Report[] {
  if (reports.length === asked) return reports;
  return reports.map((report, i) =>
    i === reports.length - 1 ? { ...report, interrupted: true, ok: false } : report,
  );
}
