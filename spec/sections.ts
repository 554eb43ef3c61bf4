// SPDX-License-Identifier: MIT
// The sections of format 2: all of them, once each, in this order.
import type { Outline, Section } from './outline.ts';
import type { Problems } from './problem.ts';

/** The second-level headings of a document, in their order. */
export const SECTIONS = [
  'Motivation',
  'Interface',
  'Flags',
  'Rules',
  'Errors',
  'State',
  'Steps',
  'Specification',
  'Variants',
  'Scenarios',
  'Races',
  'Claims',
  'Alternatives',
  'Ambiguities',
] as const;

/** One of the sections. */
export type SectionName = (typeof SECTIONS)[number];

/** Where a problem is: a section, or the title and the table of fields below it. */
export type DocumentPlace = SectionName | 'Title';

/** A place with the blocks in it: a section, or a part of one that is read on its own. */
export interface Region extends Section {
  readonly place: DocumentPlace;
}

/** Complaints of one document. */
export type Complaints = Problems<DocumentPlace>;

const ORDER = `the order ${SECTIONS.join(', ')}`;

function isSectionName(name: string): name is SectionName {
  return (SECTIONS as readonly string[]).includes(name);
}

/** The line before which a missing section should stand. */
function lineAfter(found: ReadonlyMap<SectionName, Region>, name: SectionName, document: Outline): number {
  const next = SECTIONS.slice(SECTIONS.indexOf(name)).find((later) => found.has(later));
  return next === undefined ? document.lines : (found.get(next)?.line ?? 0);
}

/** The heading of the section before a missing one. Where only a heading is missing, that section has its content. */
function lineBefore(found: ReadonlyMap<SectionName, Region>, name: SectionName): number {
  const last = SECTIONS.slice(0, SECTIONS.indexOf(name)).findLast((earlier) => found.has(earlier));
  return last === undefined ? 0 : (found.get(last)?.line ?? 0);
}

function checkOrder(found: ReadonlyMap<SectionName, Region>, problems: Complaints): void {
  const names = [...found.keys()];
  for (const [at, name] of names.entries()) {
    const before = names[at - 1];
    if (before === undefined || SECTIONS.indexOf(before) < SECTIONS.indexOf(name)) continue;
    problems.add(name, found.get(name)?.line ?? 0, {
      message: `the section ${name} stands after ${before}`,
      expected: ORDER,
      hint: 'move the section',
    });
  }
}

/** The sections of `document` by their names; an unknown, repeated, missing or misplaced one is a problem. */
export function sectionsOf(document: Outline, problems: Complaints): ReadonlyMap<SectionName, Region> {
  const found = new Map<SectionName, Region>();
  for (const section of document.sections) {
    const { name, line } = section;
    if (!isSectionName(name)) {
      problems.add('Title', line, {
        message: `the section '${name}' is not one of format 2`,
        expected: `one of ${SECTIONS.join(', ')}`,
        hint: 'rename it, or make it a part of a section',
      });
    } else if (found.has(name)) {
      problems.add(name, line, {
        message: `there is a second section ${name}`,
        expected: 'each section once',
        hint: `join it to the one in line ${found.get(name)?.line}`,
      });
    } else found.set(name, { ...section, place: name });
  }
  for (const name of SECTIONS.filter((each) => !found.has(each))) {
    const complaint = {
      message: `there is no section ${name}`,
      expected: `'## ${name}' here`,
      hint: 'write it; spec/template.md shows what it holds',
    };
    problems.add(name, lineAfter(found, name, document), complaint, lineBefore(found, name));
  }
  checkOrder(found, problems);
  return found;
}
