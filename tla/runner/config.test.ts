// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { checkingDeadlock, temporalProperties } from './config.ts';

test('temporal properties end at the next keyword, and comments do not count', () => {
  const config = `SPECIFICATION Spec
PROPERTY Answered \\* PROPERTY Old
(* PROPERTIES
   Gone *)
PROPERTIES
  Live, Safe
INVARIANT Type
CHECK_DEADLOCK FALSE`;
  expect(temporalProperties(config)).toEqual(['Answered', 'Live', 'Safe']);
  expect(temporalProperties('INIT Init\nNEXT Next\n')).toEqual([]);
});

test('only deadlock checking is changed', () => {
  expect(checkingDeadlock('INIT Init\nCHECK_DEADLOCK\n  FALSE\nCONSTANT a = FALSE')).toBe(
    'INIT Init\nCHECK_DEADLOCK\n  TRUE\nCONSTANT a = FALSE',
  );
});
