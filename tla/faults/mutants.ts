// SPDX-License-Identifier: MIT
// All mutants of a specification, each with a name that an edit elsewhere does not change.
import { createHash } from 'node:crypto';
import { emptyClaim, JUDGE_RULES } from './judge.ts';
import {
  changeFairness,
  dropArm,
  dropCondition,
  dropConjunct,
  dropDisjunct,
  dropFilter,
  fixCondition,
  swapQuantifier,
} from './logic.ts';
import type { Context, Mutation, Role, Rule } from './mutation.ts';
import type { Choice } from './schemata.ts';
import { expressionsIn, placeOf, reachedFrom, substituted, variablesOf } from './scope.ts';
import { weakening } from './sign.ts';
import type { Source } from './source.ts';
import type { Definition, Syntax } from './syntax.ts';
import {
  changeComparison,
  changeNumber,
  changeSequence,
  dropClause,
  dropMember,
  dropSide,
} from './values.ts';

/** One fault of a specification. */
export interface TlaMutant {
  /** `Module!Operator: kind 'original text' #ordinal`. */
  readonly id: string;
  readonly kind: string;
  readonly module: string;
  /** `Module.tla:line:column`. */
  readonly place: string;
  readonly original: string;
  readonly replacement: string;
  /** A hash of the operator in which it stands, without comments. */
  readonly around: string;
  /** The whole module with the fault in it. */
  text(): string;
  /** How the fault can be chosen while TLC runs; undefined where only a specification's fairness knows of it. */
  readonly choice: Choice | undefined;
  /** Of what judges the behaviour, and not of the behaviour. */
  readonly judges: boolean;
  /** Stands where TLA+ wants a constant, so that a variable cannot choose it. */
  readonly constant: boolean;
}

/** What the operators of a specification are for, by their names in its root module. */
export interface Roles {
  /** Specifications: their initial predicates, steps and fairness are what is to be judged. */
  readonly specifications: readonly string[];
  /** Claims that hold of what is right. */
  readonly claims: readonly string[];
  /** Negations of what is to be reached. */
  readonly unreached: readonly string[];
  /** Modules that are not mutated: the scenarios. */
  readonly excluded: readonly string[];
  /** Modules that judge, whoever uses them. */
  readonly judges: readonly string[];
}

const BEHAVIOUR_RULES: readonly Rule[] = [
  ...[dropConjunct, dropDisjunct, dropCondition, fixCondition, dropArm, swapQuantifier, dropFilter],
  ...[changeFairness, changeComparison, changeNumber, dropSide, dropMember, dropClause, changeSequence],
];

/** The mutants of the modules in `sources`, in the order of their text. */
export function tlaMutants(syntax: Syntax, sources: ReadonlyMap<string, Source>, roles: Roles): TlaMutant[] {
  const find = (names: readonly string[]) => names.flatMap((name) => syntax.named.get(name) ?? []);
  const behaviour = reachedFrom(syntax, find(roles.specifications));
  const initial = initialOf(syntax, find(roles.specifications));
  const claims = [...find(roles.claims), ...find(roles.unreached)];
  const judged = reachedFrom(syntax, claims);
  const emptied = new Map<string, 'TRUE' | 'FALSE'>([
    ...find(roles.claims).map((one) => [placeOf(one), 'TRUE'] as const),
    ...find(roles.unreached).map((one) => [placeOf(one), 'FALSE'] as const),
  ]);
  const variables = variablesOf(syntax);
  const weakens = weakening(syntax, [
    ...find(roles.claims).map((one) => [one, 1] as const),
    ...find(roles.unreached).map((one) => [one, -1] as const),
  ]);
  const constants = substituted(syntax);
  const mutants: TlaMutant[] = [];
  for (const [module, source] of sources) {
    if (roles.excluded.includes(module)) continue;
    for (const definition of syntax.modules.get(module) ?? []) {
      const place = placeOf(definition);
      const role = roleOf(place, roles.judges.includes(module), { behaviour, initial, judged });
      if (role === undefined) continue;
      const context: Context = { source, variables, role, weakens };
      const by = emptied.get(place);
      const found = by === undefined ? [] : [emptyClaim(definition, context, by)];
      found.push(...mutationsOf(syntax, definition, context));
      mutants.push(
        ...asMutants(definition, source, found, { judges: role === 'judge', constant: constants.has(place) }),
      );
    }
  }
  return mutants;
}

interface Reached {
  readonly behaviour: ReadonlySet<string>;
  readonly initial: ReadonlySet<string>;
  readonly judged: ReadonlySet<string>;
}

function roleOf(place: string, isJudge: boolean, { behaviour, initial, judged }: Reached): Role | undefined {
  if (isJudge) return judged.has(place) || behaviour.has(place) ? 'judge' : undefined;
  if (initial.has(place)) return 'initial';
  if (behaviour.has(place)) return 'behaviour';
  return judged.has(place) ? 'judge' : undefined;
}

/** What only the initial predicate uses. */
function initialOf(syntax: Syntax, specifications: readonly Definition[]): Set<string> {
  const steps: Definition[] = [];
  const starts: Definition[] = [];
  const open = [...specifications];
  const seen = new Set<Definition>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { uid } of expressionsIn(syntax, next)) {
      const used = uid === undefined ? undefined : syntax.definitions.get(uid);
      if (used === undefined) continue;
      if (used.body.level === 3) open.push(used);
      else (used.body.level === 1 ? starts : steps).push(used);
    }
  }
  const predicates = starts.filter(({ body }) => body.operator !== '$Tuple');
  const taken = reachedFrom(syntax, steps);
  return new Set([...reachedFrom(syntax, predicates)].filter((place) => !taken.has(place)));
}

function mutationsOf(syntax: Syntax, definition: Definition, context: Context): Mutation[] {
  const rules = context.role === 'judge' ? JUDGE_RULES : BEHAVIOUR_RULES;
  return [...expressionsIn(syntax, definition)].flatMap((expression) =>
    rules.flatMap((rule) => rule(expression, context)),
  );
}

const SHOWN = 72;

function asMutants(
  definition: Definition,
  source: Source,
  found: readonly Mutation[],
  marks: Pick<TlaMutant, 'judges' | 'constant'>,
): TlaMutant[] {
  const counts = new Map<string, number>();
  const operator = source.plain(source.span(definition.location));
  const around = createHash('sha256').update(operator).digest('hex').slice(0, 8);
  const texts = new Set<string>([source.text]);
  return [...found]
    .sort((a, b) => a.span.begin - b.span.begin)
    .flatMap(({ kind, span, replacement, edit, host }) => {
      const original = source.plain(span);
      const shown = original.length > SHOWN ? `${original.slice(0, SHOWN)}...` : original;
      const name = `${source.module}!${definition.name}: ${kind} '${shown}'`;
      const ordinal = (counts.get(name) ?? 0) + 1;
      counts.set(name, ordinal);
      const text = source.edited(edit);
      if (texts.has(text)) return [];
      texts.add(text);
      const { line, column } = source.position(span.begin);
      const place = `${source.module}.tla:${line}:${column}`;
      const choice = definition.body.level === 3 ? undefined : { host, edit };
      return [
        {
          ...{ id: `${name} #${ordinal}`, kind, module: source.module, place, original, replacement },
          ...{ around, text: () => text, choice, ...marks },
        },
      ];
    });
}
