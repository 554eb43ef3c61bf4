// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { statePredicates } from './predicates.ts';

const MODULE = `---- MODULE M ----
EXTENDS Naturals
CONSTANT N
VARIABLES x, pc
vars == <<x, pc>>
Init == x = 0 /\\ pc = "a"
Next == x' = x + 1 /\\ UNCHANGED pc
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)
Bound == N < 7
Twice == 2 * x
Smaller == {y \\in 0..N : y < x}
First == CHOOSE y \\in 0..N : y < x
At(y) == x = y
TypeOK ==
  /\\ x \\in Nat
  /\\ pc \\in {"a", "b"}
Small == x < N
Done == ~ At(3)
Also == Small
Letting == LET y == x IN y < N
Always == []Small
CanGo == ENABLED Next
Moves == Next \\/ Small
====
`;

test('operators without parameters that are true or false of a state', () => {
  expect(statePredicates([MODULE])).toEqual(['TypeOK', 'Small', 'Done', 'Also', 'Letting']);
});

test('of several modules; one that names itself ends', () => {
  expect(statePredicates(['VARIABLE x', 'Inv == x = 1', 'A == B', 'B == A'])).toEqual(['Inv']);
  expect(statePredicates([])).toEqual([]);
});
