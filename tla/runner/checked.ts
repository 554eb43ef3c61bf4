// SPDX-License-Identifier: MIT
// What a run was asked: a configuration that names no property is answered by no error, and that is no verdict.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { counted } from '../../base/plural.ts';
import { wrapIndented } from '../../base/wrap.ts';
import { namesUnder, withoutComments } from './config.ts';
import { statePredicates } from './predicates.ts';
import type { VerdictName } from './verdict.ts';

/** What is checked of a specification. */
export interface Checked {
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
  /** How many assumptions the specification and the modules beside it make. */
  readonly assumptions: number;
  /** Whether a state without a successor is a violation. */
  readonly deadlock: boolean;
  /** Whether there are behaviours: a specification of constants alone has none. */
  readonly behaviours: boolean;
}

const MODULE_COMMENT = /\\\*.*$|\(\*[\s\S]*?\*\)/gm;
const EXTENDS =
  /^\s*EXTENDS\s+([\w\s,]+?)(?=\n\s*(?:CONSTANT|VARIABLE|ASSUME|LOCAL|[A-Z]\w*\s*(?:==|\()|----|====)|\n\s*\n)/gm;

/** The text of a specification without comments, and of the modules beside it that it extends. */
function textsOf(spec: string, seen = new Set<string>()): string[] {
  if (seen.has(spec) || !existsSync(spec)) return [];
  seen.add(spec);
  const text = readFileSync(spec, 'utf8').replace(MODULE_COMMENT, '');
  const names = [...text.matchAll(EXTENDS)].flatMap(([, list = '']) => list.match(/\w+/g) ?? []);
  return [text, ...names.flatMap((name) => textsOf(join(dirname(spec), `${name}.tla`), seen))];
}

/** @param deadlock as the options say; undefined where the configuration does */
export function whatIsChecked(spec: string, config: string, deadlock: boolean | undefined): Checked {
  const named = (keywords: readonly string[]) => keywords.flatMap((keyword) => namesUnder(config, keyword));
  const behaviours = named(['SPECIFICATION', 'INIT']).length > 0;
  const isOff = /\bCHECK_DEADLOCK\s+FALSE\b/.test(withoutComments(config));
  return {
    invariants: named(['INVARIANT', 'INVARIANTS']),
    properties: named(['PROPERTY', 'PROPERTIES', 'POSTCONDITION']),
    assumptions: textsOf(spec).reduce(
      (sum, text) => sum + (text.match(/^\s*(ASSUME|ASSUMPTION|AXIOM)\b/gm) ?? []).length,
      0,
    ),
    deadlock: behaviours && (deadlock ?? !isOff),
    behaviours,
  };
}

/** Whether something was asked: a property, or of constants an assumption. Deadlock counts where somebody has asked for it. */
export function isAsked(checked: Checked, askedDeadlock: boolean): boolean {
  const { invariants, properties, assumptions, behaviours } = checked;
  if (invariants.length + properties.length > 0 || askedDeadlock) return true;
  return !behaviours && assumptions > 0;
}

/** Whether a run came so far that something was checked: one that TLC could not read, or that never began, did not. */
export function wasChecked({
  verdict,
  distinct,
}: {
  readonly verdict: VerdictName;
  readonly distinct: number | null;
}): boolean {
  if (verdict === 'bad-specification') return false;
  return verdict !== 'environment' || (distinct ?? 0) > 0;
}

const named = (names: readonly string[], one: string, several: string): string[] =>
  names.length === 0 ? [] : [`${names.length === 1 ? one : several} ${names.join(', ')}`];

/** What was checked, in a line. */
export function checkedText({ invariants, properties, assumptions, deadlock }: Checked): string {
  const parts = [
    ...named(invariants, 'invariant', 'invariants'),
    ...named(properties, 'property', 'properties'),
    ...(assumptions === 0 ? [] : [counted(assumptions, 'assumption')]),
    ...(deadlock ? ['absence of deadlock'] : []),
  ];
  return parts.length === 0 ? 'no property was checked' : `checked: ${parts.join('; ')}`;
}

/** Names that people give to what holds of every state, the types first. */
const USUAL = ['TypeOK', 'TypeInvariant', 'TypeInv', 'Inv', 'Invariant', 'Safety'];
const MOST_OTHERS = 8;
/** Of a comment: so short that no terminal breaks a line of it, which would then be none. */
const COMMENT = 60;

/** What could be asked of the states: without an invariant nothing is checked. A comment has the others. */
function suggestInvariant(texts: readonly string[], defines: (name: string) => boolean): string[] {
  const found = statePredicates(texts);
  const names = [...new Set([...USUAL.filter(defines), ...found])];
  const [first, ...others] = names;
  if (first === undefined)
    return ['INVARIANT Inv', '\\* Inv is yours to define: what is true of every state'];
  if (others.length === 0) return [`INVARIANT ${first}`];
  const some = others.slice(0, MOST_OTHERS).join(', ');
  const text = `or: ${some}${others.length > MOST_OTHERS ? ', ...' : ''}`;
  return [`INVARIANT ${first}`, ...wrapIndented(text, COMMENT, '\\* ')];
}

/** A configuration that a specification of these texts could be run with, as a hint. */
export function suggestConfig(spec: string): string[] {
  const texts = textsOf(spec);
  const all = texts.join('\n');
  const defines = (name: string) => new RegExp(`^\\s*${name}\\s*==`, 'm').test(all);
  const constants = [
    ...all.matchAll(
      /^\s*CONSTANTS?\s+([\w\s,()]+?)(?=\n\s*\n|\n\s*[A-Z]\w*\s*(?:==|\()|\n\s*(?:VARIABLE|ASSUME|EXTENDS|----|====|INSTANCE|LOCAL)|$)/gm,
    ),
  ]
    .flatMap(([, list = '']) => list.split(','))
    .flatMap((one) => /^\s*(\w+)/.exec(one)?.[1] ?? []);
  const behaviour = defines('Spec')
    ? ['SPECIFICATION Spec']
    : defines('Init') && defines('Next')
      ? ['INIT Init', 'NEXT Next']
      : [];
  return [
    ...behaviour,
    ...constants.map((name) => `CONSTANT ${name} = ${name.toLowerCase()}`),
    ...(behaviour.length === 0 ? [] : suggestInvariant(texts, defines)),
  ];
}
