// SPDX-License-Identifier: MIT
// The form of a check that compares sections of a document.
import type { Complaint } from './problem.ts';
import type { Fields, Proposal } from './proposal.ts';
import type { DocumentPlace, SectionName } from './sections.ts';
import type { Head } from './title.ts';

/** A complaint, and where it belongs. */
export interface Finding extends Complaint {
  readonly place: DocumentPlace;
  readonly line: number;
}

/** What the sections say as data. */
export type Body = Omit<Proposal, 'file' | 'lines' | 'title' | keyof Fields>;

/** The same, with what they say beside their tables. */
export interface Sections extends Body {
  /** What stands above them. */
  readonly head: Head;
  /** Paragraphs and list items, as markdown source. */
  readonly prose: Partial<Readonly<Record<SectionName, string>>>;
}

/** Something that must hold between sections. */
export interface Relation {
  /** The sections that it compares. */
  readonly of: readonly DocumentPlace[];
  readonly findings: (sections: Sections) => readonly Finding[];
}
