// SPDX-License-Identifier: MIT
// A counterexample as one JSON object, schema 1.
import type { Story, Told } from '../explain/story.ts';

/** `syspec explain --json`: the story, null where there is none, and where else a claim is violated, null where nobody asked. */
export function explainJson(
  slug: string,
  variant: string,
  story: Story | undefined,
  others: readonly Told[] | null,
): object {
  return {
    schema: 1,
    ok: true,
    slug,
    variant,
    counterexample: story === undefined ? null : storyJson(story),
    others: others?.map(({ claim, scenario }) => ({ claim: claim.id, scenario })) ?? null,
  };
}

function storyJson(story: Story): object {
  const { claim, claimed, scenario, rules, lanes, beginning, steps, values, ending, after } = story;
  return {
    claim: claim.id,
    title: claim.title,
    violated: claimed,
    scenario,
    rules,
    lanes,
    beginning,
    steps: steps.map(({ reaches, guard, ...step }) => ({
      ...step,
      reaches: reaches ?? null,
      guard: guard === undefined ? null : { rule: guard.rule, text: guard.text },
    })),
    values,
    ending: ending ?? null,
    after,
  };
}
