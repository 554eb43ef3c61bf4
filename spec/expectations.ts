// SPDX-License-Identifier: MIT
// A proposal's verdicts as rows: what the explorer and TLC are expected to find.
import { SyspecError } from '../base/errors.ts';
import { type Claim, PARTS, type Part, type Proposal } from './proposal.ts';

/** What a check of one row is expected to find; for progress, `violated` means that it is not reached. */
export type ExpectedVerdict = 'holds' | 'violated';

/** One row that a command reports. */
export interface Expectation {
  /** `C1` for safety, `C1.progress`, `C1.liveness`, and `C1.liveness.unfair` for liveness that assumes no fairness. */
  readonly claim: string;
  /** The claim's id in the document. */
  readonly id: string;
  readonly part: Part;
  /** Whether the claim's fairness is assumed; true for safety and progress, which it does not affect. */
  readonly fair: boolean;
  readonly variant: string;
  readonly scenario: string;
  readonly expected: ExpectedVerdict;
}

/**
 * What is expected of `part` of `claim` in one variant and scenario.
 * Throws BAD_USAGE where the part is not judged in them.
 */
export function expected(claim: Claim, part: Part, variant: string, scenario: string): ExpectedVerdict {
  const verdict = Object.hasOwn(claim.verdicts, variant) ? claim.verdicts[variant]?.[part] : undefined;
  if (verdict === undefined || !claim.in[part].includes(scenario)) {
    throw new SyspecError(
      'BAD_USAGE',
      `the ${part} of ${claim.id} is not judged for ${variant} in ${scenario}`,
    );
  }
  return verdict.violatedIn.includes(scenario) ? 'violated' : 'holds';
}

const rowName = (id: string, part: Part): string => (part === 'safety' ? id : `${id}.${part}`);

/** A claim that says so is expected to fail without fairness wherever fairness is what makes it hold. */
function unfairRows(claim: Claim, variant: string): Expectation[] {
  const { id, withoutFairness = [] } = claim;
  const fairly = claim.verdicts[variant]?.liveness;
  if (fairly === undefined) return [];
  return withoutFairness
    .filter((scenario) => !fairly.violatedIn.includes(scenario))
    .map((scenario) => ({
      ...{ claim: `${rowName(id, 'liveness')}.unfair`, id, part: 'liveness', fair: false },
      ...{ variant, scenario, expected: 'violated' },
    }));
}

/** All rows, by variant, claim, part and scenario in the order of the document. */
export function expectations({ variants, claims }: Proposal): Expectation[] {
  return variants.flatMap(({ name: variant }) =>
    claims.flatMap((claim) => [
      ...PARTS.filter((part) => claim[part] !== undefined).flatMap((part) =>
        claim.in[part].map(
          (scenario): Expectation => ({
            ...{ claim: rowName(claim.id, part), id: claim.id, part, fair: true, variant, scenario },
            expected: expected(claim, part, variant, scenario),
          }),
        ),
      ),
      ...unfairRows(claim, variant),
    ]),
  );
}
