// SPDX-License-Identifier: MIT
// The seeded faults on which the selftest is run: those of what it claims, and which of them it is known not to see.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { counted } from '../../base/plural.ts';
import { BASE_NAMES, type BaseName, DEFAULT_BASE } from '../../conformance/kernel/bases.ts';
import { brokenBy, mutantsFolder } from '../../conformance/kernel/review/series.ts';
import { patchesFor } from '../../conformance/kernel/source/patch.ts';
import { readListed } from '../../conformance/mutants/listed.ts';
import type { Documents } from '../generate.ts';
import { readList, refused } from '../list.ts';
import { judged, type Line } from './line.ts';

type Claiming = Pick<Documents, 'material' | 'selftest'>;

const unseenSchema = z.array(z.strictObject({ fault: z.string(), why: z.string() }));

const unseenFile = (slug: string): string => `documents/${slug}/unseen.json`;

/** Faults of what it claims that the selftest is known not to see, and why. @throws SyspecError BAD_INPUT */
export function unseenFaults(root: string, slug: string): ReadonlyMap<string, string> {
  const file = unseenFile(slug);
  const listed = readList(root, file, unseenSchema);
  if (listed.length === 0) return new Map();
  const known = readdirSync(mutantsFolder(root, slug), { recursive: true }).map(String);
  const gone = listed.find(({ fault }) => !known.some((name) => name.split('/').at(-1) === `${fault}.patch`));
  if (gone !== undefined) throw refused(file, `there is no fault ${gone.fault}`);
  return new Map(listed.map(({ fault, why }) => [fault, why]));
}

/** A seeded fault, and what of the rules and rows that it breaks the selftest claims. */
interface Fault {
  readonly name: string;
  readonly path: string;
  readonly breaks: readonly string[];
  readonly isEquivalent: boolean;
}

function faultsFor(root: string, { material, selftest }: Claiming, base: BaseName): Fault[] {
  const { slug, errors } = material.proposal;
  const listed = readListed(slug, join(root, 'conformance', slug, 'equivalent.json'));
  return patchesFor(mutantsFolder(root, slug), base).map((patch) => {
    const name = patch.name.replace(/\.patch$/, '');
    const breaks = brokenBy(patch);
    const rules = breaks.filter((id) => id.startsWith('R') && selftest.rules.includes(id));
    const rows = breaks.filter((id) => errors.some((row) => row.id === id) && selftest.rows.includes(id));
    const isEquivalent = listed.get(name)?.as === 'equivalent';
    return { name, path: patch.path, breaks: [...rules, ...rows], isEquivalent };
  });
}

const isTried = ({ breaks, isEquivalent }: Fault): boolean => breaks.length > 0 && !isEquivalent;

/** The seeded faults that break a rule which the selftest claims. */
export const claimedFaults = (root: string, documents: Claiming, base: BaseName = DEFAULT_BASE): Fault[] =>
  faultsFor(root, documents, base).filter(isTried);

/** Whether each fault that is listed as not seen is run on some base: else nobody finds out whether it is seen. */
export function unseenLine(root: string, documents: Claiming): Line {
  const { slug } = documents.material.proposal;
  const file = unseenFile(slug);
  const unseen = unseenFaults(root, slug);
  const faults = BASE_NAMES.flatMap((base) => faultsFor(root, documents, base));
  const problems = [...unseen.keys()].flatMap((fault) => {
    const own = faults.filter(({ name }) => name === fault);
    if (own.some(isTried)) return [];
    const why = own.some(({ isEquivalent }) => isEquivalent)
      ? `conformance/${slug}/equivalent.json has it as equivalent`
      : 'the selftest claims nothing that it breaks';
    return [`${file}: ${fault} is never run, as ${why}; take it off`];
  });
  return judged(
    { slug, check: 'unseen.json', command: `./syspec docs ${slug} --check` },
    problems,
    counted(unseen.size, 'fault'),
  );
}
