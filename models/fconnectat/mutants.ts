// SPDX-License-Identifier: MIT
// Seeded faults of `proposed`, and the claim that kills each.

import { isDir } from '../kernel/objects/path/vfs.ts';
import { lacking } from '../kernel/seeded-fault.ts';
import { EFFECT_FAULTS } from './effect-faults.ts';
import { asIf, type SeededFault, seed } from './faults.ts';
import { LEAVE_FAULTS } from './leave-faults.ts';
import { LOOKUP_FAULTS } from './lookup-faults.ts';
import { type Fault, STEPS } from './model.ts';
import { type RowId, TABLE } from './oracle.ts';
import type { Task } from './state.ts';
import { WAIT_FAULTS } from './wait-faults.ts';

// Without E16 a lookup goes round for ever, and the state leaves the domain of `links`.
const CHECKED = (Object.keys(TABLE) as RowId[]).filter((id) => id !== 'E16');

/** What a call does that lacks a row and cannot go on as it is: it takes the working directory, or ends as if it had connected. */
const LACKS: { readonly [id in RowId]?: Fault } = {
  E11: {
    steps: {
      PathInit: asIf((arg, s) => {
        if (arg.dirfd === 'bad') arg.dirfd = s.cwd;
      }, STEPS.PathInit),
    },
  },
  E12: {
    steps: {
      PathInit: (kernel, s, p) => {
        const isNone = ({ dirfd, addr }: Task['arg']) =>
          dirfd !== 'bad' && addr === 'path' && !isDir(kernel.scenario.fs, dirfd);
        const inCwd = asIf((arg) => {
          if (isNone(arg)) arg.dirfd = s.cwd;
        }, STEPS.PathInit);
        return inCwd(kernel, s, p);
      },
    },
  },
  E21: {
    kernel: ({ end }) => ({
      end: (s, p, result) => end(s, p, s.task[p].pc === 'find' && result === TABLE.E21 ? 'OK' : result),
    }),
  },
};

const lacks = (id: RowId): Fault => ({
  kernel: () => ({ refuses: (row, applies) => applies && row !== id }),
});

/** The rows of the table of errors that the model checks for, each deleted in turn. */
const MECHANICAL = lacking(seed, CHECKED, ['C7', 'safety', 'errors'], (id) => LACKS[id] ?? lacks(id));

/** All of them. */
export const MUTANTS: readonly SeededFault[] = [
  ...LOOKUP_FAULTS,
  ...WAIT_FAULTS,
  ...LEAVE_FAULTS,
  ...EFFECT_FAULTS,
  ...MECHANICAL,
];
