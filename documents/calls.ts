// SPDX-License-Identifier: MIT
// What a person says of each call of a proposal that has several: documents/SLUG/calls.json.
import { z } from 'zod';
import type { Proposal } from '../spec/index.ts';
import { readList, refused } from './list.ts';
import { hashOfRules } from './prose.ts';

const schema = z.array(
  z
    .strictObject({
      call: z.string(),
      /** As a verb and its object: `send bytes to a file`. */
      summary: z.string().min(1),
      /** What it returns where it does not fail: `the new descriptor`. By default 0 of an int, and bytes of an ssize_t. */
      returns: z.string().min(1).optional(),
      /** Rows of the table of errors that it does not have, */
      never: z.array(z.string()).default([]),
      /** and the hash of their text, as it was when somebody said so. */
      hash: z.string().optional(),
    })
    .refine(({ never, hash }) => never.length === 0 || hash !== undefined, 'the rows of never have no hash'),
);

/** What is said of one call. */
export type CallText = z.output<typeof schema>[number];

/** Where it stands. */
export const callsFile = (slug: string): string => `documents/${slug}/calls.json`;

/** By the names of the calls; empty where nothing is said. @throws SyspecError BAD_INPUT where it cannot be read, or names what is not there */
export function readCalls(root: string, { slug, calls, errors }: Proposal): ReadonlyMap<string, CallText> {
  const file = callsFile(slug);
  const list = readList(root, file, schema);
  for (const { call, never } of list) {
    if (!calls.some(({ name }) => name === call)) throw refused(file, `there is no call ${call}`);
    const unknown = never.find((id) => !errors.some((row) => row.id === id));
    if (unknown !== undefined) throw refused(file, `${call}: there is no ${unknown}`);
  }
  return new Map(list.map((one) => [one.call, one]));
}

/** Where rows have changed that a call is said not to have: a line for each. */
export function staleCalls(proposal: Proposal, calls: ReadonlyMap<string, CallText>): string[] {
  return [...calls.values()].flatMap(({ call, never, hash }) => {
    const is = hashOfRules(proposal, never);
    return never.length === 0 || is === hash
      ? []
      : [
          `${callsFile(proposal.slug)}: ${call}: ${never.join(', ')} changed; look whether it has none of them still, then write '${is}'`,
        ];
  });
}
