// SPDX-License-Identifier: MIT
// syspec check --model-mutants and --coverage: what a machine does to the bodies of the models.

import { EXIT, SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';
import type { BranchFindings, FaultFindings, Wanted, Watch } from '../verdicts/faults/index.ts';
import { type Bodies, bodiesAreFine, bodiesJson, showBodies } from '../verdicts/faults/report.ts';
import type { Filter, Subject } from '../verdicts/select.ts';
import type { Printed } from './stdout.ts';

/** What is found of the bodies of models; tests have others. */
export interface Machine {
  faults(subject: Subject, wanted?: Wanted): Promise<FaultFindings>;
  branches(subject: Subject): Promise<BranchFindings>;
}

/** What of `check` is about bodies. */
export interface BodyFlags extends Filter {
  readonly modelMutants: boolean;
  /** Those faults too that are listed as equivalent. */
  readonly listed?: boolean;
  readonly coverage: boolean;
  readonly mutant?: string | undefined;
}

/** A filter leaves rows out, and with them the verdicts by which a fault is seen. */
function isAsked({ modelMutants, coverage, mutant, variant, scenario, claim }: BodyFlags): boolean {
  if (mutant !== undefined) return true;
  return (modelMutants || coverage) && [variant, scenario, claim].every((given) => given === undefined);
}

/**
 * The machine that reads the sources, where it is asked for. What instruments is a tool of the checkout, since the package has no
 * sources to put faults into. Throws SyspecError BAD_USAGE in the installed package, TOOL_MISSING without the tool.
 */
export async function machineFor(flags: BodyFlags, watch: Watch): Promise<Machine | undefined> {
  if (!isAsked(flags)) return undefined;
  requireCheckout(ROOT, `check ${flags.coverage ? '--coverage' : '--model-mutants'}`);
  try {
    const { modelFaults, modelBranches } = await import('../verdicts/faults/index.ts');
    return {
      faults: (subject, wanted) => modelFaults(subject, watch, wanted),
      branches: (subject) => modelBranches(subject, watch),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.endsWith('MODULE_NOT_FOUND') !== true) throw error;
    const message = `what puts faults into models is not installed: ${(error as Error).message}`;
    throw new SyspecError('TOOL_MISSING', message, "Run 'npm ci' in the checkout.");
  }
}

/** Of all subjects, where asked. */
export async function lookAtBodies(
  subjects: readonly Subject[],
  flags: BodyFlags,
  machine: Machine | undefined,
): Promise<Bodies> {
  const bodies = { faults: [] as FaultFindings[], branches: [] as BranchFindings[] };
  if (machine === undefined || !isAsked(flags)) return bodies;
  for (const subject of subjects) {
    if (flags.modelMutants)
      bodies.faults.push(await machine.faults(subject, { listed: flags.listed ?? false }));
    if (flags.coverage) bodies.branches.push(await machine.branches(subject));
  }
  return bodies;
}

/** What became of the fault with this name, in the one proposal that has it. */
export async function oneFault(
  [subject, ...more]: readonly Subject[],
  id: string,
  { json, colors }: { readonly json: boolean; readonly colors: boolean },
  machine: Machine | undefined,
): Promise<Printed> {
  if (subject === undefined || more.length > 0 || machine === undefined)
    throw new SyspecError('BAD_USAGE', '--mutant is about one proposal', 'Give its name.');
  const bodies = { faults: [await machine.faults(subject, { only: id })], branches: [] };
  const ok = bodiesAreFine(bodies);
  const object = { schema: 1, ...bodiesJson(bodies), ok };
  const text = json ? `${JSON.stringify(object)}\n` : showBodies(bodies, { all: true, colors });
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}
