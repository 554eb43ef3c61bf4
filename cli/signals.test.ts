// SPDX-License-Identifier: MIT
import { expect, test, vi } from 'vitest';
import { interruptible, signalExitCode } from './signals.ts';

test('the first signal aborts, another one too, and the same again ends the process', async () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const before = process.listenerCount('SIGINT');
  await interruptible(async (signal) => {
    expect([signal.aborted, signalExitCode()]).toEqual([false, undefined]);
    process.emit('SIGINT', 'SIGINT');
    expect([signal.aborted, signalExitCode()]).toEqual([true, 130]);
    // Who looks whether anybody else has heard it finds us.
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    process.emit('SIGTERM', 'SIGTERM');
    expect([kill.mock.calls, signalExitCode()]).toEqual([[], 130]);
    process.emit('SIGINT', 'SIGINT');
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGINT']]);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
  kill.mockRestore();
});

test('a lost terminal aborts too', async () => {
  const before = process.listenerCount('SIGHUP');
  await interruptible(async (signal) => {
    process.emit('SIGHUP', 'SIGHUP');
    expect(signal.aborted).toBe(true);
  });
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
