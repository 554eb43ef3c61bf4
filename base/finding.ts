// SPDX-License-Identifier: MIT
// What a whole run has found, as it is recorded: the same form for all who find something.
import { z } from 'zod';

const count = z.int().nonnegative();

const rowSchema = z.strictObject({
  lane: z.string(),
  scenario: z.string().nullable(),
  verdict: z.string(),
  cases: count,
  calls: count,
  transitions: z.strictObject({ covered: count, total: count }).nullable(),
  failures: count,
});

/** One call on both kernels, in instructions. */
const costSchema = z.strictObject({
  workload: z.string(),
  pristine: z.number().nonnegative(),
  patched: z.number().nonnegative(),
  noise: z.number().nonnegative(),
  regression: z.boolean(),
  /** What it may cost more, where the proposal says so. */
  bound: z.strictObject({ percent: z.number().positive(), reason: z.string() }).optional(),
});

/** Who takes the branches of a model, and the day on which that was found. */
const branchesSchema = z.strictObject({ on: z.iso.date(), variants: count, mutants: count, never: count });

/** A finding, before it is known what from. */
export const findingSchema = z.strictObject({
  kind: z.enum(['check', 'agree', 'model-mutants', 'tla-mutants', 'conform', 'mutants', 'cost']),
  /** `proposed on fast`; of `cost` the base, unless it is the default one; empty for all others. */
  name: z.string(),
  ok: z.boolean(),
  /** For people: another compiler makes a record no older. */
  environment: z
    .strictObject({ target: z.string(), grade: z.string().optional(), compiler: z.array(z.string()) })
    .nullable(),
  /** Versions by name, such as Node's and QEMU's; for people too. Runs that were recorded before they were have none. */
  tools: z.record(z.string(), z.string()).optional(),
  seed: count.nullable(),
  rows: z.array(rowSchema),
  /** How many there are of each verdict on a mutant, or of what was compared. */
  totals: z.record(z.string(), count).nullable(),
  /** Of `model-mutants`, where the branches were searched too. */
  branches: branchesSchema.optional(),
  /** Of `cost`. */
  costs: z.array(costSchema).optional(),
});

/** What a run has found. */
export type Finding = z.infer<typeof findingSchema>;

/** A row of one. */
export type RecordedRow = z.infer<typeof rowSchema>;

/** What a call costs on both kernels. */
export type RecordedCost = z.infer<typeof costSchema>;

/** The branches of a model, as they were found. */
export type RecordedBranches = z.infer<typeof branchesSchema>;
