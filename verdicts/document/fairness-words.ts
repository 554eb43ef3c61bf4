// SPDX-License-Identifier: MIT
// What a liveness part assumes, in the words of a document.

/** That some processes go on: all of a kind, or those that do not loop; one by its name; or somebody. */
export type Assumed =
  | { readonly kind: 'weak' | 'strong'; readonly each: string; readonly loops: boolean }
  | { readonly kind: 'weak' | 'strong'; readonly one: string }
  | 'somebody';

/** The sentence; what else than all of a kind is assumed has no words of its own. */
export function fairnessText(assumed: readonly Assumed[]): string {
  const kinds = assumed.map((each) => (each !== 'somebody' && 'each' in each ? each : undefined));
  const [first] = kinds;
  if (first === undefined || kinds.some((each) => each?.kind !== first.kind)) return assumedText(assumed);
  const known = kinds.flatMap((each) => (each === undefined ? [] : [each]));
  const whose = known.map(({ each, loops }) => `of each ${each}${loops ? '' : ' that does not loop'}`);
  const left = known.filter(({ loops }) => !loops).map(({ each }) => `none for a ${each} that loops`);
  return [`${first.kind}, for the steps ${whose.join(' and ')}`, ...left].join('; ');
}

/** What is assumed where it is not fairness of all. */
export function assumedText(assumed: readonly Assumed[]): string {
  const texts = assumed.map((each) => {
    if (each === 'somebody') return 'that somebody goes on';
    return 'one' in each ? `of ${each.one}` : `of each ${each.each}`;
  });
  return `it is assumed only ${texts.join(' and ')}`;
}
