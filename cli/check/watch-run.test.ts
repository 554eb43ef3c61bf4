// SPDX-License-Identifier: MIT
// A run of `check --watch`: what it does is said at once.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { watchingOf } from './watch.ts';

const child = new EventEmitter();
vi.mock('node:child_process', () => ({ spawn: () => child }));

test('it says at once that it builds and checks, and at the end that it waits', async () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const run = watchingOf(['check', '--watch'], undefined).run(new AbortController().signal);
  expect(said).toEqual(['syspec: checking; what has changed is built first\n']);
  child.emit('exit', 0);
  await run;
  write.mockRestore();
  expect(said.slice(1)).toEqual(['syspec: waiting for a change; Ctrl-C ends it\n']);
});
