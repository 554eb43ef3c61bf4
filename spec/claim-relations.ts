// SPDX-License-Identifier: MIT
// Claims are judged in scenarios that exist, races point to claims, and each claim can be seen to fail.
import { type Claim, PARTS, type Part } from './proposal.ts';
import type { Finding, Relation, Sections } from './relation.ts';

function unknownScenarios({ claims, scenarios }: Sections): Finding[] {
  const known = scenarios.map(({ name }) => name);
  return claims.flatMap((claim) =>
    [...new Set(PARTS.flatMap((part) => claim.in[part]))]
      .filter((scenario) => !known.includes(scenario))
      .map((scenario) => ({
        place: 'Claims',
        line: claim.line,
        message: `${claim.id} is judged in an unknown scenario '${scenario}'`,
        expected: `some of ${known.join(', ')}`,
        hint: 'correct the name, or add the scenario',
      })),
  );
}

function idleScenarios({ claims, scenarios }: Sections): Finding[] {
  const used = claims.flatMap((claim) => PARTS.flatMap((part) => claim.in[part]));
  return scenarios
    .filter(({ name }) => !used.includes(name))
    .map(({ name, line }) => ({
      place: 'Scenarios',
      line,
      message: `no claim is judged in the scenario '${name}'`,
      expected: "each scenario in some claim's 'in' list",
      hint: 'judge a claim in it, or remove it',
    }));
}

function unknownClaims({ races, claims }: Sections): Finding[] {
  const known = claims.map(({ id }) => id);
  return races.flatMap((race) =>
    race.claims
      .filter((id) => !known.includes(id))
      .map((id) => ({
        place: 'Races',
        line: race.line,
        message: `there is no claim ${id}`,
        expected: `some of ${known.join(', ')}`,
        hint: 'correct the reference, or write the claim',
      })),
  );
}

/** Whether something is expected to violate the part, so that a check of it that never fails is noticed. */
function canFail(claim: Claim, part: Part): boolean {
  if (Object.values(claim.verdicts).some((verdicts) => verdicts[part]?.holds === false)) return true;
  if (claim.id.startsWith('N')) return false;
  // The liveness of a promise is expected to fail without its fairness.
  return part === 'liveness' || claim.brokenBy.length > 0;
}

/** The progress part is left out: the mutant that always fails breaks it in every proposal. */
function unbreakable({ claims }: Sections): Finding[] {
  return claims.flatMap((claim) =>
    (['safety', 'liveness'] as const)
      .filter((part) => claim[part] !== undefined && !canFail(claim, part))
      .map((part) => ({
        place: 'Claims',
        line: claim.line,
        message: `nothing is expected to break the ${part} of ${claim.id}`,
        expected: `a variant that violates it${claim.id.startsWith('N') ? '' : ", or 'Broken by' and a mutant"}`,
        hint: 'say what breaks it: a check that cannot fail shows nothing',
      })),
  );
}

/** All of them. */
export const CLAIM_RELATIONS: readonly Relation[] = [
  { of: ['Claims', 'Scenarios'], findings: unknownScenarios },
  { of: ['Claims', 'Scenarios'], findings: idleScenarios },
  { of: ['Claims', 'Races'], findings: unknownClaims },
  { of: ['Claims'], findings: unbreakable },
];
