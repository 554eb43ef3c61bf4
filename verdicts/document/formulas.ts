// SPDX-License-Identifier: MIT
// The formulas: against the operators of the same names; and the operators that the manifest has judged, against them.
import { type Claim, type Formula, PARTS, type Part } from '../../spec/index.ts';
import type { Manifest } from '../../tla/manifest.ts';
import { Comparing, type Comparison, placeInManifest, type Repeaters, shown, untold } from './fact.ts';

const join = (tokens: readonly string[]): string =>
  tokens
    .filter((token) => token !== '==')
    .join(' ')
    .replace(/\{(?:\/\\|\\\/)|(?:\/\\|\\\/)\}/g, '')
    .replace(/-(\/\\|\\\/)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** What is around the formula that `tokens` is about: nothing, a negation, or that every step is such. */
function meant(tokens: readonly string[]): string | undefined {
  const [equals, ...body] = tokens;
  if (equals !== '==') return undefined;
  if (body.length === 1) return body[0];
  if (body.length === 2 && body[0] === '~') return body[1];
  const isStep = body.length === 5 && body[0] === '[]' && body[1] === '[' && body[3] === ']_';
  return isStep ? body[2] : undefined;
}

/** How two formulas differ when their words do not: only the layout of a list can. */
function sayings(one: readonly string[], other: readonly string[]): [string, string] {
  const says: [string, string] = [join(one), join(other)];
  if (says[0] !== says[1] || one.join(' ') === other.join(' ')) return says;
  return [`${says[0]} (as its lists are laid out)`, `${says[1]} (as its lists are)`];
}

/** What repeats the formulas. */
type FormulaRepeaters = Pick<Repeaters, 'proposal' | 'manifest' | 'manifestText' | 'operators'>;

function againstOperators({ proposal, manifest, operators }: FormulaRepeaters): Comparison {
  const comparing = new Comparing();
  for (const { name, tokens, line } of proposal.formulas) {
    const operator = operators.get(name);
    const [mine, theirs] = sayings(tokens, operator?.tokens ?? ['no such operator']);
    comparing.equal(
      name,
      { file: proposal.file, line, says: mine },
      { file: shown(operator?.file ?? manifest.specFile), line: operator?.line ?? 0, says: theirs },
    );
  }
  const mine = new Set(proposal.formulas.map(({ name }) => name));
  const used = new Set(proposal.formulas.flatMap(({ tokens }) => tokens));
  const unsaid = [...operators.keys()].filter((name) => used.has(name) && !mine.has(name)).sort();
  const missing = unsaid.length === 0 ? null : `the document uses and does not define ${unsaid.join(', ')}`;
  return comparing.done('formulas', 'the TLA+', missing);
}

type Judged = Manifest['claims'][string] | undefined;

/** The parts of a claim that the manifest has TLC judge. A promise is of states, of steps, or the refinement. */
function partsOf(claim: Judged): Part[] {
  return PARTS.filter((part) =>
    part === 'safety' ? (claim?.safety ?? claim?.step ?? claim?.refinement) : claim?.[part],
  );
}

/**
 * The operators that the manifest has TLC judge, and that neither are a formula of the claim nor say that it never, or
 * always, is so. The refinement has no formula but the specification.
 */
function unsaid({ operators, manifest }: FormulaRepeaters, claim: Claim, formulas: readonly Formula[]) {
  const judged: Judged = manifest.claims[claim.id];
  const parts = [
    claim.id === 'S' ? undefined : judged?.safety,
    judged?.step,
    judged?.progress,
    judged?.liveness,
  ];
  return parts.flatMap((part) => {
    if (part === undefined) return [];
    const name = part.operator;
    const operator = operators.get(name);
    const about = formulas.some((each) => each.name === name) ? name : meant(operator?.tokens ?? []);
    return formulas.some((each) => each.name === about) ? [] : [{ name, operator }];
  });
}

function againstManifest(repeaters: FormulaRepeaters): Comparison {
  const { proposal, manifest } = repeaters;
  const comparing = new Comparing();
  for (const claim of proposal.claims) {
    const formulas = proposal.formulas.filter((formula) => formula.claim === claim.id);
    const document = { file: proposal.file, line: claim.line };
    const place = placeInManifest(repeaters, new RegExp(`"${claim.id}":\\s*\\{`));
    const judged = partsOf(manifest.claims[claim.id]);
    comparing.equal(
      `the parts of ${claim.id}`,
      { ...document, says: PARTS.filter((part) => claim[part] !== undefined).join(', ') },
      { ...place, says: judged.join(', ') || 'no such claim' },
    );
    comparing.equal(
      `the rules of ${claim.id}`,
      { ...document, says: claim.rules.join(', ') },
      { ...place, says: manifest.claims[claim.id]?.rules.join(', ') ?? '' },
    );
    for (const { name, operator } of unsaid(repeaters, claim, formulas)) {
      comparing.equal(
        `the formula that judges ${claim.id}`,
        { ...document, says: formulas.map((each) => each.name).join(', ') || 'none' },
        operator === undefined
          ? { ...place, says: `${name}, which there is not` }
          : { file: shown(operator.file), line: operator.line, says: name },
      );
    }
  }
  return comparing.done('formulas', 'the manifest');
}

/** Each claim's formulas. */
export function compareFormulas(repeaters: FormulaRepeaters): Comparison[] {
  const { manifest, operators } = repeaters;
  if (operators.size === 0) return [untold('formulas', 'the TLA+', `no ${shown(manifest.specFile)}`)];
  return [againstOperators(repeaters), againstManifest(repeaters)];
}
