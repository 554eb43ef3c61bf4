// SPDX-License-Identifier: MIT
// Every id that is cited exists, and every rule is cited or says why not.
import type { Finding, Relation, Sections } from './relation.ts';
import type { SectionName } from './sections.ts';

interface Citation {
  readonly place: SectionName;
  readonly line: number;
  readonly id: string;
}

/** The rules that tables and claims refer to. */
function citations({ flags, errors, claims }: Sections): Citation[] {
  return [
    ...flags.map(({ rule, line }): Citation => ({ place: 'Flags', line, id: rule })),
    ...errors.map(({ rule, line }): Citation => ({ place: 'Errors', line, id: rule })),
    ...claims.flatMap(({ rules, line }) => rules.map((id): Citation => ({ place: 'Claims', line, id }))),
  ];
}

/** The ids that sentences mention, outside of code. The model's own names are not looked for in claims and steps. */
function mentions({ rules, alternatives, ambiguities }: Sections): Citation[] {
  const sentences: { place: SectionName; line: number; text: string }[] = [
    ...rules.map(({ text, untested = '', line }) => ({
      place: 'Rules' as const,
      line,
      text: `${text} ${untested}`,
    })),
    ...alternatives.map(({ text, line }) => ({ place: 'Alternatives' as const, line, text })),
    ...ambiguities.map(({ question, one, other, why, line }) => ({
      place: 'Ambiguities' as const,
      line,
      text: [question, one, other, why].join(' '),
    })),
  ];
  return sentences.flatMap(({ place, line, text }) => {
    const ids = text.replace(/`[^`]*`/g, '').match(/\b(?:E[1-9]\d*[a-z]?|[RCNA][1-9]\d*)\b/g) ?? [];
    return [...new Set(ids)].map((id) => ({ place, line, id }));
  });
}

function unknown(found: readonly Citation[], known: readonly { id: string }[]): Finding[] {
  const ids = new Set(known.map(({ id }) => id));
  return found
    .filter(({ id }) => !ids.has(id))
    .map(({ place, line, id }) => ({
      place,
      line,
      message: `there is no ${id}`,
      expected: 'an id of this document',
      hint: 'correct the reference, or write what it refers to',
    }));
}

function uncited(sections: Sections): Finding[] {
  const cited = new Set(citations(sections).map(({ id }) => id));
  return sections.rules
    .filter(({ id, untested }) => !cited.has(id) && untested === undefined)
    .map(({ id, line }) => ({
      place: 'Rules',
      line,
      message: `nothing cites ${id}`,
      expected: "a flag, an error or a claim that cites it, or 'untested:' and a reason",
      hint: 'cite the rule, or say why nothing tests it',
    }));
}

/** A claim is checked, so its rules are tested: one of the two is out of date. */
function staleExcuses({ rules, claims }: Sections): Finding[] {
  return rules.flatMap(({ id, untested, line }) => {
    const claim = claims.find((each) => each.rules.includes(id));
    if (untested === undefined || claim === undefined) return [];
    return [
      {
        place: 'Rules',
        line,
        message: `${id} is untested, and ${claim.id} claims it`,
        expected: "either a claim or 'untested:'",
        hint: 'remove the excuse, or the rule from the claim',
      },
    ];
  });
}

/** All of them. */
export const RULE_RELATIONS: readonly Relation[] = [
  { of: ['Rules', 'Flags', 'Errors', 'Claims'], findings: (all) => unknown(citations(all), all.rules) },
  {
    of: ['Rules', 'Errors', 'Claims', 'Alternatives', 'Ambiguities'],
    findings: (all) =>
      unknown(mentions(all), [...all.rules, ...all.errors, ...all.claims, ...all.ambiguities]),
  },
  { of: ['Rules', 'Flags', 'Errors', 'Claims'], findings: uncited },
  { of: ['Rules', 'Claims'], findings: staleExcuses },
];
