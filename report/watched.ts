// SPDX-License-Identifier: MIT
// A counterexample on a kernel, step by step, as `explain --kernel --json` printed it into a file.
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { readInput } from '../base/input.ts';
import { parsedJson } from '../conformance/replay/refused.ts';
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

const refused = (message: string): SyspecError =>
  new SyspecError('BAD_INPUT', message, "Write it by 'syspec explain SLUG VARIANT --kernel --json'.");

const other = (file: string, what: string): SyspecError =>
  refused(`${file}: this is no output of 'explain --kernel --json', but other ${what}`);

function jsonOf(file: string): unknown {
  const text = readInput(file);
  if (!text.trimStart().startsWith('{')) throw other(file, 'text');
  try {
    return parsedJson(text, file);
  } catch (error) {
    // Its hint is about another kind of file.
    throw refused((error as SyspecError).message);
  }
}

/** @throws SyspecError BAD_INPUT for a file that cannot be read, or is no such output; with the line where it is no JSON */
export function readWatched(file: string): Watched {
  const { success, data } = schema.safeParse(jsonOf(file));
  if (!success) throw other(file, 'JSON');
  return { ...data, file };
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
