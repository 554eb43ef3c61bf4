// SPDX-License-Identifier: MIT
// A counterexample on a kernel, step by step, as `explain --kernel --json` printed it into a file.
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { readInput } from '../base/input.ts';
import type { Story } from '../explain/story.ts';

const schema = z.object({
  schema: z.literal(1),
  slug: z.string(),
  variant: z.string(),
  scenario: z.string(),
  claim: z.string(),
  kernel: z.object({
    target: z.string(),
    times: z.int(),
    followed: z.int(),
    steps: z.array(z.object({ name: z.string(), text: z.string(), observed: z.string().nullable() })),
  }),
});

/** One such file. */
export type Watched = z.infer<typeof schema> & { readonly file: string };

/** @throws SyspecError BAD_INPUT for a file that cannot be read, or is no such output */
export function readWatched(file: string): Watched {
  try {
    return { ...schema.parse(JSON.parse(readInput(file))), file };
  } catch (error) {
    if (error instanceof SyspecError) throw error;
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    const hint = "Write it by 'syspec explain SLUG VARIANT --kernel --json'.";
    throw new SyspecError('BAD_INPUT', `${file} has no counterexample on a kernel: ${why}`, hint);
  }
}

/** By step of the story, what the kernel showed after it; the first is what it showed before the first step. */
export function observedBySteps(
  { steps }: Pick<Story, 'steps'>,
  { kernel }: Watched,
): (string | undefined)[] {
  const seen: (string | undefined)[] = [undefined];
  let at = 0;
  for (const { kernel: name, text } of steps) {
    const found = kernel.steps.findIndex((step, i) => i >= at && step.text === `${name}: ${text}`);
    if (seen.length === 1 && found > 0) seen[0] = kernel.steps[found - 1]!.observed ?? undefined;
    seen.push(found < 0 ? undefined : (kernel.steps[found]!.observed ?? undefined));
    if (found >= 0) at = found + 1;
  }
  return seen;
}
