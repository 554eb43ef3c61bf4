// SPDX-License-Identifier: MIT
// syspec check --mutants and --coverage: what a machine does to the bodies of the models.

import { SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';
import type { BranchFindings, FaultFindings, Watch } from '../verdicts/faults/index.ts';
import type { Subject } from '../verdicts/select.ts';

/** What is found of the bodies of models; tests have others. */
export interface Machine {
  faults(subject: Subject, only?: string): Promise<FaultFindings>;
  branches(subject: Subject): Promise<BranchFindings>;
}

/**
 * The machine that reads the sources. It is loaded when it is needed: what instruments is a tool of the checkout.
 * Throws SyspecError BAD_USAGE in the installed package, TOOL_MISSING without the tool.
 */
export function machine(watch: Watch): Machine {
  return {
    faults: async (subject, only) => (await load('--mutants')).modelFaults(subject, watch, only),
    branches: async (subject) => (await load('--coverage')).modelBranches(subject, watch),
  };
}

async function load(option: string) {
  requireCheckout(ROOT, `check ${option}`);
  try {
    return await import('../verdicts/faults/index.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.endsWith('MODULE_NOT_FOUND') !== true) throw error;
    const message = `what puts faults into models is not installed: ${(error as Error).message}`;
    throw new SyspecError('TOOL_MISSING', message, "Run 'npm ci' in the checkout.");
  }
}
