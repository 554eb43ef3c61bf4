// SPDX-License-Identifier: MIT
// What in a story nobody can know who has not read the document: what the state's variables are, and the names of formulas.
import type { Proposal } from '../spec/index.ts';

/** The document's sentence on a formula, which begins a line of it: `Named(p) is what ...`. */
function sentenceOn(name: string, { prose }: Proposal): string | undefined {
  const sentence = new RegExp(`^${name}\\([^)]*\\) is [^.]*\\.`, 'm');
  for (const text of Object.values(prose)) {
    const found = sentence.exec(text ?? '')?.[0];
    if (found !== undefined) return found.replace(/\s+/g, ' ');
  }
  return undefined;
}

/** What a variable is, without what its values are. */
const briefly = (meaning: string): string => meaning.replace(/: .*$/, '');

/** A line for each; `beginning` and `claimed` are those of the story. */
export function legendOf(proposal: Proposal, beginning: readonly string[], claimed: string): string[] {
  const variables = proposal.state
    .filter(({ variable }) =>
      beginning.some((line) => new RegExp(`^${variable}(?: \\S+)?(?::| =)`).test(line)),
    )
    .map(({ variable, domain, meaning }) => {
      const rival = domain.startsWith('[Rival ->') ? '; a rival is a task that disturbs the callers' : '';
      return `${variable}: ${briefly(meaning)}${rival}.`;
    });
  const called = new Set([...claimed.matchAll(/\b([A-Z]\w*)\(/g)].map(([, name = '']) => name));
  const formulas = proposal.formulas
    .filter(({ name }) => called.has(name))
    .map(
      ({ name, line }) =>
        sentenceOn(name, proposal) ?? `${name} is a formula: spec/${proposal.slug}.md, line ${line}.`,
    );
  return [...variables, ...formulas];
}
