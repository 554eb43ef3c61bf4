// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseLog } from './output.ts';
import { SearchClock } from './search-clock.ts';

/** The events of a recorded run, one each millisecond. */
function clockOf(name: string, most = Number.POSITIVE_INFINITY) {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.log`), 'utf8');
  const events = [...parseLog(text)].slice(0, most);
  const clock = new SearchClock();
  for (const [at, event] of events.entries()) clock.take(event, at);
  const place = (wanted: (event: (typeof events)[number]) => boolean) => events.findIndex(wanted);
  return { clock, place };
}

test.each([
  ['Ok', 'success'],
  ['Safety', 'violation'],
])('%s: from the first initial state to the end of the search', (name, end) => {
  const { clock, place } = clockOf(name);
  const began = place((event) => event.type === 'other' && event.code === 2189);
  expect(began).toBeGreaterThan(3);
  expect(clock.searchMs).toBe(place(({ type }) => type === end) - began);
});

test('of a search that did not begin, or did not end, nothing is said', () => {
  expect(clockOf('ParseError').clock.searchMs).toBeNull();
  const { place } = clockOf('Ok');
  expect(
    clockOf(
      'Ok',
      place(({ type }) => type === 'success'),
    ).clock.searchMs,
  ).toBeNull();
});
