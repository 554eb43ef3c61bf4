// SPDX-License-Identifier: MIT
// Mutants of a proposal's TLA+ that change nothing that it says, each with a reason.
import { dirname, join } from 'node:path';
import type { Manifest } from '../../tla/manifest.ts';
import { readList } from '../faults/listed.ts';

/** Where the list of a proposal is. */
export const listFile = ({ file }: Manifest): string => join(dirname(file), 'equivalent.json');

/**
 * The reasons by the mutants' ids; empty where there is no list.
 * @throws SyspecError BAD_INPUT when it is not of that shape, or has an id twice
 */
export const readEquivalent = (file: string): ReadonlyMap<string, string> => readList(file, 'equivalent');
