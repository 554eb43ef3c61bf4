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

/** The configuration without its comments. */
export const withoutComments = (config: string): string => config.replace(COMMENT, '');

/** The names under a keyword. Under CONSTANT they are not names. */
export function namesUnder(config: string, keyword: string): string[] {
  const names: string[] = [];
  let section = '';
  for (const word of withoutComments(config).split(/[\s,]+/)) {
    if (KEYWORDS.has(word)) section = word;
    else if (word !== '' && section === keyword) names.push(word);
  }
  return names;
}

/** The names under PROPERTY and PROPERTIES: TLC does not say which temporal property it found violated. */
export function temporalProperties(config: string): string[] {
  return ['PROPERTY', 'PROPERTIES'].flatMap((keyword) => namesUnder(config, keyword));
}

/** The configuration without ALIAS, which says how states are shown and nothing of what is checked; TLC 2.18 does not know it. */
export function withoutAlias(config: string): string {
  return config.replace(/^(\s*)ALIAS\s+\w+/gm, '$1');
}

/** The configuration with deadlock checked. TLC has a flag to turn that off, and none to turn it on. */
export function checkingDeadlock(config: string): string {
  return config.replace(/\bCHECK_DEADLOCK(\s+)FALSE\b/g, 'CHECK_DEADLOCK$1TRUE');
}
