// SPDX-License-Identifier: MIT

/** A value as error messages show it. */
export function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'function' || typeof value === 'symbol')
    return String(value);
  return JSON.stringify(value instanceof Set ? [...value] : value) ?? 'undefined';
}
