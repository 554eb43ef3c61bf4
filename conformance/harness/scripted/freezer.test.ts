// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { NR } from '../protocol/nr.ts';
import type { Op } from '../protocol/types.ts';
import { blink, freezerWorks, join, thaw } from './freezer.ts';
import { JudgedScript } from './judged-script.ts';
import type { Script } from './script.ts';

/** The texts that are written, and to which paths files are opened, in their order. */
function files({ ops }: Script): string[] {
  const isFile = (op: Op) => op.op === 'call' && (op.nr === NR.openat || op.nr === NR.write);
  return ops.filter(isFile).flatMap((op) => {
    const text = op.op === 'call' ? op.args[1] : undefined;
    return typeof text === 'object' && 'data' in text
      ? [Buffer.from(text.data).toString().replace('\0', '')]
      : [];
  });
}

test('a task makes itself a member of a group, whose state is written', () => {
  const script = new JudgedScript('a test');
  const state = join(script, script.spawn(), 'g');
  thaw(script, 0, state);
  expect(files(script)).toEqual(['/run/freezers/g/tasks', '0', '/run/freezers/g/freezer.state', 'THAWED']);
});

test('one write freezes a group and thaws it: each word by a writer of its own', () => {
  const script = new JudgedScript('a test');
  const written = blink(script, 'state');
  expect(files(script)).toEqual(['state', 'state', 'FROZENTHAWED']);
  expect(written).toBe(script.ops.length - 1);
  const splices = script.ops.flatMap((op) => (op.op === 'call' && op.nr === NR.splice ? [op] : []));
  expect(new Set(splices.map(({ task }) => task)).size).toBe(2);
  expect(splices.map(({ args }) => args[4])).toEqual([6, 6]);
});

test('the set-up mounts the freezer before a group of it is made', () => {
  const ops = freezerWorks().flatMap((script) => script.ops);
  const at = (nr: number) => ops.findIndex((op) => op.op === 'call' && op.nr === nr);
  expect(at(NR.mount)).toBeGreaterThan(-1);
  expect(at(NR.mount)).toBeLessThan(at(NR.splice));
});
