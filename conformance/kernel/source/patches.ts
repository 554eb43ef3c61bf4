// SPDX-License-Identifier: MIT
// The patches of a flavour in their order, and which files a patch is about.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { inRoot } from '../../../base/root.ts';
import type { Flavour } from '../flavours.ts';

/** A patch file. */
export interface Patch {
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** Of what it changes, in hexadecimal: another commit message makes no other kernel. */
  readonly sha256: string;
  /** The files that it changes, adds or removes, relative to the source. */
  readonly files: readonly string[];
}

/** A --- line with a +++ line after it: a removed line that begins with "-- " is none. */
const HEADER = /^--- (\S+).*\n\+\+\+ (\S+)/m;

/** Reads one patch. */
export function readPatch(path: string): Patch {
  const text = readFileSync(path, 'utf8');
  const start = text.search(HEADER);
  return {
    // patch(1) is run in another folder.
    path: resolve(path),
    name: basename(path),
    sha256: createHash('sha256')
      .update(text.slice(Math.max(start, 0)))
      .digest('hex'),
    files: filesOf(text),
  };
}

function filesOf(text: string): string[] {
  const headers = [...text.matchAll(new RegExp(HEADER, 'gm'))];
  const names = headers.flatMap(([, from, to]) => [from!, to!]).filter((name) => name !== '/dev/null');
  return [...new Set(names.map((name) => name.replace(/^[^/]*\//, '')))];
}

/** The patches in a folder, by name; none when there is no such folder. */
export function patchesIn(folder: string): Patch[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.patch'));
  return names.sort().map((name) => readPatch(join(folder, name)));
}

/**
 * The patches of a flavour: the test-only ones; the series of each proposal by slug, each by number, and on it the
 * flavour's variant; then the points of each proposal in what that has become, and that which is everywhere.
 * @param folder holds test-only/, patches/SLUG/, variants/SLUG/, test-only/SLUG/ and places/
 */
export function patchesOf(
  flavour: Pick<Flavour, 'testOnly' | 'series' | 'variant' | 'places'>,
  folder: string = inRoot('conformance', 'kernel'),
): Patch[] {
  const { testOnly, series, variant, places } = flavour;
  const slugs = series ? foldersIn(join(folder, 'patches')) : [];
  const variantOf = (slug: string) =>
    variant === undefined ? [] : patchNamed(join(folder, 'variants', slug), variant);
  return [
    ...(testOnly ? patchesIn(join(folder, 'test-only')) : []),
    ...slugs.flatMap((slug) => [...seriesOf(slug, folder), ...variantOf(slug)]),
    ...(testOnly ? foldersIn(join(folder, 'test-only')) : []).flatMap((slug) =>
      pointsOf(slug, flavour, folder),
    ),
    ...(places ? patchesIn(join(folder, 'places')) : []),
  ];
}

/** The points of a proposal's own, for the text that the flavour has of it. `folder` is that of `patchesOf`. */
export function pointsOf(
  slug: string,
  { series, variant }: Pick<Flavour, 'series' | 'variant'>,
  folder: string = inRoot('conformance', 'kernel'),
): Patch[] {
  const own = join(folder, 'test-only', slug);
  if (!series) return patchNamed(own, 'unpatched');
  const isVariant = variant !== undefined && existsSync(join(folder, 'variants', slug, `${variant}.patch`));
  return patchNamed(own, isVariant ? variant : 'series');
}

/** The folders in a folder, by name. */
function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function patchNamed(folder: string, name: string): Patch[] {
  const path = join(folder, `${name}.patch`);
  return existsSync(path) ? [readPatch(path)] : [];
}

/** The patch series of a proposal, by number; empty while it has none. `folder` is that of `patchesOf`. */
export function seriesOf(slug: string, folder: string = inRoot('conformance', 'kernel')): Patch[] {
  return patchesIn(join(folder, 'patches', slug));
}
