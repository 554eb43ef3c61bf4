// SPDX-License-Identifier: MIT
// Which fields a claim must have together.
import type { z } from 'zod';
import type { Complaint } from './problem.ts';
import { PARTS, type Part } from './proposal.ts';
import type { CLAIM } from './schema.ts';

/** The fields of one claim. */
export type ClaimFields = z.output<typeof CLAIM>;

/** The field that states each part; `X in` lists the scenarios in which it is judged. */
export const FIELD_OF = { safety: 'Safety', progress: 'Progress', liveness: 'Liveness' } as const;

const lacks = (fields: ClaimFields, key: keyof ClaimFields): boolean => fields[key] === undefined;

/** A part without its scenarios, or scenarios of no part. */
function unplaced(id: string, fields: ClaimFields, part: Part): Complaint[] {
  const key = FIELD_OF[part];
  const place = `${key} in` as const;
  if (lacks(fields, key) === lacks(fields, place)) return [];
  return [
    {
      message: `${id} has no '${lacks(fields, key) ? key : place}'`,
      expected: `'${key}' and '${place}' together`,
      hint: 'state the part, and where it is judged',
    },
  ];
}

interface Form {
  readonly broken: (fields: ClaimFields, promise: boolean, id: string) => boolean;
  readonly complaint: Complaint;
}

/** `message` continues the claim's id. */
const FORMS: readonly Form[] = [
  {
    broken: (fields, _, id) => id !== 'S' && !lacks(fields, 'Safety') && lacks(fields, 'Progress'),
    complaint: {
      message: 'has no progress twin',
      expected: "'Progress' beside 'Safety'",
      hint: 'say what must be reached: a call that always fails satisfies every safety part',
    },
  },
  {
    broken: (fields, promise) => promise && lacks(fields, 'Safety'),
    complaint: {
      message: 'promises nothing',
      expected: "'Safety' in a claim with a C, and in S",
      hint: 'say what holds in every reachable state, or give the claim an N',
    },
  },
  {
    broken: (fields, promise) =>
      !promise && (lacks(fields, 'Liveness') || !lacks(fields, 'Safety') || !lacks(fields, 'Progress')),
    complaint: {
      message: 'is not a liveness property alone',
      expected: "'Liveness', and neither 'Safety' nor 'Progress', in a claim with an N",
      hint: 'give a promise a C; an N names what is not promised',
    },
  },
  {
    broken: (fields) => lacks(fields, 'Liveness') !== lacks(fields, 'Fairness'),
    complaint: {
      message: "has only one of 'Liveness' and 'Fairness'",
      expected: 'both or neither',
      hint: 'state what the liveness part assumes',
    },
  },
  {
    broken: (fields, promise) => promise && !lacks(fields, 'Liveness') && lacks(fields, 'Without fairness'),
    complaint: {
      message: "has 'Liveness' and no 'Without fairness'",
      expected: "'Without fairness: violated' beside 'Liveness' in a claim with a C",
      hint: 'add the item: a check shows that the fairness is needed',
    },
  },
  {
    broken: (fields, promise) => !promise && !lacks(fields, 'Without fairness'),
    complaint: {
      message: "has 'Without fairness' and promises nothing",
      expected: "'Without fairness' only in a claim with a C",
      hint: 'remove the item: fairness only makes what is not promised harder to violate',
    },
  },
  {
    broken: (fields, promise) => promise && lacks(fields, 'Liveness') && !lacks(fields, 'Without fairness'),
    complaint: {
      message: "has 'Without fairness' and no liveness part",
      expected: "'Without fairness' only beside 'Liveness'",
      hint: 'remove the item, or state the part',
    },
  },
];

/** What is wrong with the set of fields that claim `id` has. */
export function complaintsAbout(id: string, fields: ClaimFields): Complaint[] {
  const promise = !id.startsWith('N');
  const broken = FORMS.filter((form) => form.broken(fields, promise, id)).map(({ complaint }) => ({
    ...complaint,
    message: `${id} ${complaint.message}`,
  }));
  return [...PARTS.flatMap((part) => unplaced(id, fields, part)), ...broken];
}
