// SPDX-License-Identifier: MIT
// A module around a specification that judges many formulas in one run: it prints their values, and violates nothing.

/** A formula over steps, as in `[][formula]_variables`. */
export interface StepFormula {
  readonly formula: string;
  /** What must hold of the initial states besides. */
  readonly init?: string | undefined;
}

/** What a run is to print. */
export interface Observation {
  /** The module that is extended. */
  readonly module: string;
  /** The operator that is the tuple of all variables. */
  readonly variables: string;
  /** Formulas over a state. */
  readonly states: readonly string[];
  readonly steps: readonly StepFormula[];
  /** Each action's name, and the operators that are the domains of its parameters: then every step is printed. */
  readonly actions?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A wrapper, and what its configuration has to name. */
export interface Wrapper {
  readonly name: string;
  readonly text: string;
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
  readonly actionConstraints: readonly string[];
}

/** Kinds of printed lines; numbers, so that nothing in them is escaped. */
export const MARK = { state: 0, step: 1, initial: 2 } as const;

const NAME = 'SyspecWrapper';
/** A tuple is printed as one string: TLC breaks long values into lines, and strings not. */
const printed = (mark: number, items: readonly string[]): string =>
  `Syspec!PrintT(Syspec!ToString(<<${[mark, ...items].join(', ')}>>))`;

const tuple = (items: readonly string[]): string => `<<${items.join(', ')}>>`;

/**
 * TLC evaluates an invariant once for each distinct state, an action constraint for each step that it generates,
 * known target or not, and a property that is a state formula for each initial state; here each is always true.
 */
export function observe({ module, variables, states, steps, actions }: Observation): Wrapper {
  const judged = steps.map(({ formula }) => `[${formula}]_${variables}`);
  const initials = steps.map(({ init }) => init ?? 'TRUE');
  const takes = actions === undefined ? '{}' : takenText(actions);
  const step = printed(MARK.step, [tuple(judged), takes]);
  // One violation is enough, and a formula may cost more than the step: it is not evaluated again.
  const quiet = judged.map((text, i) => `(Syspec!TLCGet(${i + 1}) = 1 \\/ ${text})`).join(' /\\ ');
  const noted = judged.map((text, i) => ` /\\ (${text} \\/ Syspec!TLCSet(${i + 1}, 1))`).join('');
  const unset = steps.map((_, i) => ` /\\ Syspec!TLCSet(${i + 1}, 0)`).join('');
  // TLC evaluates what names no variable once, and not in each state: a claim may be no more than TRUE.
  const varies = `<<${variables}>> # <<>>`;
  const watched = steps.length > 0 || actions !== undefined;
  const definitions = [
    `SyspecStates == ${varies} /\\ ${printed(MARK.state, [tuple(states)])}`,
    ...(watched
      ? [`SyspecSteps == ${actions === undefined ? `(${quiet}) \\/ (${step}${noted})` : step}`]
      : []),
    ...(steps.length > 0
      ? [`SyspecInitial == ${varies} /\\ ${printed(MARK.initial, [tuple(initials)])}${unset}`]
      : []),
  ];
  return {
    ...{ name: NAME, text: moduleText(module, definitions) },
    invariants: ['SyspecStates'],
    properties: steps.length > 0 ? ['SyspecInitial'] : [],
    actionConstraints: watched ? ['SyspecSteps'] : [],
  };
}

/** The same step formulas as properties that TLC itself judges. */
export function asProperties(module: string, variables: string, steps: readonly StepFormula[]): Wrapper {
  const names = steps.map((_, i) => `SyspecProperty${i}`);
  const definitions = steps.map(({ formula, init }, i) => {
    const initially = init === undefined ? '' : `${init} /\\ `;
    return `${names[i]} == ${initially}[][${formula}]_${variables}`;
  });
  const text = moduleText(module, definitions);
  return { name: NAME, text, invariants: [], properties: names, actionConstraints: [] };
}

/** The specification that assumes what these properties say, and no more. */
export function assuming(module: string, spec: string, properties: readonly string[]) {
  const text = moduleText(module, [`SyspecAssuming == ${[spec, ...properties].join(' /\\ ')}`]);
  const wrapper = { name: NAME, text, invariants: [], properties: [], actionConstraints: [] };
  return { spec: 'SyspecAssuming', wrapper };
}

/** What `operator` of `module` is for each value of its constant `constant`, printed as tuples in one state each. */
export function valuesOf(module: string, constant: string, operator: string, names: readonly string[]) {
  const set = names.map((name) => JSON.stringify(name)).join(', ');
  const value = `SyspecOf(syspecName)!${operator}`;
  const text = moduleText(module, [
    `SyspecOf(syspecOne) == INSTANCE ${module} WITH ${constant} <- syspecOne`,
    'VARIABLE syspecName',
    `SyspecInit == syspecName \\in {${set}} /\\ Syspec!PrintT(Syspec!ToString(<<syspecName, ${value}>>))`,
    'SyspecSpec == SyspecInit /\\ [][FALSE]_syspecName',
  ]);
  const wrapper = { name: NAME, text, invariants: [], properties: [], actionConstraints: [] };
  return { spec: 'SyspecSpec', wrapper };
}

/** By a name of its own: the module may define what TLC's does. */
function moduleText(module: string, definitions: readonly string[]): string {
  return wrapperText(NAME, module, ['Syspec == INSTANCE TLC', ...definitions]);
}

/** The text of the module `name` around `module`. */
export function wrapperText(name: string, module: string, units: readonly string[]): string {
  return `${[`---- MODULE ${name} ----`, `EXTENDS ${module}`, ...units, '===='].join('\n')}\n`;
}

/** The set of the actions that take a step, each with its first parameter. */
function takenText(actions: Readonly<Record<string, readonly string[]>>): string {
  const sets = Object.entries(actions).map(([name, domains]) => {
    if (domains.length === 0) return `(IF ${name} THEN {<<"${name}">>} ELSE {})`;
    const [first, ...rest] = domains.map((domain, i) => `syspec${i} \\in ${domain}`);
    const call = `${name}(${domains.map((_, i) => `syspec${i}`).join(', ')})`;
    const some = rest.length === 0 ? call : `\\E ${rest.join(', ')} : ${call}`;
    return `{<<"${name}", syspec0>> : syspec0 \\in {${first} : ${some}}}`;
  });
  return sets.join(' \\cup ');
}
