// SPDX-License-Identifier: MIT
// The claims: a heading, a list of fields and a table of verdicts each.
import { type ClaimFields, complaintsAbout, FIELD_OF } from './claim-form.ts';
import { divide, type Section } from './outline.ts';
import { type Claim, PARTS, type Verdicts } from './proposal.ts';
import { itemsIn, oneLine } from './prose.ts';
import { CLAIM, verdictsOf } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { faultsOf, readRows } from './table.ts';

const KEYS = Object.keys(CLAIM.shape);
const HEADING = /^(S|[CN][1-9]\d*): (\S.*)$/;
const FIELD = /^([A-Z][a-z]+(?: [a-z]+)?):\s*([\s\S]*)$/;

function readFields(region: Region, problems: Complaints): ClaimFields | undefined {
  const raw: Record<string, string> = {};
  const lines = new Map<string, number>();
  for (const { text: item, line } of itemsIn(region)) {
    const [, key = '', value = ''] = FIELD.exec(item) ?? [];
    if (KEYS.includes(key) && !lines.has(key)) {
      raw[key] = oneLine(value);
      lines.set(key, line);
    } else {
      problems.add('Claims', line, {
        message: lines.has(key)
          ? `the field '${key}' is there twice`
          : `'${oneLine(item)}' is no field of a claim`,
        expected: `items '- Field: value' with each of ${KEYS.join(', ')} at most once`,
        hint: 'correct or remove the item',
      });
    }
  }
  const read = CLAIM.safeParse(raw);
  if (read.success) return read.data;
  for (const { key, ...complaint } of faultsOf(read.error, raw, (field) => `the item '${field}'`)) {
    problems.add('Claims', lines.get(key) ?? region.line, complaint);
  }
  return undefined;
}

/** The claim's table, whose columns are the parts in `fields`; each variant at most once. */
function readVerdicts(region: Region, fields: ClaimFields, problems: Complaints): Record<string, Verdicts> {
  const shape = verdictsOf(PARTS.filter((part) => fields[FIELD_OF[part]] !== undefined));
  const verdicts = new Map<string, Verdicts>();
  for (const { variant, ...row } of readRows(region, shape, problems)) {
    const before = verdicts.get(variant);
    if (before === undefined) verdicts.set(variant, row);
    else {
      problems.add('Claims', row.line, {
        message: `the variant ${variant} is there twice`,
        expected: 'one row for each variant',
        hint: `remove this one or that in line ${before.line}`,
      });
    }
  }
  return Object.fromEntries(verdicts);
}

function claimOf(id: string, title: string, fields: ClaimFields): Omit<Claim, 'verdicts' | 'line'> {
  const { Safety: safety, Progress: progress, Liveness: liveness, Fairness: fairness } = fields;
  const withoutFairness = fields['Without fairness'];
  return {
    id,
    title,
    rules: fields.Rules,
    ...(safety === undefined ? {} : { safety }),
    ...(progress === undefined ? {} : { progress }),
    ...(liveness === undefined ? {} : { liveness }),
    ...(fairness === undefined ? {} : { fairness }),
    ...(withoutFairness && { withoutFairness: withoutFairness.in ?? fields['Liveness in'] ?? [] }),
    in: {
      safety: fields['Safety in'] ?? [],
      progress: fields['Progress in'] ?? [],
      liveness: fields['Liveness in'] ?? [],
    },
    brokenBy: fields['Broken by'] ?? [],
    ...(fields.Violation === undefined ? {} : { violation: fields.Violation }),
  };
}

function readClaim(section: Section, problems: Complaints): Claim[] {
  const { line } = section;
  const [, id = '', title = ''] = HEADING.exec(section.name) ?? [];
  if (id === '') {
    problems.add('Claims', line, {
      message: `'${section.name}' is no heading of a claim`,
      expected: "'### C1: what is promised', '### N1: what is not', or '### S: ' for the refinement",
      hint: 'correct the heading',
    });
    return [];
  }
  const region: Region = { ...section, name: id, place: 'Claims' };
  const fields = readFields(region, problems);
  if (fields === undefined) return [];
  const complaints = complaintsAbout(id, fields);
  for (const complaint of complaints) problems.add('Claims', line, complaint);
  if (complaints.length > 0) return [];
  return [{ ...claimOf(id, title, fields), verdicts: readVerdicts(region, fields, problems), line }];
}

/** The claims, in their order. */
export function readClaims(region: Region, problems: Complaints): Claim[] {
  const { sections } = divide(region.blocks, 3);
  if (sections.length === 0) {
    problems.add('Claims', region.line, {
      message: 'there are no claims',
      expected: "headings of the form '### C1: what is promised'",
      hint: 'claim something',
    });
  }
  return sections.flatMap((section) => readClaim(section, problems));
}
