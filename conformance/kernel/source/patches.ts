// SPDX-License-Identifier: MIT
// What is done to the source for a kernel: the flavour says of what kind, and the proposal whose kernel it is.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SyspecError } from '../../../base/errors.ts';
import { ROOT } from '../../../base/root.ts';
import { BASE_NAMES, type BaseName, DEFAULT_BASE } from '../bases.ts';
import type { Flavour } from '../flavours.ts';
import { fixesOf, type Patch, patchesFor, patchesNamed } from './patch.ts';
import { type Wiring, wiringOf } from './wiring/call.ts';

/** A patch file, or the wiring of system calls, which is written for the source that it is put on. */
export type Change = Patch | Wiring;

/** What of a flavour says which changes it has. */
export type Patched = Pick<Flavour, 'testOnly' | 'series' | 'composed' | 'variant' | 'places'>;

/** Where changes are looked for. */
export interface From {
  /** Of a checkout. */
  readonly root?: string | undefined;
  /** Which source they are for. */
  readonly base?: BaseName | undefined;
}

const kernelIn = (root: string, ...parts: string[]): string => join(root, 'conformance', 'kernel', ...parts);

/**
 * The changes of a proposal's kernel, in their order: the test-only patches that all share; the proposal's series, and on it
 * the flavour's variant; the points of its own in what that has become; and those that are everywhere. Of a composed
 * flavour it is all proposals, one after the other, each step for all of them.
 * @param slug the proposal; without one it is a kernel without any, unless all are composed
 */
export function patchesOf(flavour: Patched, slug?: string, from: From = {}): Change[] {
  const { root = ROOT, base = DEFAULT_BASE } = from;
  const { testOnly, series, composed, variant, places } = flavour;
  const slugs = composed ? slugsWithSeries(root) : slug === undefined ? [] : [slug];
  const partOf = (one: string): Change[] =>
    series === 'fixes' ? fixesOf(writtenSeries(one, from)) : seriesOf(one, from);
  const variantOf = (one: string) =>
    variant === undefined ? [] : patchesNamed(kernelIn(root, 'variants', one), variant, base);
  return [
    ...(testOnly ? patchesFor(kernelIn(root, 'test-only'), base) : []),
    ...(series ? slugs.flatMap((one) => [...partOf(one), ...variantOf(one)]) : []),
    ...(testOnly ? slugs.flatMap((one) => pointsOf(one, flavour, from)) : []),
    ...(places ? patchesFor(kernelIn(root, 'places'), base) : []),
  ];
}

/**
 * The points of a proposal's own: those that every text has, and those of the flavour's. Where a series has its fixes alone, its
 * calls are not there yet; a variant that has no points of its own has them where the series does, but for those that are
 * where it differs.
 */
function pointsOf(
  slug: string,
  { series, variant }: Pick<Flavour, 'series' | 'variant'>,
  { root = ROOT, base = DEFAULT_BASE }: From,
): Patch[] {
  const named = (name: string) => patchesNamed(kernelIn(root, 'test-only', slug), name, base);
  const own = variant === undefined ? [] : named(variant);
  const text = series !== true ? 'unpatched' : 'series';
  const isProposed = series === true && variant === undefined;
  return [
    ...named('points'),
    ...(own.length > 0 ? own : named(text)),
    ...(isProposed ? named('proposed') : []),
  ];
}

/** The proposals that have a patch series, by slug. */
export function slugsWithSeries(root: string = ROOT): string[] {
  const folder = kernelIn(root, 'patches');
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** The patch files of a proposal's series, by number; empty while it has none. */
export function writtenSeries(slug: string, { root = ROOT, base = DEFAULT_BASE }: From = {}): Patch[] {
  return patchesFor(kernelIn(root, 'patches', slug), base);
}

/**
 * A series that is written for another base alone would leave a kernel without any, which is not what was asked for.
 * @throws SyspecError BAD_USAGE
 */
export function requireSeries(slug: string, base: BaseName, root: string = ROOT): void {
  const there = BASE_NAMES.filter((one) => writtenSeries(slug, { root, base: one }).length > 0);
  if (there.length === 0 || there.includes(base)) return;
  const message = `${slug} has no patch series for Linux ${base}, but for ${there.join(' and ')}`;
  const hint = `Put it into conformance/kernel/patches/${slug}/${base}/, or say --base ${there[0]}.`;
  throw new SyspecError('BAD_USAGE', message, hint);
}

/** The series of a proposal: its patch files, and the wiring of the calls that they add. */
export function seriesOf(slug: string, from: From = {}): Change[] {
  const patches = writtenSeries(slug, from);
  return [...patches, ...wiringOf(slug, patches, from.root)];
}
