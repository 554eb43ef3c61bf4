// SPDX-License-Identifier: MIT
// Which sequences of a proposal make its selftest: those that are named after what it promises, and the order of its errors.

import { z } from 'zod';
import type { Case } from '../../conformance/harness/lockstep/cases.ts';
import type { Generated } from '../../conformance/harness/lockstep/engine/generate.ts';
import { predict } from '../../conformance/harness/lockstep/engine/judge.ts';
import type { SeqOp } from '../../conformance/harness/lockstep/engine/sequence.ts';
import { BASE_NAMES } from '../../conformance/kernel/bases.ts';
import type { Conformance } from '../../conformance/proposal.ts';
import { onLinux } from '../../models/kernel/system/index.ts';
import type { Proposal } from '../../spec/index.ts';
import { readList, refused } from '../list.ts';

/** A sequence of the selftest. */
export interface Chosen {
  /** In our own words, with the ids of the document. */
  readonly name: string;
  /** The same for those who do not know the document. */
  readonly title: string;
  readonly generated: Generated;
  /** Rules that it is about. */
  readonly rules: readonly string[];
}

const rowsOf = ({ steps }: Generated, id?: number): string[] =>
  steps.flatMap(({ allowed }) =>
    allowed.flatMap(({ returned }) =>
      returned.flatMap(({ row, op }) => (row === undefined || (id !== undefined && op !== id) ? [] : [row])),
    ),
  );

const IDS = /^((?:[RCE]\d+[a-z]?(?:, )?)+): /;

/** The rules that a case is named after: `R4: ...` itself, `C2: ...` by the claim, `E18: ...` by the row. */
export function rulesOf(name: string, { rules, claims, errors }: Proposal): string[] {
  const ids = IDS.exec(name)?.[1]?.split(', ') ?? [];
  const found = ids.flatMap((id) => [
    ...rules.filter((rule) => rule.id === id).map((rule) => rule.id),
    ...(claims.find((claim) => claim.id === id)?.rules ?? []),
    ...errors.filter((error) => error.id === id).map(({ rule }) => rule),
  ]);
  return [...new Set(found)];
}

/** Whether a name begins with what the proposal promises, or with one of its calls. */
function isNamed(name: string, proposal: Proposal): boolean {
  return (
    rulesOf(name, proposal).length > 0 || proposal.calls.some((call) => name.startsWith(`${call.name} of `))
  );
}

/** A name without the ids that it begins with: `R4: final links` is `final links`. */
export const titleOf = (name: string): string => name.replace(IDS, '');

/** What is not a call of the proposal's, and of those that are, these alone. */
function onlyThese(ops: readonly SeqOp[], calls: ReadonlySet<string>, kept: ReadonlySet<number>): SeqOp[] {
  return ops.filter((op) => op.op !== 'call' || !calls.has(op.call) || kept.has(op.id));
}

/** Ids that a row of the table of errors cites. */
const CITED = / ?\([^()]*\b[A-Z]\d+[a-z]?\b[^()]*\)/g;

const leftOutSchema = z.array(z.strictObject({ case: z.string(), why: z.string().min(1) }));

/**
 * The cases that a person wants to have no part in the selftest, by name. For example, one that shows what is a bug of Linux: a
 * selftest would keep it. @throws SyspecError BAD_INPUT, for a name that no case has too
 */
export function leftOutOf(root: string, slug: string, { cases }: Pick<Conformance, 'cases'>): Set<string> {
  const file = `documents/${slug}/left-out.json`;
  const listed = readList(root, file, leftOutSchema);
  const gone = listed.find((one) => !cases.some(({ name }) => name === one.case));
  if (gone !== undefined) throw refused(file, `no case is called '${gone.case}'`);
  return new Set(listed.map((one) => one.case));
}

interface Titled extends Case {
  readonly title: string;
}

/** Whether the model says the same of a sequence on all bases. */
function isSameOnAll({ alphabet }: Conformance, ops: readonly SeqOp[]): boolean {
  const said = BASE_NAMES.map((base) => JSON.stringify(predict(onLinux(alphabet.system, base), ops)?.steps));
  return new Set(said).size === 1;
}

/** For each row of the table of errors that no case shows yet, the first call that does, in a sequence with others. */
function errorCases(conformance: Conformance, proposal: Proposal, seen: Set<string>): Titled[] {
  const calls = new Set(proposal.calls.map(({ name }) => name));
  const chosen: (Titled & { /** Where two have the same title. */ readonly longer: string })[] = [];
  for (const { ops } of conformance.errors?.() ?? []) {
    const generated = predict(conformance.alphabet.system, ops);
    if (generated === undefined) continue;
    const kept = new Map<number, string>();
    for (const op of ops) {
      if (op.op !== 'call' || !calls.has(op.call)) continue;
      const fresh = rowsOf(generated, op.id).find(
        (row) => !seen.has(row) && ![...kept.values()].includes(row),
      );
      if (fresh !== undefined) kept.set(op.id, fresh);
    }
    if (kept.size === 0) continue;
    const cut = onlyThese(ops, calls, new Set(kept.keys()));
    // One that is in no selftest shows no row.
    if (!isSameOnAll(conformance, cut)) continue;
    const still = predict(conformance.alphabet.system, cut);
    const shown = new Set(still === undefined ? [] : rowsOf(still));
    const rows = [...kept.values()].filter((row) => shown.has(row));
    if (rows.length === 0) continue;
    for (const row of rows) seen.add(row);
    const sorted = proposal.errors.filter(({ id }) => rows.includes(id));
    const ids = sorted.map(({ id }) => id).join(', ');
    const errnos = [...new Set(sorted.map(({ errno }) => errno))].join(', ');
    const title = `the order of the errors: ${errnos}`;
    const whens = sorted.map(({ when }) => when.replace(CITED, ''));
    const longer = `${title}, ${whens.join('; ')}`;
    chosen.push({ name: `${ids}: the order of the errors`, title, longer, ops: cut });
  }
  const isAlone = (title: string) => chosen.filter((one) => one.title === title).length === 1;
  return chosen.map(({ longer, ...one }) => (isAlone(one.title) ? one : { ...one, title: longer }));
}

/**
 * The sequences, each as the model predicts it. One selftest goes with the series for all bases: what differs between them is in none.
 * @param leftOut names of cases that are no part of it: what they show is shown by others
 */
export function chosenCases(
  conformance: Conformance,
  proposal: Proposal,
  leftOut: ReadonlySet<string> = new Set(),
): Chosen[] {
  const toChosen = ({ name, title, ops }: Titled): Chosen[] => {
    const generated = predict(conformance.alphabet.system, ops);
    if (generated === undefined || !isSameOnAll(conformance, ops)) return [];
    return [{ name, title, generated, rules: rulesOf(name, proposal) }];
  };
  const named = conformance.cases
    .filter(({ name }) => isNamed(name, proposal) && !leftOut.has(name))
    .flatMap((one) => toChosen({ ...one, title: titleOf(one.name) }));
  const seen = new Set(named.flatMap(({ generated }) => rowsOf(generated)));
  return [...named, ...errorCases(conformance, proposal, seen).flatMap(toChosen)];
}
