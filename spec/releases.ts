// SPDX-License-Identifier: MIT
// The kernels that a document was written against: its bases.

/** The releases of the field `base`, as `6.12`; the first is the default. */
export const basesOf = (base: string): readonly string[] => base.match(/\d+\.\d+/g) ?? [];
