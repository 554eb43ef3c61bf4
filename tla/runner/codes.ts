// SPDX-License-Identifier: MIT
// What TLC's message codes mean. The numbers are those of TLC 2.18 (class tlc2.output.EC).

/** What kind of property does not hold. */
export type ViolationKind = 'assumption' | 'deadlock' | 'safety' | 'liveness' | 'action-property' | 'assert';

/** Why TLC could not judge: the first four are the specification's fault, the others not. */
export type ErrorKind = 'parse' | 'semantic' | 'config' | 'evaluation' | 'memory' | 'usage' | 'system';

export const CODE = {
  general: 1000,
  nestedExpression: 2103,
  assumptionFalse: 2104,
  invariantInitial: 2107,
  propertyInitial: 2108,
  /** Of an invariant that names no variable. */
  invariantConstant: 2230,
  invariant: 2110,
  actionProperty: 2112,
  deadlock: 2114,
  temporal: 2116,
  behaviorUpToHere: 2121,
  backToState: 2122,
  assertFailed: 2132,
  starting: 2185,
  finished: 2186,
  modeCheck: 2187,
  modeSimulate: 2188,
  computingInitial: 2189,
  initial: 2190,
  initialDistinct: 2191,
  success: 2193,
  depth: 2194,
  stats: 2199,
  progress: 2200,
  statePlain: 2216,
  state: 2217,
  stuttering: 2218,
  sanyEnd: 2219,
  sanyStart: 2220,
  version: 2262,
  counterExample: 2264,
  modeDepthFirst: 2271,
  coverageValue: 2221,
  coverageAction: 2772,
  coverageInit: 2773,
  coverageProperty: 2774,
  coverageCost: 2775,
  parsingFailed: 3002,
} as const;

/** Messages of severity "error" that only introduce or explain another one. */
export const EXPLANATIONS: ReadonlySet<number> = new Set([
  CODE.nestedExpression,
  CODE.behaviorUpToHere,
  CODE.counterExample,
]);

const inRange = (code: number, ranges: readonly (readonly [number, number])[]): boolean =>
  ranges.some(([from, to]) => from <= code && code <= to);

const MEMORY = [[1001, 1004]] as const;
const USAGE = [
  [1101, 1102],
  [3100, 3114],
] as const;
const PARSE = [
  [2171, 2171],
  [3002, 3002],
  [4000, 4002],
] as const;
const CONFIG = [
  [2222, 2245],
  [2280, 2281],
  [5001, 5006],
] as const;
/** Files, checkpoints, fingerprint sets, and TLC's own bugs. */
const SYSTEM = [
  [2100, 2101],
  [2117, 2117],
  [2123, 2131],
  [2133, 2135],
  [2137, 2138],
  [2159, 2163],
  [2166, 2167],
  [2173, 2175],
  [2270, 2270],
  [3000, 3001],
] as const;

/** The kind of an error message; what is in no list went wrong while an expression was evaluated. */
export function errorKind(code: number): ErrorKind {
  if (inRange(code, MEMORY)) return 'memory';
  if (inRange(code, USAGE)) return 'usage';
  if (inRange(code, PARSE)) return 'parse';
  if (inRange(code, CONFIG)) return 'config';
  if (inRange(code, SYSTEM)) return 'system';
  return 'evaluation';
}
