// SPDX-License-Identifier: MIT
// The tables of format 2. A schema's keys are the columns in their order; `column` names the header where it is
// not the key itself.
import { z } from 'zod';
import { isSlug, moduleName } from '../base/slug.ts';
import * as is from './shapes.ts';

/** The one format of this version. */
export const FORMAT = '2';

/** The table below the title. */
export const FIELDS = z.object({
  format: z.literal(FORMAT, { error: `'${FORMAT}', the only format of this version` }).transform(Number),
  slug: is.text,
  kind: z.enum(['new-syscall', 'changed-syscall', 'operation', 'file-type'], {
    error: "'new-syscall', 'changed-syscall', 'operation' or 'file-type'",
  }),
  /** The number of the one call that is new, which is called as the proposal. */
  number: is.syscallNumber.exactOptional(),
  /** In its place: all calls that are new or changed. */
  calls: is.calls.exactOptional(),
  /** The kernels that the document was written against, as they are written. */
  base: is.releases,
  /** How a kernel is asked whether it has the proposal. */
  probe: is.probe,
});

/** A row of the section Flags. */
export const FLAGS = z.object({
  name: is.flagName.meta({ column: 'flag' }),
  /** A C constant expression. */
  value: is.flagValue,
  meaning: is.text,
  rule: is.ruleId,
});

/** A row of the section Errors. */
export const ERRORS = z.object({ id: is.errorId, errno: is.errno, when: is.text, rule: is.ruleId });

/** A row of the section State. */
export const STATE = z.object({
  variable: is.stateVariable,
  /** In the notation of TLA+, or nearly so. */
  domain: is.text,
  /** `scenario` when the scenario says it. */
  initially: is.text,
  meaning: is.text,
});

/** A row of a second table of the section State: a field of one of its variables. */
export const STATE_FIELDS = z.object({
  field: is.stateVariable,
  domain: is.text,
  initially: is.text,
  meaning: is.text,
});

/** A variable of the specification, in the section Specification; an outsider does not see it. */
export const SPECIFICATION_STATE = z.object({
  variable: is.stateVariable,
  domain: is.text,
  meaning: is.text,
});

/** An atomic step of the specification. */
export const SPECIFICATION_STEPS = z.object({
  step: is.stepName,
  sees: is.text.meta({ column: 'what an outsider sees' }),
});

/** The steps of the proposal `slug`, whose kernel functions are those of the kernels `base`. */
export function stepsOf(slug: string, base: string) {
  const isStep = (id: string): boolean => {
    const [owner, name = '', ...more] = id.split('.');
    return (owner === 'kernel' || owner === slug) && isSlug(name) && more.length === 0;
  };
  return z
    .object({
      /** `kernel.step` where other proposals share the step, else `slug.step`. */
      id: z
        .string()
        .refine(isStep, { error: `'kernel.' or '${slug}.' and a name in lower-case snake_case` })
        .meta({ column: 'step' }),
      /** The step's name in CamelCase: what the models and TLA+ call it. */
      action: is.text,
      /** Kernel functions. */
      kernel: is.text.meta({ column: `kernel function, ${base}` }),
      /** Why nothing comes between: the lock, or that it is one lookup. */
      atomic: is.text.meta({ column: 'atomic because' }),
      /** Whether a task may be parked there. */
      sleepable: is.yesOrNo,
      /** Whether one call may take the step more than once. */
      repeats: is.yesOrNo,
      /** State variables that other tasks see changed. */
      visible: is.visible.meta({ column: 'visible after' }),
    })
    .superRefine((step, context) => {
      const action = moduleName(step.id.slice(step.id.indexOf('.') + 1));
      if (step.action === action) return;
      const message = `'${action}', the step's name in CamelCase`;
      context.addIssue({ code: 'custom', path: ['action'], message });
    });
}

/** A row of a further table of the section Steps: what is wrong, and the errno of each of `calls`, or `-`. */
export const checksOf = (calls: readonly string[]) =>
  z.object({ when: is.text, ...Object.fromEntries(calls.map((call) => [call, is.errnoOrNone])) });

/** A row of a further table of the section Steps: when a step comes to what. */
export const OUTCOMES = z.object({ when: is.text, what: is.text });

/** A row of the section Variants. */
export const VARIANTS = z.object({
  name: is.variantName.meta({ column: 'variant' }),
  program: is.program,
  what: is.text.meta({ column: 'what it is' }),
});

/** A row of the section Scenarios. */
export const SCENARIOS = z.object({
  name: is.label.meta({ column: 'scenario' }),
  differs: is.text.meta({ column: 'differs in' }),
  rivals: is.text.meta({ column: 'rivals and their programs' }),
});

/** A row of a further table of the section Scenarios: a part of the world with which scenarios begin. */
export const WORLDS = z.object({ part: is.text, what: is.text.meta({ column: 'what it is' }) });

/** A row of a further table of the section Scenarios: what a word in a rival's program stands for. */
export const SHORTHANDS = z.object({
  short: is.text.meta({ column: 'in a program' }),
  steps: is.text.meta({ column: 'stands for' }),
});

/** A row of the section Races. */
export const RACES = z.object({
  name: is.text.meta({ column: 'race' }),
  parties: is.text.meta({ column: 'who against whom' }),
  today: is.text,
  claims: is.claimList.meta({ column: 'claim' }),
});

/** The items of a claim's list, by the words with which they begin. */
export const CLAIM = z.object({
  Rules: is.ruleList,
  Safety: is.text.exactOptional(),
  Progress: is.text.exactOptional(),
  Liveness: is.text.exactOptional(),
  Fairness: is.text.exactOptional(),
  'Without fairness': is.violated.exactOptional(),
  'Safety in': is.nameList.exactOptional(),
  'Progress in': is.nameList.exactOptional(),
  'Liveness in': is.nameList.exactOptional(),
  'Broken by': is.nameList.exactOptional(),
  Violation: is.text.exactOptional(),
});

const VERDICTS = z.object({
  variant: is.text,
  safety: is.verdict.exactOptional(),
  progress: is.verdict.exactOptional(),
  liveness: is.verdict.exactOptional(),
});

/** The table of a claim that has `parts`: a column for each of them. */
export function verdictsOf(parts: readonly Exclude<keyof typeof VERDICTS.shape, 'variant'>[]) {
  const mask = Object.fromEntries(['variant', ...parts].map((column) => [column, true]));
  return VERDICTS.pick(mask as Record<keyof typeof VERDICTS.shape, true>);
}

/** A row of the section Ambiguities. */
export const AMBIGUITIES = z.object({
  id: is.ambiguityId,
  question: is.text,
  one: is.text.meta({ column: 'one answer' }),
  other: is.text.meta({ column: 'the other' }),
  taken: z.enum(['the first', 'the second'], { error: "'the first' or 'the second'" }),
  why: is.text,
});
