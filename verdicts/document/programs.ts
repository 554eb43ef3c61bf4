// SPDX-License-Identifier: MIT
// The program of each variant: against the model, and the CASE of the TLA+.
import {
  Comparing,
  type Comparison,
  placeInModel,
  placeOfOther,
  type Repeaters,
  shown,
  untold,
} from './fact.ts';

const NONE = 'no such variant';

function againstModel(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const comparing = new Comparing();
  const rows = new Map(proposal.variants.map((row) => [row.name, row]));
  for (const name of new Set([...rows.keys(), ...Object.keys(models.programs)])) {
    const row = rows.get(name);
    const place = placeInModel(repeaters, new RegExp(`^\\s*'?${name}'?: `));
    comparing.equal(
      `the program of ${name}`,
      { file: proposal.file, line: row?.line ?? 0, says: row?.program.join(', ') ?? NONE },
      { ...place, says: models.programs[name]?.join(', ') ?? NONE },
    );
  }
  const variants = proposal.variants.map(({ name }) => name);
  comparing.equal(
    'the variants',
    { file: proposal.file, line: proposal.variants[0]?.line ?? 0, says: variants.join(', ') },
    { ...placeOfOther(repeaters, variants, models.variants), says: models.variants.join(', ') },
  );
  return comparing.done('programs', 'the model');
}

/** Tuples of strings by the string that stands before each arrow: `x = "a" -> <<"b", "c">>`. */
function cases(tokens: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [at, token] of tokens.entries()) {
    if (token !== '->' || tokens[at + 1] !== '<<') continue;
    const tuple = tokens.slice(at + 2, tokens.indexOf('>>', at));
    const names: string[] = [];
    // More than one variant may have the program: x \in {"a", "b"}.
    for (let i = at - 1; i >= 0 && !['[]', 'CASE', '->'].includes(tokens[i]!); i -= 1) names.push(tokens[i]!);
    for (const name of names.filter((one) => one.startsWith('"'))) {
      const calls = tuple.filter((one) => one !== ',').map((one) => one.slice(1, -1));
      found.set(name.slice(1, -1), calls.join(', '));
    }
  }
  return found;
}

function againstTla({ proposal, manifest, operators }: Repeaters): Comparison {
  const program = operators.get(manifest.programs ?? '');
  if (program === undefined) {
    const why =
      manifest.programs === undefined ? "the manifest names no 'programs'" : `no ${manifest.programs}`;
    return untold('programs', 'the TLA+', `${shown(manifest.file)}: ${why}`);
  }
  const comparing = new Comparing();
  const found = cases(program.tokens);
  const rows = new Map(proposal.variants.map((row) => [row.name, row]));
  for (const name of new Set([...rows.keys(), ...found.keys()])) {
    const row = rows.get(name);
    comparing.equal(
      `the program of ${name}`,
      { file: proposal.file, line: row?.line ?? 0, says: row?.program.join(', ') ?? NONE },
      { file: shown(program.file), line: program.line, says: found.get(name) ?? NONE },
    );
  }
  return comparing.done('programs', 'the TLA+');
}

/** Which calls each variant makes. */
export const comparePrograms = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstTla(repeaters),
];
