// SPDX-License-Identifier: MIT
// Paths: the file system of a small system.
import type { ObjectPlugin } from '../../system/compose.ts';
import { PATH_CALLS } from './calls.ts';
import { PATHS, PLACE } from './kind.ts';
import { staysBelow } from './walk.ts';

export { creatable, make, masked } from './files.ts';
export * from './kind.ts';
export {
  AT_FDCWD,
  components,
  endsInName,
  entriesFor,
  fsFor,
  hasLastName,
  LONG_NAME,
  startOf,
  writeDenied,
} from './walk.ts';

/** Inodes, and the calls on names. */
export const PATH: ObjectPlugin = { kind: PATHS, parts: [PLACE], calls: PATH_CALLS, covers: staysBelow };
