// SPDX-License-Identifier: MIT
// Seeded faults of `proposed`, and the claim that kills each.
import { EFFECT_FAULTS } from './effect-faults.ts';
import { type SeededFault, seed } from './faults.ts';
import { LOOKUP_FAULTS } from './lookup-faults.ts';
import type { Fault } from './model.ts';
import { type RowId, TABLE } from './oracle.ts';
import { WAIT_FAULTS } from './wait-faults.ts';

// Without E16 a lookup goes round for ever, and the state leaves the domain of `links`.
const CHECKED = (Object.keys(TABLE) as RowId[]).filter((id) => id !== 'E16');

/** Where there is no listener, there is none to go on with: the call ends as if it had connected. */
const LACKS_LISTENER: Fault = {
  kernel: ({ end }) => ({
    end: (s, p, result) => end(s, p, s.task[p].pc === 'find' && result === TABLE.E21 ? 'OK' : result),
  }),
};

const lacks = (id: RowId): Fault => ({
  kernel: () => ({ refuses: (row, applies) => applies && row !== id }),
});

/** The rows of the table of errors that the model checks for, each deleted in turn. */
const MECHANICAL = CHECKED.map((id) =>
  seed(
    `lacks-${id}`,
    `${id} of the table of errors is not checked`,
    [id],
    ['C7', 'safety', 'errors'],
    id === 'E21' ? LACKS_LISTENER : lacks(id),
  ),
);

/** All of them. */
export const MUTANTS: readonly SeededFault[] = [
  ...LOOKUP_FAULTS,
  ...WAIT_FAULTS,
  ...EFFECT_FAULTS,
  ...MECHANICAL,
];
