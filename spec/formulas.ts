// SPDX-License-Identifier: MIT
// Blocks of TLA+ (```tla) in a document: the definitions that the specification must repeat.
import { definitionsIn } from '../tla/text/definitions.ts';
import { tokensOf } from '../tla/text/tokens.ts';
import type { Formula } from './proposal.ts';
import type { Complaints, Region } from './sections.ts';

const CLAIM = /^(S|[CN][1-9]\d*):/;

/** The definitions of one section; in Claims each belongs to the claim whose heading stands before it. */
export function readFormulas(region: Region, problems: Complaints): Formula[] {
  let claim: string | undefined;
  return region.blocks.flatMap((block) => {
    if (block.kind === 'heading' && region.place === 'Claims') claim = CLAIM.exec(block.text)?.[1];
    if (block.kind !== 'code' || block.language !== 'tla') return [];
    const found = definitionsIn(block.text);
    if (found.length === 0 || tokensOf(block.text)[0]?.text !== found[0]?.name) {
      problems.add(region.place, block.line, {
        message: 'this block of TLA+ does not begin with a definition',
        expected: "definitions of the form 'Name == formula'",
        hint: 'name each formula as the operator that repeats it',
      });
    }
    return found.map(({ name, line, tokens }) => ({
      ...{ name, tokens, line: block.line + line },
      ...(claim === undefined ? {} : { claim }),
    }));
  });
}
