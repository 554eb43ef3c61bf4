// SPDX-License-Identifier: MIT
// The gate's line on monitors, with a tree and a Python that are made up; what the real rvgen takes is in monitors.full.test.ts.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import type { Monitor } from '../pages/monitors.ts';
import { hashOfRules } from '../prose.ts';
import { monitorsLine } from './monitors.ts';

/** It takes any automaton that mentions no `bad`, and writes what it finds between quotes. */
const PYTHON = `#!/bin/sh
[ "$1" = -c ] && exit 0
while [ $# -gt 0 ]; do case $1 in -n) name=$2 ;; -s) spec=$2 ;; esac; shift; done
if grep -q bad "$spec"; then echo 'There was an error' >&2; exit 1; fi
mkdir "$name"
tr -c 'a-z_' '\\n' <"$spec" | sed "s/$/_$name/" >"$name/$name.h"
`;

let root: string;
let documents: Documents;
const monitor = (): Monitor => ({
  ...{ name: 'once', what: 'x', rule: 'R1', limits: 'x', initial: 'out', keeps: ['go'], breaks: ['go go'] },
  hash: hashOfRules(materialOf(root, SLUG).proposal, ['R1']),
  edges: [['out', 'go', 'in']],
  events: { go: { tracepoint: 'sys_exit', when: 'true' } },
  starts: 'go',
});

beforeEach(() => {
  root = folderOfTest();
  checkout(root);
  put(root, 'bin/python3', PYTHON);
  chmodSync(join(root, 'bin/python3'), 0o755);
  put(root, 'tree/tools/verification/rvgen/__main__.py', '');
  put(
    root,
    'tree/include/trace/events/syscalls.h',
    'TRACE_EVENT_SYSCALL(sys_exit,\n\n\tTP_PROTO(struct pt_regs *regs,\n\t\t long ret),\n',
  );
  documents = { material: materialOf(root, SLUG), monitors: [monitor()] } as unknown as Documents;
});

async function line(monitors: readonly Monitor[], { dot = '"out" "in" "go"', tree = 'tree' } = {}) {
  put(root, `out/${SLUG}/monitors/once.dot`, dot);
  const base = { name: '7.3', pristine: join(root, tree) } as unknown as Base;
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  return monitorsLine({ folder: join(root, 'out'), base, documents: { ...documents, monitors } }, env);
}

test('a monitor that rvgen takes holds', async () => {
  expect(await line([monitor()])).toMatchObject({ state: 'holds', note: 'once: R1', details: [] });
});

test('without a monitor, or without rvgen, it is skipped and says why', async () => {
  expect(await line([])).toMatchObject({ state: 'skipped', note: expect.stringContaining('monitors.json') });
  expect(await line([monitor()], { tree: 'other' })).toMatchObject({
    ...{ state: 'skipped', note: 'its tree has no rvgen' },
  });
});

test('an automaton that rvgen refuses, or takes in part, fails', async () => {
  const refused = await line([monitor()], { dot: 'bad' });
  expect(refused.details).toEqual(['monitors/once.dot: rvgen exits with 1', 'There was an error']);
  const part = await line([monitor()], { dot: '"out" "go"' });
  expect(part.details).toEqual(["monitors/once.dot: rvgen's header lacks in"]);
});

test('a tracepoint that the tree has not, or otherwise, and a rule that has changed, fail', async () => {
  const events = { go: { tracepoint: 'sched_switch', when: 'true' } } as const;
  const place = `documents/${SLUG}/monitors.json: once: go: `;
  expect((await line([{ ...monitor(), events, hash: 'old' }])).details).toEqual([
    expect.stringContaining('R1 changed'),
    `${place}there is no tracepoint sched_switch`,
  ]);
  put(root, 'tree/include/trace/events/syscalls.h', 'TRACE_EVENT_SYSCALL(sys_exit,\n\tTP_PROTO(long ret),\n');
  expect((await line([monitor()])).details).toEqual([
    `${place}sys_exit has (long ret) in the tree, and (struct pt_regs *regs, long ret) in documents/pages/tracepoints.ts`,
  ]);
});
