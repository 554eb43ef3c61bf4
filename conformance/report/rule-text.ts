// SPDX-License-Identifier: MIT
// A row of a document's table of errors, in the document's words.
import { inRoot } from '../../base/root.ts';
import { tryProposal } from '../../spec/index.ts';
import type { RuleText } from './diagram.ts';

/** What the rows of a proposal's table say; nothing when its document cannot be read. */
export function ruleTextOf(slug: string): RuleText {
  const reading = tryProposal(inRoot('spec', `${slug}.md`));
  return (row) => {
    if (!reading.ok) return undefined;
    const found = reading.proposal.errors.find(({ id }) => id === row);
    return found === undefined ? undefined : `${found.errno}: ${found.when}`;
  };
}
