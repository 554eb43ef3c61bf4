// SPDX-License-Identifier: MIT
// What a proposal's TLA+ folder declares: the operator of each claim, and the size of each state graph.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { inRoot } from '../base/root.ts';
import { moduleName } from '../base/slug.ts';
import { isStillToWrite } from '../base/still-to-write.ts';

const operator = z.string().regex(/^[A-Za-z]\w*$/, 'expected the name of an operator');
const invariant = z.strictObject({ operator, spec: operator });

const CLAIM = z.strictObject({
  rules: z.array(z.string()),
  /** The scenarios in which each part is judged; held against the document, where it is said. */
  in: z.partialRecord(z.enum(['safety', 'progress', 'liveness']), z.array(z.string())).optional(),
  /** What is promised: of each state, of each step, of both; or that the steps are those of another specification. */
  safety: invariant.optional(),
  /** An action formula: `[][operator]_variables` is the property. */
  step: z.strictObject({ operator }).optional(),
  /** A state formula and an action formula: `init /\ [][next]_variables` is the property. */
  refinement: z.strictObject({ init: operator, next: operator }).optional(),
  /** The negation of the progress predicate, an invariant that is expected to be violated. */
  progress: invariant.optional(),
  /** `unfair`: the specification with too little fairness, under which the property is expected to be violated. */
  liveness: invariant.extend({ unfair: operator.optional() }).optional(),
});

/** What each sort of claim must have: without an operator nothing asks TLC about it. */
const NEEDED = { S: ['safety'], C: ['safety', 'progress'], N: ['liveness'] } as const;

const sortOf = (id: string): keyof typeof NEEDED => (id === 'S' ? 'S' : id.startsWith('N') ? 'N' : 'C');

/** Each of these is a promise. */
const PROMISES = ['safety', 'step', 'refinement'] as const;

const CLAIMS = z.record(z.string(), CLAIM).superRefine((claims, context) => {
  for (const [id, claim] of Object.entries(claims)) {
    const has = (part: 'safety' | 'progress' | 'liveness') =>
      (part === 'safety' ? PROMISES : [part]).some((each) => claim[each] !== undefined);
    for (const part of NEEDED[sortOf(id)].filter((each) => !has(each))) {
      const message = `${id} has no ${part}: expected its operator and specification`;
      context.addIssue({ code: 'custom', path: [id, part], message });
    }
  }
});

const PLACE = z.strictObject({ variant: z.string(), scenario: z.string() });

const MANIFEST = z.strictObject({
  schema: z.literal(1),
  module: z.string().endsWith('.tla'),
  spec: operator,
  /** Lines under CONSTANTS beside Variant and Scenario, for example `World <- ScenarioWorld`. */
  constants: z.array(z.string()),
  invariants: z.array(operator),
  /** The tuple of all variables, for claims about steps. */
  variables: operator.default('vars'),
  /** Each action's name, and the operators that are the domains of its parameters, the actor's first. */
  actions: z.record(operator, z.array(operator)).default({}),
  /**
   * For each specification with fairness, the temporal properties that say what it assumes. They must hold under
   * it: otherwise a property that it violates may be violated for want of fairness alone.
   */
  fairness: z.record(operator, z.array(operator).min(1)).default({}),
  /**
   * For each specification under which something is promised to happen, places where somebody can starve: there it is
   * shown to assume no more than `fairness` says. An action that no such place takes can be given any fairness unseen.
   */
  noFairer: z.record(operator, z.array(PLACE).min(1)).default({}),
  /** The operator that lists the errnos of the table of errors, in its order. */
  errors: operator.optional(),
  /** The module of the scenarios, and its operator that gives the world of each: held against the document's tables. */
  worlds: z.strictObject({ module: operator, operator }).optional(),
  /** The operator that gives the program of each variant. */
  programs: operator.optional(),
  claims: CLAIMS,
  /** Modules that judge, and are not the behaviour whoever uses them: an atomic specification, an oracle. */
  judges: z.array(z.string()).default([]),
  /**
   * Root modules by which a specification that judges is judged by itself: one that allows too much is refined by
   * anything. All of it holds in each of these scenarios.
   */
  alone: z
    .array(
      z.strictObject({
        module: z.string(),
        spec: operator,
        constants: z.array(z.string()).default([]),
        invariants: z.array(operator).min(1),
        steps: z.array(operator).default([]),
        /** Claims that count as kept only where all of it holds, because it judges their judges: `check` asks it with them. */
        vouchesFor: z.array(z.string()).optional(),
        /** The variable that names what is judged, to be told where it is violated. */
        tells: operator.optional(),
        runs: z
          .array(
            z.strictObject({ scenario: z.string(), distinct: z.int().positive(), depth: z.int().positive() }),
          )
          .min(1),
      }),
    )
    .default([]),
  /** Expressions of actions that no run evaluates, as `module!definition: text`, and why none can. */
  uncovered: z.array(z.strictObject({ at: z.string(), why: z.string().min(1) })).default([]),
  runs: z.array(
    z.strictObject({
      variant: z.string(),
      scenario: z.string(),
      distinct: z.int().positive(),
      depth: z.int().positive(),
      /** The rows that TLC finds broken here, named as `check` names them; every other one holds. */
      violated: z.array(z.string()),
    }),
  ),
});

/** A proposal's manifest. */
export type Manifest = z.output<typeof MANIFEST> & {
  /** Path of the manifest itself. */
  readonly file: string;
  /** Absolute path of the module that TLC is given. */
  readonly specFile: string;
  /** It is one of `alone`, and knows no variants; then also which claims it vouches for, and which variable tells more. */
  readonly isAlone?: true;
  readonly vouchesFor?: readonly string[] | undefined;
  readonly tells?: string | undefined;
  /** Nothing is known of the TLA+ yet: it is as `syspec new` laid it out, or not there at all. */
  readonly isUnwritten?: true;
  /** There is no folder of its own. */
  readonly isAbsent?: true;
};

/** What stands for the variant where there is none. */
export const ALONE = 'alone';

/** A manifest for each root module that judges a specification by itself. */
export function aloneManifests(manifest: Manifest): Manifest[] {
  return manifest.alone.map(({ steps, runs, ...root }) => ({
    ...manifest,
    ...root,
    isAlone: true,
    specFile: join(dirname(manifest.file), root.module),
    claims: Object.fromEntries(steps.map((step) => [step, { rules: [], step: { operator: step } }])),
    runs: runs.map((run) => ({ ...run, variant: ALONE, violated: [] })),
    ...{ fairness: {}, noFairer: {}, judges: [], alone: [] },
  }));
}

/** Where the modules lie that several specifications share. */
export const SHARED_MODULES: string = inRoot('tla', 'kernel');

/**
 * Reads tla/SLUG/manifest.json; one with something still to be written in it gives a manifest that says nothing, and that it
 * is unwritten; where there is no folder tla/SLUG, that it is absent too. Throws SyspecError BAD_INPUT with the path of what is wrong in it.
 */
export function readManifest(slug: string, file: string = inRoot('tla', slug, 'manifest.json')): Manifest {
  if (!existsSync(dirname(file))) return { ...unwritten(slug, file), isAbsent: true };
  const text = parse(file);
  if (isStillToWrite(JSON.stringify(text))) return unwritten(slug, file);
  const manifest = MANIFEST.safeParse(text);
  if (!manifest.success) {
    throw new SyspecError('BAD_INPUT', `${file}: ${z.prettifyError(manifest.error)}`, 'Mend the manifest.');
  }
  return { ...manifest.data, file, specFile: join(dirname(file), manifest.data.module) };
}

function unwritten(slug: string, file: string): Manifest {
  const module = `MC${moduleName(slug)}.tla`;
  const nothing = { spec: 'Spec', constants: [], invariants: [], claims: {}, runs: [] };
  const specFile = join(dirname(file), module);
  return { ...MANIFEST.parse({ schema: 1, module, ...nothing }), file, specFile, isUnwritten: true };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SyspecError('BAD_INPUT', `${file}: ${(error as Error).message}`, 'Mend the manifest.');
  }
}

/** What a configuration is to check, besides its two constants. */
export interface Checks {
  readonly spec: string;
  readonly invariants?: readonly string[];
  readonly properties?: readonly string[];
  readonly actionConstraints?: readonly string[];
  readonly constraints?: readonly string[];
}

/** The text of a TLC configuration for one variant in one scenario. Deadlock is a claim, not a check of TLC's. */
export function configText(manifest: Manifest, variant: string, scenario: string, checks: Checks): string {
  const section = (keyword: string, names: readonly string[] = []) =>
    names.length === 0 ? [] : [keyword, ...names.map((name) => `  ${name}`)];
  return [
    `SPECIFICATION ${checks.spec}`,
    'CONSTANTS',
    ...(manifest.isAlone ? [] : [`  Variant = "${variant}"`]),
    `  Scenario = "${scenario}"`,
    ...manifest.constants.map((line) => `  ${line}`),
    ...section('INVARIANTS', checks.invariants),
    ...section('PROPERTIES', checks.properties),
    ...section('ACTION_CONSTRAINTS', checks.actionConstraints),
    ...section('CONSTRAINTS', checks.constraints),
    'CHECK_DEADLOCK FALSE',
    '',
  ].join('\n');
}
