// SPDX-License-Identifier: MIT
// What must hold between the sections of a document.
import { BASE_RELATIONS } from './bases.ts';
import { CALL_RELATIONS } from './call-relations.ts';
import { CLAIM_RELATIONS } from './claim-relations.ts';
import { ID_RELATIONS } from './id-relations.ts';
import { NAME_RELATIONS } from './name-relations.ts';
import type { Sections } from './relation.ts';
import { RULE_RELATIONS } from './rule-relations.ts';
import type { Complaints } from './sections.ts';
import { VERDICT_RELATIONS } from './verdict-relations.ts';

const OTHERS = [
  ...BASE_RELATIONS,
  ...CALL_RELATIONS,
  ...NAME_RELATIONS,
  ...RULE_RELATIONS,
  ...CLAIM_RELATIONS,
  ...VERDICT_RELATIONS,
];

/**
 * Adds what is wrong between the sections to `problems`. A relation is looked at only where the sections that it
 * compares are right in themselves, their ids included: otherwise one slip would be reported many times.
 */
export function crossCheck(sections: Sections, problems: Complaints): void {
  for (const relations of [ID_RELATIONS, OTHERS]) {
    const due = relations.filter((relation) => problems.clean(relation.of));
    for (const { place, line, ...complaint } of due.flatMap((relation) => relation.findings(sections))) {
      problems.add(place, line, complaint);
    }
  }
}
