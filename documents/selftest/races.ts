// SPDX-License-Identifier: MIT
// The programs that make a race happen, or show that it does not: C files that exit with 0, 1 (it happened) or 2.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Rule } from '../../spec/index.ts';
import { readList, refused } from '../list.ts';

const seenSchema = z.strictObject({
  /** A release: `7.3`. */
  on: z.string(),
  /** Parts of what the program printed there. */
  says: z.array(z.string()).nonempty(),
  /** Its exit status: 0, it did not happen; 1, it did. One that could not be made (2) was not seen: `unrun` says why. */
  exit: z.literal([0, 1]),
  /** Which program it was: see `hashOfProgram`. */
  hash: z.string().regex(/^[0-9a-f]{12}$/),
});

const schema = z.array(
  z.strictObject({
    /** The C file, from the root. */
    file: z.string(),
    args: z.array(z.string()).default([]),
    /** What it is about, as a sentence without an end. */
    what: z.string(),
    /** Rules that it fails without. */
    rules: z.array(z.string().regex(/^R\d+$/)),
    /** Whether it shows a fault of today's kernel, and needs no call of the proposal's. */
    today: z.boolean(),
    /** Kconfig options without CONFIG_ that it needs. */
    config: z.array(z.string().regex(/^[A-Z0-9_]+$/)).optional(),
    /** The subject of the patch that mends it. */
    fix: z.string().optional(),
    /** Whether that patch is in `docs/SLUG/optional`, and not in the series: then it is no test of the series. */
    optional: z.boolean().default(false),
    /** How far the patch that mends it was tried, where no guest of the gate does so, as a sentence: `It has not been booted.` */
    tested: z.string().min(1).optional(),
    /** What the program needs besides the patch that mends it, as sentences for the letter of the fixes. */
    needs: z.string().min(1).optional(),
    /** Why no patch of ours mends it; it is no test of the series either. */
    unmended: z.string().min(1).optional(),
    /** Kernels without any patch of ours on which it was run, and what was seen there. */
    seen: z.array(seenSchema).default([]),
    /** What the guests of a base lack, by the base, so that it cannot be run there. Then it is no test of the series. */
    unrun: z
      .record(z.string(), z.string().min(1))
      .refine((why) => Object.keys(why).length > 0, 'no base is named')
      .optional(),
    /** Bases whose guests could run it, and have not. */
    unasked: z.array(z.string()).nonempty().optional(),
  }),
);

/** A kernel on which a race was seen, and what was printed there. */
export type Seen = Omit<z.output<typeof seenSchema>, 'hash'>;

/** A program. Of what was seen it has what this very program has shown. */
export type Race = Omit<z.output<typeof schema>[number], 'seen'> & {
  readonly seen: readonly Seen[];
  readonly name: string;
  readonly text: string;
  /** Releases on which it was run before it was changed. */
  readonly outdated?: readonly string[];
};

/** The hash of a C program, in hexadecimal; its comments are no part of it. */
export function hashOfProgram(text: string): string {
  const code = text
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return createHash('sha256').update(code).digest('hex').slice(0, 12);
}

/** Whether it is a test of the series: what that does not mend is none, nor what its guests cannot run. */
export const isTest = ({ optional, unmended, unrun }: Race): boolean =>
  !optional && unmended === undefined && unrun === undefined;

/** Why it has not been run, by the base. */
export const notRun = ({
  unrun = {},
  unasked = [],
}: Pick<Race, 'unrun' | 'unasked'>): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(unrun),
    ...unasked.map((base) => [base, 'no guest has been asked yet'] as const),
  ]);

/** Where they are listed. */
export const racesFile = (slug: string): string => `documents/${slug}/races.json`;

/** What another text of the program has shown is not what this one shows. */
function programOf(
  text: string,
  all: readonly z.output<typeof seenSchema>[],
): Pick<Race, 'text' | 'seen' | 'outdated'> {
  const today = hashOfProgram(text);
  const seen = all.filter(({ hash }) => hash === today).map(({ hash: _, ...rest }) => rest);
  return { text, seen, outdated: all.filter(({ hash }) => hash !== today).map(({ on }) => on) };
}

/** Of a proposal, what the lists about it have to name. */
export interface Named {
  readonly slug: string;
  readonly rules: readonly Pick<Rule, 'id'>[];
}

/** @throws SyspecError BAD_INPUT when the list cannot be read, or names what is not there */
export function readRaces(root: string, { slug, rules }: Named): Race[] {
  const file = racesFile(slug);
  const textOf = (program: string): string => {
    try {
      return readFileSync(join(root, program), 'utf8');
    } catch (error) {
      throw refused(file, (error as Error).message);
    }
  };
  return readList(root, file, schema).map((race) => {
    const unknown = race.rules.find((id) => !rules.some((rule) => rule.id === id));
    if (unknown !== undefined) throw refused(file, `${race.file}: there is no ${unknown}`);
    return { ...race, ...programOf(textOf(race.file), race.seen), name: basename(race.file, '.c') };
  });
}
