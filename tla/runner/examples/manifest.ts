// SPDX-License-Identifier: MIT
// What tlaplus/Examples publishes of its models: a manifest for each specification.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const MANIFEST = z.object({
  modules: z.array(
    z.object({
      path: z.string(),
      models: z.array(
        z.object({
          path: z.string(),
          runtime: z.string(),
          mode: z.unknown(),
          result: z.string(),
          distinctStates: z.number().optional(),
          totalStates: z.number().optional(),
        }),
      ),
    }),
  ),
});

/** A model, and what is published of it. */
export interface Example {
  /** The specification and its configuration, from the root of the examples. */
  readonly spec: string;
  readonly config: string;
  /** `success`, or which kind of failure. */
  readonly result: string;
  readonly distinct: number | undefined;
  readonly total: number | undefined;
}

/** Seconds of `00:01:05`; Infinity where nobody knows. */
export function secondsOf(runtime: string): number {
  const [, ...parts] = /^(\d+):(\d+):(\d+)$/.exec(runtime) ?? [];
  if (parts.length === 0) return Number.POSITIVE_INFINITY;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** The models that are explored whole, in `most` seconds or less by their manifest, in the order of their paths. */
export function smallExamples(root: string, most: number): Example[] {
  const folder = join(root, 'specifications');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, 'manifest.json'))
    .filter((file) => existsSync(file))
    .flatMap((file) => MANIFEST.parse(JSON.parse(readFileSync(file, 'utf8'))).modules)
    .flatMap(({ path: spec, models }) =>
      models
        .filter(({ mode, runtime }) => mode === 'exhaustive search' && secondsOf(runtime) <= most)
        .map(({ path: config, result, distinctStates: distinct, totalStates: total }) => ({
          ...{ spec, config, result, distinct, total },
        })),
    );
}
