// SPDX-License-Identifier: MIT
// What each claim's liveness assumes: against the model's properties, and the properties of the TLA+ that the manifest names.
import type { Fairness } from '../../models/kit/index.ts';
import type { ProposalModels } from '../../models/proposal.ts';
import type { ToldProcess } from '../../models/told.ts';
import type { Claim } from '../../spec/index.ts';
import {
  Comparing,
  type Comparison,
  placeInManifest,
  placeOf,
  type Repeaters,
  shown,
  untold,
} from './fact.ts';
import { type Assumed, assumedText, fairnessText } from './fairness-words.ts';

const UNFAIR = /\.? Without fairness, /;

/** What the document says for either part; undefined where it says nothing. */
function saidOf({ fairness = '' }: Claim): Record<'liveness' | 'unfair', string | undefined> {
  const [liveness, unfair] = fairness.replace(/\.$/, '').split(UNFAIR);
  return { liveness, unfair };
}

const PARTS = ['liveness', 'unfair'] as const;

const textOf = { liveness: fairnessText, unfair: assumedText };

/** Which processes of one scenario it is assumed of that they go on. */
function coveredIn(fairness: readonly Fairness[], processes: readonly ToldProcess[]) {
  return fairness.map(({ kind, of }) => ({
    kind,
    of: processes.filter(({ name }) => of({ action: '', params: [name] })),
  }));
}

type Covered = ReturnType<typeof coveredIn>;
type Kinds = readonly (readonly ToldProcess[])[];

/** The same of all scenarios, which together tell whether those that loop are left out; null where they do not agree. */
function assumedIn(
  all: readonly { covered: Covered; processes: readonly ToldProcess[] }[],
): Assumed[] | null {
  if (
    all.every(({ covered, processes }) => covered.length === 1 && covered[0]!.of.length === processes.length)
  )
    return ['somebody'];
  if (all.some(({ covered }) => covered.some(({ of }) => of.length !== 1))) return null;
  const kinds = [...new Set(all.flatMap(({ processes }) => processes.map(({ kind }) => kind)))];
  const assumed = kinds.flatMap((each): Assumed[] => {
    const own = all.map(({ covered, processes }) => ({
      covered: covered.filter(({ of }) => of[0]!.kind === each),
      processes: processes.filter(({ kind }) => kind === each),
    }));
    const strengths = new Set(own.flatMap(({ covered }) => covered.map(({ kind }) => kind)));
    const [kind = 'weak'] = strengths;
    const isOf = (wanted: (process: ToldProcess) => boolean) =>
      own.every(({ covered, processes }) =>
        isSame([covered.map(({ of }) => of[0]!), processes.filter(wanted)]),
      );
    if (strengths.size > 1) return [];
    if (isOf(() => true)) return [{ kind, each, loops: true }];
    if (isOf(({ loops }) => !loops)) return [{ kind, each, loops: false }];
    const names = new Set(own.flatMap(({ covered }) => covered.map(({ of }) => of[0]!.name)));
    return [...names].map((one) => ({ kind, one }));
  });
  return assumed;
}

const isSame = ([one = [], other = []]: Kinds): boolean =>
  one.length === other.length && one.every(({ name }) => other.some((each) => each.name === name));

function assumedByModel(models: ProposalModels, claim: string, part: 'liveness' | 'unfair') {
  const all = models.scenarios.flatMap((scenario) => {
    const property = models.variant('proposed', scenario).property(claim, part);
    if (property?.kind !== 'liveness') return [];
    const processes = models.told?.processes?.(scenario) ?? [];
    return [{ covered: coveredIn(property.fairness, processes), processes }];
  });
  return all.length === 0 ? null : assumedIn(all);
}

function againstModel({ proposal, models, model }: Repeaters): Comparison {
  if (models.told?.processes === undefined)
    return untold('fairness', 'the model', 'it does not say which processes there are');
  const comparing = new Comparing();
  const silent: string[] = [];
  for (const claim of proposal.claims.filter(({ liveness }) => liveness !== undefined)) {
    const place = placeOf(model, /\bweakly\b|\bstrongly\b/, `models/${models.slug}`);
    for (const part of PARTS.filter((each) => each === 'liveness' || claim.withoutFairness !== undefined)) {
      const assumed = assumedByModel(models, claim.id, part);
      if (assumed === null) silent.push(`${claim.id} (${part})`);
      else
        comparing.equal(
          `what the ${part === 'unfair' ? 'lesser fairness' : 'fairness'} of ${claim.id} is`,
          { file: proposal.file, line: claim.line, says: saidOf(claim)[part] ?? 'nothing' },
          { ...place, file: shown(place.file), says: textOf[part](assumed) },
        );
    }
  }
  const missing = silent.length === 0 ? null : `no words for that of ${silent.join(', ')}`;
  return comparing.done('fairness', 'the model', missing);
}

const OF_EACH = /^== \\A (\w+) \\in (\w+)(?: \\ Looping(\w+))? : (WF|SF)_\w+ \( \w+ \( \1 \) \)$/;
const OF_ONE = /^== (WF|SF)_\w+ \( \w+ \( "([^"]*)" \) \)$/;
const OF_SOMEBODY = /^== WF_\w+ \( \w+ \)$/;

/** What a property of the TLA+ assumes; null where it is of another form. */
function assumedBy(tokens: readonly string[]): Assumed | null {
  const text = tokens.join(' ');
  const [, , set, looping, strength] = OF_EACH.exec(text) ?? [];
  const kind = (letters: string | undefined) => (letters === 'SF' ? 'strong' : 'weak');
  if (set !== undefined && (looping === undefined || looping === set))
    return { kind: kind(strength), each: set.toLowerCase(), loops: looping === undefined };
  const [, letters, one] = OF_ONE.exec(text) ?? [];
  if (one !== undefined) return { kind: kind(letters), one };
  return OF_SOMEBODY.test(text) ? 'somebody' : null;
}

function againstTla(repeaters: Repeaters): Comparison {
  const { proposal, manifest, operators } = repeaters;
  const comparing = new Comparing();
  const silent: string[] = [];
  for (const claim of proposal.claims.filter(({ liveness }) => liveness !== undefined)) {
    const judged = manifest.claims[claim.id]?.liveness;
    for (const part of PARTS.filter((each) => each === 'liveness' || claim.withoutFairness !== undefined)) {
      const spec = part === 'unfair' ? judged?.unfair : judged?.spec;
      const assumed = (manifest.fairness[spec ?? ''] ?? []).map((name) =>
        assumedBy(operators.get(name)?.tokens ?? []),
      );
      const known = assumed.flatMap((each) => (each === null ? [] : [each]));
      if (assumed.length === 0 || known.length < assumed.length) silent.push(`${claim.id} (${part})`);
      else
        comparing.equal(
          `what the ${part === 'unfair' ? 'lesser fairness' : 'fairness'} of ${claim.id} is`,
          { file: proposal.file, line: claim.line, says: saidOf(claim)[part] ?? 'nothing' },
          {
            ...placeInManifest(repeaters, new RegExp(`"${claim.id}":\\s*\\{`)),
            says: textOf[part](known),
          },
        );
    }
  }
  const missing = silent.length === 0 ? null : `no words for that of ${silent.join(', ')}`;
  return comparing.done('fairness', 'the TLA+', missing);
}

/** Which processes go on, where a claim's liveness is judged, and where it is judged with less. */
export const compareFairness = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstTla(repeaters),
];
