// SPDX-License-Identifier: MIT
// A few jobs at a time, in order.

/**
 * Runs the jobs, at most `width` at once, and gives their results in the order of the jobs. The first failure is
 * thrown, after the jobs that had started have ended; the others are not started.
 */
export async function inParallel<T>(jobs: readonly (() => Promise<T>)[], width: number): Promise<T[]> {
  const results: T[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < jobs.length && failures.length === 0) {
      const job = next++;
      try {
        results[job] = await jobs[job]!();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
