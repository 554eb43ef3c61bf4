// SPDX-License-Identifier: MIT
// Where each mutant died in the last whole run that was recorded. It decides nothing: a run looks there first, and on a
// machine without a memory that is the difference between minutes and hours.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import { groupBy } from '../../base/group.ts';
import { writeWhole } from '../../base/write-whole.ts';

/** A variant in a scenario. */
export interface Place {
  readonly variant: string;
  readonly scenario: string;
}

/** A mutant, and where it died if it did. */
interface Tried {
  readonly mutant: { readonly id: string };
  readonly fate: { readonly by: Place | null };
}

const HINTS = z.strictObject({
  schema: z.literal(1),
  died: z.array(z.strictObject({ variant: z.string(), scenario: z.string(), mutants: z.array(z.string()) })),
});

/** The file of a proposal, in a checkout. */
export const hintsFile = (root: string, slug: string): string =>
  join(root, 'records', 'hints', `${slug}.json`);

/** The places by the ids of mutants; none where there is no file. @throws SyspecError BAD_INPUT for one of another shape */
export function readHints(file: string): ReadonlyMap<string, Place> {
  if (!existsSync(file)) return new Map();
  try {
    const { died } = HINTS.parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(died.flatMap(({ mutants, ...place }) => mutants.map((id) => [id, place] as const)));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new SyspecError('BAD_INPUT', `${file} cannot be read: ${why}`, 'Delete it: it saves time alone.');
  }
}

/** Writes where they died. @throws SyspecError as `writeWhole` */
export function writeHints(file: string, tried: readonly Tried[]): void {
  const dead = tried.flatMap(({ mutant, fate: { by } }) => (by === null ? [] : [{ id: mutant.id, by }]));
  const places = groupBy(dead, ({ by }) => `${by.variant} ${by.scenario}`);
  const lines = places.map((there) => {
    const { variant, scenario } = there[0]!.by;
    return `  ${JSON.stringify({ variant, scenario, mutants: there.map(({ id }) => id).sort() })}`;
  });
  writeWhole(file, `{"schema":1,"died":[\n${lines.sort().join(',\n')}\n]}\n`);
}
