// SPDX-License-Identifier: MIT
// Seeded faults of `proposed`, and the claim that kills each.
import { EFFECT_FAULTS } from './effect-faults.ts';
import { type SeededFault, seed } from './faults.ts';
import { LOOKUP_FAULTS } from './lookup-faults.ts';
import { type RowId, TABLE } from './oracle.ts';
import { WAIT_FAULTS } from './wait-faults.ts';

// Without E16 a lookup goes round for ever, and the state leaves the domain of `links`.
const CHECKED = (Object.keys(TABLE) as RowId[]).filter((id) => id !== 'E16');

/** The rows of the table of errors that the model checks for, each deleted in turn. */
const MECHANICAL = CHECKED.map((id) =>
  seed(`lacks-${id}`, `${id} of the table of errors is not checked`, [id], ['C7', 'safety', 'errors'], {
    kernel: () => ({ refuses: (row, applies) => applies && row !== id }),
  }),
);

/** All of them. */
export const MUTANTS: readonly SeededFault[] = [
  ...LOOKUP_FAULTS,
  ...WAIT_FAULTS,
  ...EFFECT_FAULTS,
  ...MECHANICAL,
];
