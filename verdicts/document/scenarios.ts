// SPDX-License-Identifier: MIT
// Scenarios, what is judged where, and the mutants that break claims: against the model's lists and the manifest's runs.
import { expectations, PARTS } from '../../spec/index.ts';
import {
  Comparing,
  type Comparison,
  placeInManifest,
  placeInModel,
  placeOfOther,
  type Repeaters,
  shown,
  untold,
} from './fact.ts';

function againstModel(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const comparing = new Comparing();
  const names = proposal.scenarios.map(({ name }) => name);
  comparing.equal(
    'the scenarios',
    { file: proposal.file, line: proposal.scenarios[0]?.line ?? 0, says: names.join(', ') },
    { ...placeOfOther(repeaters, names, models.scenarios), says: models.scenarios.join(', ') },
  );
  for (const { id, brokenBy, line } of proposal.claims) {
    for (const name of brokenBy) {
      const mutant = models.mutants.find((each) => each.name === name);
      const place = placeInModel(repeaters, new RegExp(`'${name}'`));
      comparing.equal(
        `what the mutant ${name} breaks`,
        { file: proposal.file, line, says: id },
        { ...place, says: mutant?.killedBy.claim ?? 'no such mutant' },
      );
    }
  }
  return comparing.done('scenarios', 'the model');
}

/** The rows that are expected to be violated where the manifest counts a graph, and the graphs that it counts. */
function againstManifest(repeaters: Repeaters): Comparison {
  const { proposal, manifest } = repeaters;
  if (manifest.runs.length === 0) {
    return untold('scenarios', 'the manifest', `${shown(manifest.file)} has no runs`);
  }
  const comparing = new Comparing();
  const rows = expectations(proposal);
  const keyOf = ({ variant, scenario }: { variant: string; scenario: string }) => `${variant} in ${scenario}`;
  const runs = new Map(manifest.runs.map((run) => [keyOf(run), run]));
  const scenarios = new Map(proposal.scenarios.map((row) => [row.name, row]));
  const judged = new Map(rows.map((row) => [keyOf(row), row]));
  for (const key of new Set([...judged.keys(), ...runs.keys()])) {
    const run = runs.get(key);
    const asked = rows.filter((row) => keyOf(row) === key);
    const broken = asked.filter((row) => row.expected === 'violated').map(({ claim }) => claim);
    const { variant, scenario } = run ?? judged.get(key)!;
    const line = scenarios.get(scenario)?.line ?? 0;
    // What is violated without its fairness follows from what holds with it.
    const says = (violated: readonly string[]) =>
      violated
        .filter((claim) => !claim.endsWith('.unfair'))
        .sort()
        .join(', ') || 'nothing';
    comparing.equal(
      `what is violated of ${key}`,
      { file: proposal.file, line, says: asked.length === 0 ? 'nothing is judged there' : says(broken) },
      {
        ...placeInManifest(
          repeaters,
          new RegExp(`"variant":\\s*"${variant}",\\s*"scenario":\\s*"${scenario}"`),
        ),
        says: run === undefined ? 'no run' : says(run.violated),
      },
    );
  }
  return comparing.done('scenarios', 'the manifest');
}

/** Where each part of each claim is judged, so that a scenario in which nothing is violated is not left out unseen. */
function againstClaims(repeaters: Repeaters): Comparison {
  const { proposal, manifest } = repeaters;
  const comparing = new Comparing();
  const silent: string[] = [];
  for (const claim of proposal.claims) {
    const said = manifest.claims[claim.id]?.in;
    if (said === undefined) silent.push(claim.id);
    const place = placeInManifest(repeaters, new RegExp(`"${claim.id}":\\s*\\{`));
    for (const part of said === undefined ? [] : PARTS) {
      comparing.equal(
        `where the ${part} of ${claim.id} is judged`,
        { file: proposal.file, line: claim.line, says: claim.in[part].join(', ') },
        { ...place, says: said?.[part]?.join(', ') ?? '' },
      );
    }
  }
  const missing = silent.length === 0 ? null : `no 'in' that says where it is judged: ${silent.join(', ')}`;
  return comparing.done('scenarios', "the manifest's claims", missing);
}

/** The names of the scenarios, and which claims are judged where. */
export const compareScenarios = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstManifest(repeaters),
  againstClaims(repeaters),
];
