// SPDX-License-Identifier: MIT
// What the operators of a proposal's TLA+ are for, as its manifest says.
import type { Roles } from '../../tla/faults/mutants.ts';
import type { Manifest } from '../../tla/manifest.ts';

/** Reads them from the manifest. A root module called `MC...`, or one called `...Scenarios`, has the scenarios. */
export function rolesOf({ module, spec, claims, judges }: Manifest): Roles {
  const all = Object.values(claims);
  const specifications = all.flatMap(({ safety, progress, liveness }) => [
    ...[safety?.spec, progress?.spec, liveness?.spec, liveness?.unfair],
  ]);
  const operators = (names: readonly (string | undefined)[]) => [
    ...new Set(names.filter((name) => name !== undefined)),
  ];
  return {
    specifications: operators([spec, ...specifications]),
    claims: operators(
      all.flatMap(({ safety, step, refinement, liveness }) => [
        ...[safety?.operator, step?.operator, refinement?.init, refinement?.next, liveness?.operator],
      ]),
    ),
    unreached: operators(all.map(({ progress }) => progress?.operator)),
    excluded: scenarios(module.replace(/\.tla$/, '')),
    judges,
  };
}

function scenarios(root: string): string[] {
  return root.startsWith('MC') ? [root, `${root.slice('MC'.length)}Scenarios`] : [];
}
