// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { CLONE_FILES } from '../protocol/clone.ts';
import { NR } from '../protocol/nr.ts';
import { passing } from './passing.ts';
import { rights, spaceOfRights } from './rights.ts';
import { Script } from './script.ts';

test('another process, with a table of its own, receives what it is passed', () => {
  const script = new Script();
  const task = script.spawn();
  const { other, pass } = passing(script, task);
  pass(2, 3, 4);
  const [made, sent, received] = script.ops.slice(2);
  expect(made).toMatchObject({ op: 'spawn', task: other, parent: task });
  expect(made?.op === 'spawn' && (made.flags ?? 0) & CLONE_FILES).toBe(0);
  const relocs = (control: unknown) => expect.arrayContaining([expect.objectContaining({ arg: control })]);
  expect(sent).toMatchObject({ task, nr: NR.sendmsg, args: [0, { relocs: relocs(rights(2, 3, 4)) }, 0] });
  const room = { out: spaceOfRights(3) };
  expect(received).toMatchObject({ task: other, nr: NR.recvmsg, args: [1, { relocs: relocs(room) }, 0] });
});
