// SPDX-License-Identifier: MIT
// The lanes that judge themselves: which rules each names, in the document or in the file that says what it tries.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proposal } from '../spec/index.ts';

/** The rules of each own lane, by its scenario. */
export type OwnLanes = ReadonlyMap<string, readonly string[]>;

const SCENARIO = /^\s*scenario: '([\w-]+)',$/gm;

/** The rules that a text names: `R4` itself, `E18` by its row. */
function rulesIn(text: string, { rules, errors }: Proposal): string[] {
  const ids = new Set(text.match(/\b[RE]\d+[a-z]?\b/g) ?? []);
  const byRow = errors.filter(({ id }) => ids.has(id)).map(({ rule }) => rule);
  return rules.map(({ id }) => id).filter((id) => ids.has(id) || byRow.includes(id));
}

/** The sources of a proposal's lanes, with the lane that each has. Where they are not installed there are none. */
function sourcesIn(folder: string): { readonly lane: string; readonly text: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|d)\.ts$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return [...text.matchAll(SCENARIO)].map(([, lane]) => ({ lane: lane!, text }));
    });
}

/** Which rules the own lanes of a proposal name; those that name none are not in it. */
export function ownLanesOf(root: string, proposal: Proposal): OwnLanes {
  const found = new Map<string, Set<string>>();
  const add = (lane: string, rules: readonly string[]) => {
    for (const rule of rules) found.set(lane, (found.get(lane) ?? new Set()).add(rule));
  };
  for (const { lane, text } of sourcesIn(join(root, 'conformance', proposal.slug)))
    add(lane, rulesIn(text, proposal));
  // Why the model does not test a rule says which lane does.
  for (const { id, untested = '' } of proposal.rules)
    for (const [, lane] of untested.matchAll(/`([\w-]+)`/g)) add(lane!, [id]);
  const order = proposal.rules.map(({ id }) => id);
  return new Map([...found].map(([lane, rules]) => [lane, order.filter((id) => rules.has(id))]));
}
