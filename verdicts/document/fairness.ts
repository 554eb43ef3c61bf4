// SPDX-License-Identifier: MIT
// What each claim's liveness assumes: against the model's properties, and the properties of the TLA+ that the manifest names.
import type { Claim } from '../../spec/index.ts';
import {
  Comparing,
  type Comparison,
  placeInManifest,
  placeInModel,
  type Repeaters,
  untold,
  type Where,
} from './fact.ts';
import { assumedByModel } from './fairness-model.ts';
import { type Assumed, assumedText, fairnessText } from './fairness-words.ts';

const PARTS = ['liveness', 'unfair'] as const;
type Part = (typeof PARTS)[number];

const UNFAIR = /\.? Without fairness, /;

/** What the document says for either part; undefined where it says nothing. */
function saidOf({ fairness = '' }: Claim): Record<Part, string | undefined> {
  const [liveness, unfair] = fairness.replace(/\.$/, '').split(UNFAIR);
  return { liveness, unfair };
}

const textOf = { liveness: fairnessText, unfair: assumedText };

/** A liveness part that the document says something of: the fairness of a claim, or the lesser one. */
function partsOf({ proposal }: Repeaters) {
  return proposal.claims
    .filter(({ liveness }) => liveness !== undefined)
    .flatMap((claim) =>
      PARTS.filter((part) => part === 'liveness' || claim.withoutFairness !== undefined).map((part) => ({
        ...{ id: claim.id, part },
        of: `what the ${part === 'unfair' ? 'lesser fairness' : 'fairness'} of ${claim.id} is`,
        document: { file: proposal.file, line: claim.line, says: saidOf(claim)[part] ?? 'nothing' },
      })),
    );
}

/** Compares each part with what `assumedBy` says of it and where; a part that it has no words for is told. */
function compareParts(
  repeaters: Repeaters,
  against: string,
  assumedBy: (id: string, part: Part) => readonly Assumed[] | null,
  placeFor: (id: string) => Where,
): Comparison {
  const comparing = new Comparing();
  const silent: string[] = [];
  for (const { id, part, of, document } of partsOf(repeaters)) {
    const assumed = assumedBy(id, part);
    if (assumed === null) silent.push(`${id} (${part})`);
    else comparing.equal(of, document, { ...placeFor(id), says: textOf[part](assumed) });
  }
  const missing = silent.length === 0 ? null : `no words for that of ${silent.join(', ')}`;
  return comparing.done('fairness', against, missing);
}

function againstModel(repeaters: Repeaters): Comparison {
  const { models } = repeaters;
  if (models.told?.processes === undefined)
    return untold('fairness', 'the model', 'it does not say which processes there are');
  const place = placeInModel(repeaters, /\b(?:weakly|strongly|goesOn)\b/);
  return compareParts(
    repeaters,
    'the model',
    (id, part) => assumedByModel(models, id, part),
    () => place,
  );
}

const OF_EACH = /^== \\A (\w+) \\in (\w+)(?: \\ Looping(\w+))? : (WF|SF)_\w+ \( \w+ \( \1 \) \)$/;
const OF_ONE = /^== (WF|SF)_\w+ \( \w+ \( "([^"]*)" \) \)$/;
const OF_SOMEBODY = /^== WF_\w+ \( \w+ \)$/;

/** What a property of the TLA+ assumes; null where it is of another form. */
function assumedByProperty(tokens: readonly string[]): Assumed | null {
  const text = tokens.join(' ');
  const [, , set, looping, strength] = OF_EACH.exec(text) ?? [];
  const kind = (letters: string | undefined) => (letters === 'SF' ? 'strong' : 'weak');
  if (set !== undefined && (looping === undefined || looping === set))
    return { kind: kind(strength), each: set.toLowerCase(), loops: looping === undefined };
  const [, letters, one] = OF_ONE.exec(text) ?? [];
  if (one !== undefined) return { kind: kind(letters), one };
  return OF_SOMEBODY.test(text) ? 'somebody' : null;
}

/** What the properties assume that the manifest names for a part's specification. */
function assumedByTla({ manifest, operators }: Repeaters, id: string, part: Part): Assumed[] | null {
  const { liveness } = manifest.claims[id] ?? {};
  const spec = part === 'unfair' ? liveness?.unfair : liveness?.spec;
  const properties = manifest.fairness[spec ?? ''] ?? [];
  const assumed = properties.flatMap((name) => assumedByProperty(operators.get(name)?.tokens ?? []) ?? []);
  return assumed.length === 0 || assumed.length < properties.length ? null : assumed;
}

const againstTla = (repeaters: Repeaters): Comparison =>
  compareParts(
    repeaters,
    'the TLA+',
    (id, part) => assumedByTla(repeaters, id, part),
    (id) => placeInManifest(repeaters, new RegExp(`"${id}":\\s*\\{`)),
  );

/** Which processes go on, where a claim's liveness is judged, and where it is judged with less. */
export const compareFairness = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstTla(repeaters),
];
