// SPDX-License-Identifier: MIT
// `check --watch` where the system lets nobody watch.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { changeIn } from './watch.ts';

const refusing = vi.hoisted(() => ({ at: 'once' as 'once' | 'later', opened: [] as { close(): void }[] }));
const full = () => Object.assign(new Error('ENOSPC: System limit reached'), { code: 'ENOSPC' });

vi.mock('node:fs', () => ({
  existsSync: () => true,
  watch: (folder: string) => {
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
