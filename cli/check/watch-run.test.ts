// SPDX-License-Identifier: MIT
// A run of `check --watch`: what it does is said at once, and what goes wrong.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { watchingOf } from './watch.ts';

const kill = vi.fn();
const child = Object.assign(new EventEmitter(), { kill });
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

test('what cannot be started is trouble with the environment, and nothing is waited for', async () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const run = watchingOf(['check', '--watch'], undefined).run(new AbortController().signal);
  child.emit('error', Object.assign(new Error('spawn syspec EACCES'), { code: 'EACCES' }));
  await expect(run).rejects.toMatchObject({
    ...{ code: 'NOT_PERMITTED', exitCode: 3 },
    message: expect.stringMatching(/: spawn syspec EACCES$/),
  });
  write.mockRestore();
  expect(said).toHaveLength(1);
});

test('told to stop it ends the run, and waits for its end', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const controller = new AbortController();
  const run = watchingOf(['check', '--watch'], undefined).run(controller.signal);
  controller.abort();
  expect(kill.mock.calls).toEqual([['SIGTERM']]);
  child.emit('exit', null, 'SIGTERM');
  await run;
  write.mockRestore();
});
