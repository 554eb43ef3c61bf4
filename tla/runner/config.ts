// SPDX-License-Identifier: MIT
// The little that the runner reads in a TLC configuration.

const COMMENT = /\\\*.*$|\(\*[\s\S]*?\*\)/gm;
const KEYWORDS = new Set([
  'SPECIFICATION',
  'INIT',
  'NEXT',
  'INVARIANT',
  'INVARIANTS',
  'PROPERTY',
  'PROPERTIES',
  'CONSTANT',
  'CONSTANTS',
  'CONSTRAINT',
  'CONSTRAINTS',
  'ACTION_CONSTRAINT',
  'ACTION_CONSTRAINTS',
  'SYMMETRY',
  'VIEW',
  'ALIAS',
  'TYPE',
  'TYPE_CONSTRAINT',
  'POSTCONDITION',
  'CHECK_DEADLOCK',
  'RESULT',
]);

/** The names under PROPERTY and PROPERTIES: TLC does not say which temporal property it found violated. */
export function temporalProperties(config: string): string[] {
  const names: string[] = [];
  let section = '';
  for (const word of config.replace(COMMENT, '').split(/[\s,]+/)) {
    if (KEYWORDS.has(word)) section = word;
    else if (word !== '' && section.startsWith('PROPERT')) names.push(word);
  }
  return names;
}

/** The configuration with deadlock checked. TLC has a flag to turn that off, and none to turn it on. */
export function checkingDeadlock(config: string): string {
  return config.replace(/\bCHECK_DEADLOCK(\s+)FALSE\b/g, 'CHECK_DEADLOCK$1TRUE');
}
