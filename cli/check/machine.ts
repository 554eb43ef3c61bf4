// SPDX-License-Identifier: MIT
// The machine that puts faults and counters into the bodies of models, for check --model-mutants and --coverage.
import { SyspecError } from '../../base/errors.ts';
import { ROOT } from '../../base/root.ts';
import { requireCheckout } from '../../layout/checkout.ts';
import type { BranchFindings, FaultFindings, Wanted, Watch } from '../../verdicts/faults/index.ts';
import type { Filter, Subject } from '../../verdicts/select.ts';

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
  /** One fault of the model's bodies, by its name. */
  readonly mutant?: string | undefined;
}

/** Whether bodies are looked at: a filter leaves rows out, and with them the verdicts by which a fault is seen. */
export function isAsked({ modelMutants, coverage, mutant, variant, scenario, claim }: BodyFlags): boolean {
  if (mutant !== undefined) return true;
  return (modelMutants || coverage) && [variant, scenario, claim].every((given) => given === undefined);
}

/** The option that asks for bodies. */
export function askedBy({ mutant, coverage }: BodyFlags): string {
  if (mutant !== undefined) return '--mutant';
  return coverage ? '--coverage' : '--model-mutants';
}

/**
 * The machine that reads the sources, where it is asked for. What instruments is a tool of the checkout, since the package has no
 * sources to put faults into. Throws SyspecError BAD_USAGE in the installed package, TOOL_MISSING without the tool.
 */
export async function machineFor(flags: BodyFlags, watch: Watch): Promise<Machine | undefined> {
  if (!isAsked(flags)) return undefined;
  requireCheckout(ROOT, `check ${askedBy(flags)}`);
  try {
    const { modelFaults, modelBranches } = await import('../../verdicts/faults/index.ts');
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
