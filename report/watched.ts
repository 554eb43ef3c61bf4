// SPDX-License-Identifier: MIT
// A counterexample on a kernel, step by step, as `explain --kernel --json` printed it into a file.
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { readInput } from '../base/input.ts';
import { parsedJson } from '../conformance/replay/refused.ts';
import type { Story } from '../explain/story.ts';
import type { Input } from '../records/inputs.ts';
import { inputsNow, type Run } from '../records/record.ts';

/** What a kernel showed along a counterexample. */
export const walkSchema = z.object({
  variant: z.string(),
  scenario: z.string(),
  claim: z.string(),
  row: z.string(),
  kernel: z.object({
    target: z.string(),
    times: z.int(),
    followed: z.int(),
    steps: z.array(z.object({ name: z.string(), text: z.string(), observed: z.string().nullable() })),
  }),
});

const schema = walkSchema.extend({
  schema: z.literal(1),
  slug: z.string(),
  inputs: z.record(z.string(), z.string()),
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

/**
 * What a walk along a counterexample depends on, as it is now: the lanes that judge themselves are no part of it.
 * @param hash as of `inputsNow`
 */
export function inputsOfWalk(root: string, slug: string, hash?: (input: Input) => string): Run['inputs'] {
  const { 'own lanes': _, ...inputs } = inputsNow(root, slug, 'conform', hash);
  return inputs;
}

/** The inputs that are not what they were when a kernel was watched; one that the file does not have is one of them. */
export function changedInputs({ inputs }: Watched, walk: Run['inputs']): string[] {
  const today: Readonly<Record<string, string | undefined>> = walk;
  return Object.keys(today).filter((input) => inputs[input] !== today[input]);
}

type About = Pick<Watched, 'slug' | 'variant' | 'scenario' | 'row'>;

const isSame = (a: About, b: About): boolean =>
  a.slug === b.slug && a.variant === b.variant && a.scenario === b.scenario && a.row === b.row;

/** A counterexample, as far as it matters whose it is. */
interface Found {
  readonly row: string;
  readonly story: Pick<Story, 'slug' | 'variant' | 'scenario'>;
}

/** The file about a counterexample, if there is one. */
export function watchedOf(watched: readonly Watched[], { row, story }: Found): Watched | undefined {
  return watched.find((one) => isSame(one, { ...story, row }));
}

/** @throws SyspecError BAD_INPUT for a file that no page shows */
export function requireUsed(watched: readonly Watched[], counterexamples: readonly Found[]): void {
  const used = counterexamples.map((one) => watchedOf(watched, one));
  const idle = watched.find((one) => !used.includes(one));
  if (idle === undefined) return;
  const { file, slug, variant, row, scenario } = idle;
  const twin = watched.find((one) => one !== idle && isSame(one, idle));
  const what = `${row} of ${slug}, ${variant} in ${scenario}`;
  throw new SyspecError(
    'BAD_INPUT',
    twin === undefined
      ? `${file} is about ${what}: no such counterexample was found`
      : `${file} and ${twin.file} are both about ${what}`,
  );
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
