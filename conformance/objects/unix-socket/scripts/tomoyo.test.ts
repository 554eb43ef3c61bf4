// SPDX-License-Identifier: MIT
// Policies as text, and the log that is read back.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../../../base/root.ts';
import { permissionLine, policyText, profileText, readLogged, tomoyoName } from './tomoyo.ts';

describe('policy', () => {
  test('a permission to connect: a datagram socket sends', () => {
    expect(permissionLine({ type: 'stream', name: '/run/a' })).toBe('network unix stream connect /run/a');
    expect(permissionLine({ type: 'seqpacket', name: 'a' })).toBe('network unix seqpacket connect a');
    expect(permissionLine({ type: 'dgram', name: '/run/a' })).toBe('network unix dgram send /run/a');
  });

  test('is the domain, its profile and its permissions', () => {
    expect(policyText([{ type: 'stream', name: '/a' }])).toBe(
      '<kernel>\nuse_profile 0\nnetwork unix stream connect /a\n',
    );
  });

  test('a profile enforces connecting, and nothing else', () => {
    const lines = profileText().split('\n');
    expect(lines.filter((line) => line.includes('mode=enforcing'))).toHaveLength(3);
    expect(lines).toContain('0-CONFIG={ mode=disabled grant_log=no reject_log=no }');
    expect(lines).toContain(
      '0-CONFIG::network::unix_dgram_send={ mode=enforcing grant_log=yes reject_log=yes }',
    );
  });

  test('names have no space, and backslashes are doubled', () => {
    expect(tomoyoName('/a b/ü\\')).toBe('/a\\040b/\\303\\274\\\\');
    expect(tomoyoName('gone (deleted)')).toBe('gone\\040(deleted)');
  });
});

describe('log', () => {
  const record = readFileSync(
    inRoot('conformance/objects/unix-socket/scripts/fixtures/tomoyo-audit.txt'),
    'utf8',
  );

  test('a record is an answer and what was asked', () => {
    expect(readLogged(record)).toBe('denied stream /run/t2/denied');
    expect(readLogged(record.replace('granted=no', 'granted=yes'))).toBe('granted stream /run/t2/denied');
  });

  test('of a record that is broken off nothing is believed', () => {
    for (let length = 0; length < record.trimEnd().length + 1; length += 1)
      expect(readLogged(record.slice(0, length))).toBeUndefined();
  });
});
