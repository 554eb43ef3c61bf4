// SPDX-License-Identifier: MIT
// records/walks: what kernels showed along the counterexamples of a proposal, as `explain --kernel --record` writes it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { writeWhole } from '../base/write-whole.ts';
import { parsedJson } from '../conformance/replay/refused.ts';
import { type Watched, walkSchema } from './watched.ts';

/** A walk, by what a file of its own would have. */
export type Walked = z.infer<typeof walkSchema>;

/** All of a proposal. */
export interface Walks {
  readonly slug: string;
  readonly inputs: Watched['inputs'];
  readonly walks: readonly Walked[];
}

const index = z.int().nonnegative();

const schema = z.object({
  schema: z.literal(1),
  slug: z.string(),
  inputs: z.record(z.string(), z.string()),
  texts: z.array(z.string()),
  walks: z.array(
    walkSchema.extend({
      kernel: walkSchema.shape.kernel.extend({
        /** Of a step its name, its text and what was observed after it, each by its place among the texts: most stand in many walks. */
        steps: z.array(z.tuple([index, index, index.nullable()])),
      }),
    }),
  ),
});

/** The file of a proposal, from the root. */
export const walksFile = (slug: string): string => `records/walks/${slug}.json`;

/** Writes the file, a walk in each line. */
export function writeWalks(root: string, { slug, inputs, walks }: Walks): void {
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const short = walks.map(({ kernel, ...about }) => ({
    ...about,
    kernel: {
      ...kernel,
      steps: kernel.steps.map(({ name, text, observed }) => [
        ...[placeOf(name), placeOf(text)],
        observed === null ? null : placeOf(observed),
      ]),
    },
  }));
  const lines = (all: Iterable<unknown>) => [...all].map((one) => `\n  ${JSON.stringify(one)}`).join(',');
  const head = JSON.stringify({ schema: 1, slug, inputs }).slice(0, -1);
  const file = join(root, walksFile(slug));
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, `${head},"texts":[${lines(places.keys())}\n],"walks":[${lines(short)}\n]}\n`);
}

/**
 * The walks that are recorded of a proposal, as if each had a file; none where there is no such file.
 * @throws SyspecError BAD_INPUT where it cannot be read
 */
export function readWalks(root: string, slug: string): Watched[] {
  const file = walksFile(slug);
  if (!existsSync(join(root, file))) return [];
  const { data } = schema.safeParse(parsedJson(readFileSync(join(root, file), 'utf8'), file));
  const refused = () => {
    const hint = `Write it again by 'syspec explain ${slug} --kernel --record'.`;
    return new SyspecError('BAD_INPUT', `${file} has no walks of ${slug}`, hint);
  };
  if (data?.slug !== slug) throw refused();
  const { inputs, texts, walks } = data;
  const textAt = (place: number): string => {
    const text = texts[place];
    if (text === undefined) throw refused();
    return text;
  };
  return walks.map(({ kernel, ...about }) => ({
    ...{ schema: 1, slug, inputs, file },
    ...about,
    kernel: {
      ...kernel,
      steps: kernel.steps.map(([name, text, observed]) => ({
        ...{ name: textAt(name), text: textAt(text) },
        observed: observed === null ? null : textAt(observed),
      })),
    },
  }));
}
