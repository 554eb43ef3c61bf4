// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { FLAVOURS } from '../flavours.ts';
import { lostOptions, readFragments, requireConfig } from './config.ts';

const fragment = (text: string, file = 'config/a.config') => ({ file, text });

test('an option that the final .config does not have is lost, and its line is named', () => {
  const fragments = [fragment('# why\nCONFIG_NET=y\nCONFIG_KASAN=y\n')];
  expect(lostOptions(fragments, 'CONFIG_NET=y\n# CONFIG_KASAN is not set\n')).toEqual([
    { option: 'CONFIG_KASAN', wanted: 'y', got: 'n', where: 'config/a.config:3' },
  ]);
  expect(lostOptions(fragments, 'CONFIG_NET=y\n')).toHaveLength(1);
  expect(lostOptions(fragments, 'CONFIG_NET=m\nCONFIG_KASAN=y\n')).toEqual([
    { option: 'CONFIG_NET', wanted: 'y', got: 'm', where: 'config/a.config:2' },
  ]);
});

test('an option that was to be off and is on is lost; one that does not exist is off', () => {
  const fragments = [fragment('# CONFIG_SLUB_TINY is not set\n')];
  expect(lostOptions(fragments, 'CONFIG_SLUB_TINY=y\n')).toHaveLength(1);
  expect(lostOptions(fragments, '# CONFIG_SLUB_TINY is not set\n')).toEqual([]);
  expect(lostOptions(fragments, '')).toEqual([]);
});

test('a later fragment overrides an earlier one; strings are compared as they are written', () => {
  const fragments = [fragment('CONFIG_A=y\nCONFIG_LSM="a,b"\n'), fragment('# CONFIG_A is not set\n', 'b')];
  expect(lostOptions(fragments, 'CONFIG_LSM="a,b"\n')).toEqual([]);
  expect(lostOptions(fragments, 'CONFIG_A=y\nCONFIG_LSM="a"\n').map(({ where }) => where)).toEqual([
    'b:1',
    'config/a.config:2',
  ]);
});

test('the error names all that was lost', () => {
  const fragments = [fragment('CONFIG_A=y\nCONFIG_B=y\n')];
  expect(() => requireConfig(fragments, 'CONFIG_A=y\nCONFIG_B=y\n')).not.toThrow();
  expect(() => requireConfig(fragments, '')).toThrow(
    expect.objectContaining({
      code: 'KERNEL_CONFIG',
      exitCode: 3,
      message: expect.stringMatching(
        /2 options: CONFIG_A=y \(config\/a\.config:1\) became CONFIG_A=n; CONFIG_B=y/,
      ),
    }),
  );
});

test.each(FLAVOURS.map((flavour) => [flavour.name, flavour] as const))(
  'the fragments of %s ask for something, each in a way that is understood',
  (_, { fragments }) => {
    for (const { file, text } of readFragments(fragments)) {
      expect(text.split('\n')[0], file).toBe('# SPDX-License-Identifier: GPL-2.0-only');
      const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
      for (const line of lines) expect(line, file).toMatch(/^CONFIG_\w+=.+$/);
      expect(lostOptions([{ file, text }], '').length, file).toBeGreaterThan(0);
    }
  },
);
