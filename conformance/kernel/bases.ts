// SPDX-License-Identifier: MIT
// The releases of Linux that kernels are built from: series, points and hand-written faults are for one of these.
import { SyspecError } from '../../base/errors.ts';

/** The names of the bases, the default one first. */
export const BASE_NAMES = ['6.12', '7.3'] as const;

/** As `--base` has it, and the folders of patches that fit no other one. */
export type BaseName = (typeof BASE_NAMES)[number];

/** The one that is meant where none is named. */
export const DEFAULT_BASE: BaseName = BASE_NAMES[0];

/** Debian's package with a base's source, whose point releases replace each other under the same name. */
export function packageOf(base: BaseName): string {
  return `linux-source-${base}`;
}

/** A suite beside the one that a machine has, where the package is to be found; of the default base none is needed. */
export function suiteOf(base: BaseName): string | undefined {
  return base === DEFAULT_BASE ? undefined : 'backports';
}

/**
 * The base of that name.
 * @throws SyspecError BAD_USAGE when there is none
 */
export function baseNamed(name: string): BaseName {
  const found = BASE_NAMES.find((base) => base === name);
  if (found !== undefined) return found;
  throw new SyspecError('BAD_USAGE', `no base is called '${name}'`, `There are: ${BASE_NAMES.join(', ')}.`);
}

/** What of a base is said where the default one needs no word. */
export const onBase = (what: string, base: BaseName | undefined): string =>
  base === undefined || base === DEFAULT_BASE ? what : `${what} of ${base}`;
