// SPDX-License-Identifier: MIT
// What an outsider sees of callers, in every model that has such.
import type { CallerSeen } from './callers.ts';

/** Where a caller stands: `outside` has not begun its program, whose first call this is. */
export function standingOf(
  { pc, call }: Pick<CallerSeen, 'pc' | 'call'>,
  { program: [first] }: { readonly program: readonly string[] },
): 'outside' | 'inside' | 'done' | 'dead' {
  if (pc === 'done' || pc === 'dead') return pc;
  return pc === 'enter' && call === first ? 'outside' : 'inside';
}

/** The same of each caller. */
export function ofEach<P extends string, T, V>(
  task: Readonly<Record<P, T>>,
  seen: (me: T) => V,
): Readonly<Record<P, V>> {
  const found: Partial<Record<P, V>> = {};
  for (const p of Object.keys(task) as P[]) found[p] = seen(task[p]);
  return found as Record<P, V>;
}
