// SPDX-License-Identifier: MIT
// Documents that were cut, thinned out or replaced by noise: refused by problems, never by a crash.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { listProposals, type Reading, tryProposalText } from './index.ts';

const RUNS = { numRuns: 60 };

/** Fails unless the reading is a proposal, or at least one problem with a line of the text or none. */
function expectReading(reading: Reading, lines: number): void {
  if (reading.ok) return;
  expect(reading.problems.length).toBeGreaterThan(0);
  for (const { line } of reading.problems) expect(line).toBeLessThanOrEqual(lines);
}

/**
 * Offsets at which a prefix of `text` is a shorter document in its own right: the ends of the rows of its last
 * table. Nothing refers to an ambiguity of necessity, so no reader can miss one.
 */
function wholePrefixes(text: string): ReadonlySet<number> {
  const ends = new Set<number>([text.length]);
  const separator = text.lastIndexOf('| --- |');
  for (let at = text.indexOf('\n', separator); at >= 0; at = text.indexOf('\n', at + 1)) ends.add(at + 1);
  ends.delete(text.indexOf('\n', separator) + 1);
  return ends;
}

describe.each([inRoot('spec/fixtures/valid.md'), ...listProposals()])('%s', (path) => {
  const text = readFileSync(path, 'utf8');
  const file = basename(path);
  const lines = text.split('\n').length;

  test('cut anywhere but between its last rows, it is refused', () => {
    const whole = wholePrefixes(text);
    const cut = fc.integer({ min: 0, max: text.length - 1 }).filter((at) => !whole.has(at));
    fc.assert(
      fc.property(cut, (at) => {
        const reading = tryProposalText(text.slice(0, at), file);
        expect(reading.ok).toBe(false);
        expectReading(reading, lines);
      }),
      RUNS,
    );
  });

  test('cut at the end of any line before its last rows, it is refused', () => {
    const whole = wholePrefixes(text);
    const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1).filter((at) => !whole.has(at));
    // A long document is sampled, always with the ends nearest to acceptance.
    const chosen = ends.filter(
      (_, index) => index % Math.ceil(ends.length / 60) === 0 || index >= ends.length - 20,
    );
    for (const at of chosen) expect([at, tryProposalText(text.slice(0, at), file).ok]).toEqual([at, false]);
  });

  test('without some lines, it is read or refused', () => {
    const deleted = fc.uniqueArray(fc.nat(lines - 1), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(deleted, (gone) => {
        const left = text.split('\n').filter((_, at) => !gone.includes(at));
        expectReading(tryProposalText(left.join('\n'), file), lines);
      }),
      RUNS,
    );
  });

  test('with a line of noise in it, it is read or refused', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('|', '| a |', '```', '- ', '## ', '<!--'),
    );
    fc.assert(
      fc.property(fc.nat(lines - 1), noise, (at, line) => {
        const spoilt = text.split('\n').toSpliced(at, 0, line).join('\n');
        expectReading(tryProposalText(spoilt, file), spoilt.split('\n').length);
      }),
      RUNS,
    );
  });
});

test.each(['__proto__', 'constructor', 'toString'])('a cell, a field or a name may be %s', (name) => {
  const text = readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8');
  for (const word of ['probe', 'Progress', 'today-look', 'pair', 'EBADF', 'owner', 'Races']) {
    expectReading(tryProposalText(text.replaceAll(word, name), 'valid.md'), 200);
  }
});

test.each(['(', '[', '.*', 'a b', '..', '$&'])('a document may have the name %s.md', (name) => {
  expect(tryProposalText(readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8'), `${name}.md`).ok).toBe(
    false,
  );
});

test.each(['> ', '- ', '[', '| a ', '/*', '**', '`', '# \n', '<!-- '])(
  'a megabyte of %j is refused',
  (piece) => {
    const text = `${piece.repeat(1_000_000 / piece.length)}\n`;
    expect(tryProposalText(text, 'valid.md').ok).toBe(false);
  },
);
