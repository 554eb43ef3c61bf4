// SPDX-License-Identifier: MIT
// Every claim has a verdict for every variant, in its own scenarios; the proposed interface keeps its promises.
import { type Claim, PARTS, type Part, type Verdict } from './proposal.ts';
import type { Finding, Relation, Sections } from './relation.ts';

/** What the reviewer is asked to accept: the variant that every document has. */
export const PROPOSED = 'proposed';

interface Cell {
  readonly claim: Claim;
  readonly variant: string;
  readonly part: Part;
  readonly verdict: Verdict;
  readonly line: number;
}

function cells({ claims }: Sections): Cell[] {
  return claims.flatMap((claim) =>
    Object.entries(claim.verdicts).flatMap(([variant, verdicts]) =>
      PARTS.flatMap((part) => {
        const verdict = verdicts[part];
        return verdict === undefined ? [] : [{ claim, variant, part, verdict, line: verdicts.line }];
      }),
    ),
  );
}

function missingRows({ claims, variants }: Sections): Finding[] {
  return claims.flatMap((claim) =>
    variants
      .filter(({ name }) => !Object.hasOwn(claim.verdicts, name))
      .map(({ name }) => ({
        place: 'Claims',
        line: claim.line,
        message: `${claim.id} has no verdict for the variant ${name}`,
        expected: 'a row for each variant',
        hint: 'say what is expected of it',
      })),
  );
}

function unknownVariants({ claims, variants }: Sections): Finding[] {
  const known = variants.map(({ name }) => name);
  return claims.flatMap((claim) =>
    Object.entries(claim.verdicts)
      .filter(([variant]) => !known.includes(variant))
      .map(([variant, { line }]) => ({
        place: 'Claims',
        line,
        message: `${claim.id} has a verdict for an unknown variant '${variant}'`,
        expected: `one of ${known.join(', ')}`,
        hint: 'correct the name, or add the variant',
      })),
  );
}

function strayScenarios(sections: Sections): Finding[] {
  return cells(sections).flatMap(({ claim, part, verdict, line }) =>
    verdict.violatedIn
      .filter((scenario) => !claim.in[part].includes(scenario))
      .map((scenario) => ({
        place: 'Claims',
        line,
        message: `the ${part} of ${claim.id} is not judged in '${scenario}'`,
        expected: `some of ${claim.in[part].join(', ')}`,
        hint: "correct the verdict, or the claim's list of scenarios",
      })),
  );
}

/** Where fairness is said to be needed, liveness is judged. */
function strayFairness({ claims }: Sections): Finding[] {
  return claims.flatMap((claim) =>
    (claim.withoutFairness ?? [])
      .filter((scenario) => !claim.in.liveness.includes(scenario))
      .map((scenario) => ({
        place: 'Claims',
        line: claim.line,
        message: `the liveness of ${claim.id} is not judged in '${scenario}'`,
        expected: `some of ${claim.in.liveness.join(', ')}`,
        hint: "correct 'Without fairness', or the claim's list of scenarios",
      })),
  );
}

/** Parts of promises that the document itself expects to be broken by what it proposes. */
function brokenPromises(sections: Sections): Finding[] {
  return cells(sections)
    .filter(
      ({ claim, variant, verdict }) => !claim.id.startsWith('N') && variant === PROPOSED && !verdict.holds,
    )
    .map(({ claim, part, line }) => ({
      place: 'Claims',
      line,
      message: `the ${part} of ${claim.id} is violated in the variant ${PROPOSED}`,
      expected: "'holds': it is what a reader is promised",
      hint: 'mend the interface, or give the claim an N',
    }));
}

function unproposed({ variants }: Sections): Finding[] {
  if (variants.some(({ name }) => name === PROPOSED)) return [];
  return [
    {
      place: 'Variants',
      line: variants[0]?.line ?? 0,
      message: `there is no variant ${PROPOSED}`,
      expected: `a row '${PROPOSED}'`,
      hint: 'add the interface as proposed',
    },
  ];
}

/** All of them. */
export const VERDICT_RELATIONS: readonly Relation[] = [
  { of: ['Claims', 'Variants'], findings: missingRows },
  { of: ['Claims', 'Variants'], findings: unknownVariants },
  { of: ['Claims'], findings: strayScenarios },
  { of: ['Claims'], findings: strayFairness },
  { of: ['Claims'], findings: brokenPromises },
  { of: ['Variants'], findings: unproposed },
];
