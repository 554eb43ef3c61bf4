// SPDX-License-Identifier: MIT
// What a single cell, name or verdict may say. Each schema's error is a noun phrase: what is expected.
import { z } from 'zod';
import { ERRNOS } from './errno.ts';
import { PROBE_FORM, type Probe, readProbe } from './probe.ts';
import { basesOf } from './releases.ts';

/** A list of names as people write it: separated by commas. */
const NAMES = /^[\w-]+(?:, [\w-]+)*$/;
const names = (text: string): string[] => text.split(', ');
const distinct = (text: string): boolean => new Set(names(text)).size === names(text).length;

const matching = (pattern: RegExp, error: string) => z.string({ error }).regex(pattern, { error });

/** Anything but nothing. */
export const text = matching(/\S/, 'some text');

/** Names separated by commas, none of them twice. */
export const nameList = matching(NAMES, "names separated by ', '")
  .refine(distinct, { error: 'each name once' })
  .transform(names);

/** One word of lower-case letters, digits and hyphens. */
export const label = matching(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');

/** `today-x` for what a kernel without the proposal offers, `naive` or `naive-x`, and `proposed`. */
export const variantName = matching(
  /^(?:today-[a-z0-9-]+|naive(?:-[a-z0-9-]+)?|proposed)$/,
  "'today-' and a name, 'naive', or 'proposed'",
);

/** Identifiers of system calls or operations, in the order in which a program makes them. */
export const program = matching(/^\w+(?:, \w+)*$/, "the program's calls, separated by ', '").transform(names);

/** The number of a system call. */
export const syscallNumber = matching(
  /^[1-9]\d{0,3}$/,
  'the number of a system call, or no such row',
).transform(Number);

const CALLS = /^[a-z]\w*(?: [1-9]\d{0,3})?(?:, [a-z]\w*(?: [1-9]\d{0,3})?)*$/;

/** System calls: one that is new with its number, one that is changed without. */
export const calls = matching(CALLS, "calls as 'mm_open 501, mmap': a new one with its number").transform(
  (cell) =>
    names(cell).map((one) => {
      const [name = '', number] = one.split(' ');
      return number === undefined ? { name } : { name, number: Number(number) };
    }),
);

/** How a kernel is asked whether it has the proposal. */
export const probe = z.string({ error: PROBE_FORM }).transform((cell, context): Probe => {
  const read = readProbe(cell);
  if (typeof read === 'object') return read;
  context.addIssue({ code: 'custom', message: read });
  return z.NEVER;
});

/** One kernel release, or several: the default one first. */
export const releases = matching(
  /^Linux \d+\.\d+(?: and \d+\.\d+)*$/,
  "a release, as 'Linux 6.12', or more, as 'Linux 6.12 and 7.3'",
).refine((cell) => new Set(basesOf(cell)).size === basesOf(cell).length, { error: 'each release once' });

/** One rule. */
export const ruleId = matching(/^R[1-9]\d*$/, "the id of a rule, as 'R1'");
/** Rules separated by commas. */
export const ruleList = matching(/^R[1-9]\d*(?:, R[1-9]\d*)*$/, "rules as 'R1, R2'")
  .refine(distinct, { error: 'each rule once' })
  .transform(names);
/** One error; with a letter, one that came after its neighbours. */
export const errorId = matching(/^E[1-9]\d*[a-z]?$/, "the id of an error, as 'E1' or 'E1a'");
/** One ambiguity. */
export const ambiguityId = matching(/^A[1-9]\d*$/, "the id of an ambiguity, as 'A1'");
/** Claims separated by commas. */
export const claimList = matching(/^(?:S|[CN][1-9]\d*)(?:, (?:S|[CN][1-9]\d*))*$/, "claims as 'C1, C2'")
  .refine(distinct, { error: 'each claim once' })
  .transform(names);

/** An errno. */
export const errno = z.enum(ERRNOS, { error: 'the name of an errno of Linux 6.12' });
/** An errno, or `-` where there is none. */
export const errnoOrNone = z.enum([...ERRNOS, '-'], { error: "the name of an errno of Linux 6.12, or '-'" });
/** The name of a flag. */
export const flagName = matching(/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/, "a C constant, as 'AT_EMPTY_PATH'");
/** A flag's value, as C source. */
export const flagValue = matching(/^(?:0x[0-9a-f]+|\d+|1U? << \d+)$/, "a C constant, as '0x100'");
/** The name of a state variable. */
export const stateVariable = matching(/^[a-z][a-zA-Z0-9_]*$/, 'an identifier, as TLA+ and C have them');

/** A step of the specification, with its parameters or without. */
export const stepName = matching(
  /^`?[A-Za-z]\w*(?:\([\w, ]*\))?`?$/,
  "the name of a step, as 'Resolve(p)'",
).transform((cell) => /\w+/.exec(cell)![0]);

/** A boolean, as people write it. */
export const yesOrNo = z
  .enum(['yes', 'no'], { error: "'yes' or 'no'" })
  .transform((answer) => answer === 'yes');

/** `nothing`, or names of state variables. */
export const visible = matching(
  /^\w+(?:, \w+)*$/,
  "'nothing', or state variables separated by ', '",
).transform((cell) => (cell === 'nothing' ? [] : names(cell)));

const VERDICT = /^(?:holds|violated in ([\w-]+(?:, [\w-]+)*))$/;

/** `holds`, or `violated in` some of the scenarios in which the claim is judged. */
export const verdict = matching(VERDICT, "'holds', or 'violated in' and scenarios separated by ', '")
  .transform((cell) => VERDICT.exec(cell)?.[1])
  .refine((scenarios) => scenarios === undefined || distinct(scenarios), { error: 'each scenario once' })
  .transform((scenarios) => ({
    /** In all scenarios in which the claim's part is judged. */
    holds: scenarios === undefined,
    /** In the others of them it holds. */
    violatedIn: scenarios === undefined ? [] : names(scenarios),
  }));

const VIOLATED = /^violated(?: in ([\w-]+(?:, [\w-]+)*))?$/;

/** `violated`, or `violated in` some scenarios; undefined for all in which the part is judged. */
export const violated = matching(VIOLATED, "'violated', or 'violated in' and scenarios separated by ', '")
  .transform((cell) => VIOLATED.exec(cell)?.[1])
  .transform((scenarios) => ({ in: scenarios === undefined ? undefined : names(scenarios) }));
