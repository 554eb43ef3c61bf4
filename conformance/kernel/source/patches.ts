// SPDX-License-Identifier: MIT
// What is done to the source for a kernel: the flavour says of what kind, and the proposal whose kernel it is.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../base/root.ts';
import type { Flavour } from '../flavours.ts';
import { type Patch, patchesIn, readPatch } from './patch.ts';
import { type Wiring, wiringOf } from './wiring/call.ts';

/** A patch file, or the wiring of system calls, which is written for the source that it is put on. */
export type Change = Patch | Wiring;

/** What of a flavour says which changes it has. */
export type Patched = Pick<Flavour, 'testOnly' | 'series' | 'composed' | 'variant' | 'places'>;

const kernelIn = (root: string, ...parts: string[]): string => join(root, 'conformance', 'kernel', ...parts);

/**
 * The changes of a proposal's kernel, in their order: the test-only patches that all share; the proposal's series, and on it
 * the flavour's variant; the points of its own in what that has become; and those that are everywhere. Of a composed
 * flavour it is all proposals, one after the other, each step for all of them.
 * @param slug the proposal; without one it is a kernel without any, unless all are composed
 * @param root of a checkout
 */
export function patchesOf(flavour: Patched, slug?: string, root: string = ROOT): Change[] {
  const { testOnly, series, composed, variant, places } = flavour;
  const slugs = composed ? slugsWithSeries(root) : slug === undefined ? [] : [slug];
  const variantOf = (one: string) =>
    variant === undefined ? [] : patchNamed(kernelIn(root, 'variants', one), variant);
  return [
    ...(testOnly ? patchesIn(kernelIn(root, 'test-only')) : []),
    ...(series ? slugs.flatMap((one) => [...seriesOf(one, root), ...variantOf(one)]) : []),
    ...(testOnly ? slugs.flatMap((one) => pointsOf(one, flavour, root)) : []),
    ...(places ? patchesIn(kernelIn(root, 'places')) : []),
  ];
}

/** The points of a proposal's own, for the text that the flavour has of it. */
export function pointsOf(
  slug: string,
  { series, variant }: Pick<Flavour, 'series' | 'variant'>,
  root: string = ROOT,
): Patch[] {
  const own = kernelIn(root, 'test-only', slug);
  if (!series) return patchNamed(own, 'unpatched');
  const isVariant = variant !== undefined && existsSync(kernelIn(root, 'variants', slug, `${variant}.patch`));
  return patchNamed(own, isVariant ? variant : 'series');
}

function patchNamed(folder: string, name: string): Patch[] {
  const path = join(folder, `${name}.patch`);
  return existsSync(path) ? [readPatch(path)] : [];
}

/** The proposals that have a patch series, by slug. */
export function slugsWithSeries(root: string = ROOT): string[] {
  const folder = kernelIn(root, 'patches');
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** The patch files of a proposal's series, by number; empty while it has none. */
export function writtenSeries(slug: string, root: string = ROOT): Patch[] {
  return patchesIn(kernelIn(root, 'patches', slug));
}

/** The series of a proposal: its patch files, and the wiring of the calls that they add. */
export function seriesOf(slug: string, root: string = ROOT): Change[] {
  const patches = writtenSeries(slug, root);
  return [...patches, ...wiringOf(slug, patches, root)];
}
