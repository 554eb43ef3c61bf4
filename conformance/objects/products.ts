// SPDX-License-Identifier: MIT
// Sequences that are always run: every call of a proposal and its objects against every wrong descriptor and every wrong path.
import { LONG_NAME } from '../../models/kernel/objects/path/index.ts';
import { type Called, type Case, caseOf } from '../harness/lockstep/cases.ts';
import type { LaneObject } from './object.ts';

/** t1's descriptors: 0 a directory that is closed to it, 1 an O_PATH descriptor of a file, 2 a file, 3 a directory, 4 not open. */
const DESCRIPTORS: readonly Called[] = [
  { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
  { call: 'mkdir', args: { path: 'd', mode: 0o700 } },
  { call: 'open', args: { path: 'd', how: 'path' } },
  { call: 'chmod', args: { path: 'd', mode: 0 } },
  { call: 'open', args: { path: 'f', how: 'create' } },
  { call: 'dup', args: { fd: 1 } },
  { call: 'open', args: { path: 'f', how: 'path' } },
  { call: 'dup2', args: { fd: 3, to: 1 } },
  { call: 'close', args: { fd: 3 } },
  { call: 'open', args: { path: '/', how: 'read' } },
];

/** Every call on a descriptor, against descriptors that it is not for. */
export function descriptorCases(calls: readonly ((fd: number) => Called)[]): Case[] {
  return calls.map((make) => {
    const { call } = make(0);
    return caseOf(`${call} of wrong descriptors`, 1000, [...DESCRIPTORS, ...[0, 1, 2, 3, 4, -1].map(make)]);
  });
}

/** f a file, l a link to itself, n a link to a name that is too long, x a directory closed to t1; and what the objects put there. */
function paths(objects: readonly LaneObject[]): readonly Called[] {
  return [
    { task: 't0', call: 'mkdir', args: { path: 'x', mode: 0o700 } },
    { task: 't0', call: 'symlink', args: { target: '/l', path: 'l' } },
    { task: 't0', call: 'symlink', args: { target: `/${LONG_NAME}`, path: 'n' } },
    { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
    ...objects.flatMap(({ atPath }) => atPath?.made ?? []),
    { call: 'open', args: { path: 'f', how: 'create' } },
  ];
}

const WRONG = ['a/x', 'f/x', 'x', 'x/x', 'l/x', 'n/x', 'l', 'n', LONG_NAME];

/** Every call on a path, against paths that lead nowhere. */
export function pathCases(
  objects: readonly LaneObject[],
  calls: readonly ((path: string) => Called)[],
): Case[] {
  const wrong = [...WRONG, ...objects.flatMap(({ atPath }) => (atPath === undefined ? [] : [atPath.path]))];
  return calls.flatMap((make) => {
    // An address has room for 107 bytes of path.
    const tried = 'address' in make('').args ? wrong.filter((at) => at !== LONG_NAME) : wrong;
    return [0, 1000].map((user) =>
      caseOf(`${make('').call} of wrong paths as user ${user}`, user, [
        ...paths(objects),
        ...tried.map(make),
      ]),
    );
  });
}
