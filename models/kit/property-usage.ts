// SPDX-License-Identifier: MIT
// Properties as an exploration is given them, before they are trusted.
import { show } from './show.ts';
import { asObject, checkFunctions, checkLimits, refuse, type Unknown } from './usage.ts';
import type { Limits } from './visitor.ts';

/** Checks the options of an exploration. */
export function checkOptions(model: string, options: unknown): void {
  const given = asObject(options) ?? refuse(`${model}: explore was given ${show(options)}`, PROPERTIES);
  if (!Array.isArray(given.properties)) {
    refuse(`${model}: properties is ${show(given.properties)}, no list`, PROPERTIES);
  }
  const seen = new Set<string>();
  for (const property of given.properties as readonly unknown[]) {
    const name = checkProperty(model, property);
    if (seen.has(name)) refuse(`${model}: two properties are called "${name}"`, 'Give each its own name.');
    seen.add(name);
  }
  checkLimits(model, given.limits as Limits | undefined);
}

const PROPERTIES = 'Give { properties: [...] }, perhaps empty.';
const MAKERS = 'Make it with always, alwaysStep, reachable, noDeadlock, refines, liveness or leadsTo.';

/** The functions that a property of each kind has. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  always: ['holds'],
  reachable: ['holds'],
  step: ['holds'],
  refines: ['observe', 'actor'],
  liveness: [],
  'no-deadlock': [],
};

function checkProperty(model: string, property: unknown): string {
  const given = asObject(property);
  const functions = FUNCTIONS[String(given?.kind)];
  if (given === undefined || functions === undefined) {
    return refuse(`${model}: ${show(property)} is no property`, MAKERS);
  }
  const { name } = given;
  if (typeof name !== 'string') return refuse(`${model}: the name ${show(name)} is no string`, MAKERS);
  const where = `${model}: property "${name}"`;
  checkFunctions(where, given, functions, MAKERS);
  if (given.kind === 'liveness') checkLiveness(where, given);
  if (given.kind === 'refines') {
    const hint = 'Give { initial, next }, and perhaps hidden; asSpecification makes one of a model.';
    const { specification } = given;
    const machine =
      asObject(specification) ?? refuse(`${where}: specification is ${show(specification)}`, hint);
    const optional = machine.hidden === undefined ? [] : ['hidden'];
    checkFunctions(`${where}: specification`, machine, ['initial', 'next', ...optional], hint);
  }
  return name;
}

/** Processes and predicates are bits of a number. */
const MOST = 30;

function checkLiveness(where: string, { anyOf, fairness }: Unknown): void {
  if (!Array.isArray(anyOf))
    refuse(`${where}: anyOf is ${show(anyOf)}, no list`, 'List what may come to pass.');
  if (!Array.isArray(fairness))
    refuse(`${where}: fairness is ${show(fairness)}, no list`, 'List who goes on.');
  for (const one of anyOf as readonly unknown[]) {
    const given = asObject(one) ?? refuse(`${where}: anyOf has ${show(one)}`, EVENTUALITIES);
    if (!['eventually', 'again and again', 'settles', 'leads to'].includes(String(given.kind))) {
      refuse(`${where}: anyOf has ${show(one)}`, EVENTUALITIES);
    }
    checkFunctions(where, given, given.kind === 'leads to' ? ['from', 'to'] : ['holds'], EVENTUALITIES);
  }
  for (const one of fairness as readonly unknown[]) {
    const given = asObject(one) ?? refuse(`${where}: fairness has ${show(one)}`, FAIRNESS);
    if (given.kind !== 'weak' && given.kind !== 'strong')
      refuse(`${where}: fairness has ${show(one)}`, FAIRNESS);
    checkFunctions(where, given, ['of'], FAIRNESS);
  }
  const [many, fair] = [anyOf, fairness].map((list) => (list as readonly unknown[]).length) as [
    number,
    number,
  ];
  if (fair > MOST) refuse(`${where}: ${fair} fair processes, at most ${MOST}`, 'Join some of them.');
  if (many > MOST) refuse(`${where}: any of ${many}, at most ${MOST}`, 'Join some of them.');
}

const EVENTUALITIES = 'Make it with eventually, againAndAgain or settles.';
const FAIRNESS = 'Make it with weakly or strongly.';
