// SPDX-License-Identifier: MIT
// Rules as bytes, and records that are read back, whole and broken off.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { enabledStatus, rule } from './audit.ts';
import { type AuditRecord, readRecord, readString, showRecord } from './audit-records.ts';

/** Recorded: a line each, with the number of its type. */
const RECORDS = readFileSync(inRoot('conformance/harness/scripted/fixtures/audit-records.txt'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): [number, string] => {
    const [type, ...rest] = line.split(' ');
    return [Number(type), rest.join(' ')];
  });

describe('requests', () => {
  test('a rule names its calls by bits', () => {
    const data = Buffer.from(rule([42, 500]));
    expect(data.length).toBe(1040);
    expect([data.readUInt32LE(0), data.readUInt32LE(4), data.readUInt32LE(8)]).toEqual([4, 2, 0]);
    const mask = Array.from({ length: 64 }, (_, i) => data.readUInt32LE(12 + 4 * i));
    const bits = mask.flatMap((word, i) =>
      Array.from({ length: 32 }, (_, bit) => bit).flatMap((bit) =>
        (word >>> bit) & 1 ? [32 * i + bit] : [],
      ),
    );
    expect(bits).toEqual([42, 500]);
    expect(data.subarray(12 + 256).every((byte) => byte === 0)).toBe(true);
  });

  test('a rule may have the highest bit of a word', () => {
    expect(Buffer.from(rule([31, 1])).readUInt32LE(12)).toBe(0x8000_0002);
  });

  test('the status turns it on, and changes nothing else', () => {
    const status = Buffer.from(enabledStatus());
    expect([status.readUInt32LE(0), status.readUInt32LE(4)]).toEqual([1, 1]);
    expect(status.subarray(8).every((byte) => byte === 0)).toBe(true);
  });
});

describe('records', () => {
  const read = (type: number, text: string): AuditRecord => readRecord(type, text)!;

  test('those of one call', () => {
    const shown = RECORDS.map(([type, text]) => showRecord(read(type, text)));
    expect(shown).toEqual([
      'SYSCALL syscall=42 success=yes exit=0 items=1',
      'SOCKADDR saddr=01007300',
      'CWD cwd=/run/sequences/s3',
      expect.stringMatching(/^PATH item=0 name=s inode=\d+ mode=0140755 nametype=NORMAL$/),
      'PROCTITLE',
      'EOE',
    ]);
    expect(new Set(RECORDS.map(([type, text]) => read(type, text).serial)).size).toBe(1);
  });

  test('a string is in quotes or in hexadecimal', () => {
    expect(readString('"a b"')).toBe('a b');
    expect(readString('""')).toBe('');
    expect(readString('2F6120')).toBe('/a ');
    expect(readString('(null)')).toBe('(null)');
    expect(readString(undefined)).toBeUndefined();
  });

  test('a type without a name keeps its number', () => {
    expect(read(1305, 'audit(1.2:3): op=set').name).toBe('type 1305');
  });

  test('one that is broken off has no more fields than it had, and without its header is none', () => {
    for (const [type, text] of RECORDS) {
      const whole = read(type, text);
      const header = text.indexOf('): ') < 0 ? text.indexOf('):') + 2 : text.indexOf('): ') + 2;
      for (let length = 0; length < text.length; length += 1) {
        const part = readRecord(type, text.slice(0, length));
        if (length < header) expect(part).toBeUndefined();
        else {
          expect(part?.serial).toBe(whole.serial);
          const keys = Object.keys(part?.fields ?? {});
          expect(Object.keys(whole.fields)).toEqual(expect.arrayContaining(keys));
        }
      }
    }
  });
});
