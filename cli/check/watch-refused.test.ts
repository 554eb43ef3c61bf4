// SPDX-License-Identifier: MIT
// What `check --watch` asks the system to watch, and where that lets nobody.
import { EventEmitter } from 'node:events';
import { relative } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ROOT } from '../../base/root.ts';
import { changeIn, watchingOf } from './watch.ts';

const refusing = vi.hoisted(() => ({
  at: 'once' as 'once' | 'later',
  folders: [] as string[],
  opened: [] as { close(): void }[],
}));
const full = () => Object.assign(new Error('ENOSPC: System limit reached'), { code: 'ENOSPC' });

vi.mock('node:fs', () => ({
  existsSync: () => true,
  watch: (folder: string) => {
    refusing.folders.push(folder);
    if (refusing.at === 'once' && folder === 'tla') throw full();
    const watcher = Object.assign(new EventEmitter(), { close: vi.fn() });
    refusing.opened.push(watcher);
    if (folder === 'tla') setImmediate(() => watcher.emit('error', full()));
    return watcher;
  },
}));

test.each(['once', 'later'] as const)(
  'that is trouble with the environment, and says what to do: %s',
  async (at) => {
    Object.assign(refusing, { at, opened: [] });
    const places = [{ folder: 'spec' }, { folder: 'tla' }];
    await expect(changeIn(places, new AbortController().signal)).rejects.toMatchObject({
      ...{ code: 'NOT_PERMITTED', exitCode: 3 },
      message: 'cannot watch tla: ENOSPC: System limit reached',
      hint: expect.stringContaining('fs.inotify.max_user_watches'),
    });
    expect(refusing.opened).toHaveLength(at === 'once' ? 1 : 2);
    for (const { close } of refusing.opened) expect(close).toHaveBeenCalled();
  },
);

test('what a check reads is watched, the patches and the lanes too', async () => {
  Object.assign(refusing, { at: 'later', folders: [] });
  const controller = new AbortController();
  const changed = watchingOf(['check'], undefined).changed(controller.signal);
  controller.abort();
  await changed;
  const folders = refusing.folders.map((folder) => relative(ROOT, folder));
  expect(folders).toEqual(['spec', 'models', 'tla', 'conformance']);
});
