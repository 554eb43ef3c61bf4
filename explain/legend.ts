// SPDX-License-Identifier: MIT
// What in a story nobody can know who has not read the document: how far the rivals are, and the names of formulas.
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

/** A line for each; `beginning` and `claimed` are those of the story. */
export function legendOf(proposal: Proposal, beginning: readonly string[], claimed: string): string[] {
  const rivals = proposal.state
    .filter(({ domain }) => domain.startsWith('[Rival ->'))
    .filter(({ variable }) => beginning.some((line) => line.startsWith(`${variable}: `)))
    .map(({ variable, meaning }) => `${variable}: ${meaning}; a rival is a task that disturbs the callers.`);
  const called = new Set([...claimed.matchAll(/\b([A-Z]\w*)\(/g)].map(([, name = '']) => name));
  const formulas = proposal.formulas
    .filter(({ name }) => called.has(name))
    .map(
      ({ name, line }) =>
        sentenceOn(name, proposal) ?? `${name} is a formula: spec/${proposal.slug}.md, line ${line}.`,
    );
  return [...rivals, ...formulas];
}
