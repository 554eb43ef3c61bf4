// SPDX-License-Identifier: MIT
// Further tables of Steps and Scenarios, bounds, and the errnos of texts: what is read, and what is refused.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { formatProblem } from './problem.ts';
import { readProposalText, tryProposalText } from './read.ts';

const VALID = readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8');

const inFrontOf = (anchor: string, ...lines: string[]): string => {
  expect(VALID).toContain(anchor);
  return VALID.replace(anchor, `${lines.join('\n')}\n\n${anchor}`);
};

const read = (text: string) => readProposalText(text, 'valid.md');

function complaints(text: string): string[] {
  const reading = tryProposalText(text, 'valid.md');
  return reading.ok ? [] : reading.problems.map(formatProblem);
}

const checks = (...rows: string[]) =>
  inFrontOf(
    '## Specification',
    'The checks of `Take`, in their order:',
    '',
    '| when | look | take |',
    '| --- | --- | --- |',
    ...rows,
  );

describe('steps', () => {
  test('checks: a call that does not refuse is left out', () => {
    const [one, other] = read(checks('| no token | - | EAGAIN |', '| a bad one | EINVAL | EBADF |')).checks;
    expect(one).toMatchObject({ action: 'Take', when: 'no token', errnos: { take: 'EAGAIN' } });
    expect(other).toMatchObject({ when: 'a bad one', errnos: { look: 'EINVAL', take: 'EBADF' } });
  });

  test('a check with what is no errno', () => {
    expect(complaints(checks('| no token | none | EAGAIN |'))).toEqual([
      expect.stringContaining("the column 'look' says 'none'"),
    ]);
  });

  test('outcomes', () => {
    const lines = ['The outcomes of `Take`:', '', '| when | what |', '| --- | --- |', '| a; b | c |'];
    const { outcomes } = read(inFrontOf('## Specification', ...lines));
    expect(outcomes).toMatchObject([{ action: 'Take', when: 'a; b', what: 'c' }]);
  });

  test('the errnos of a text are those of the step whose name was the last in bold', () => {
    const { mentions } = read(
      inFrontOf(
        '## Specification',
        'It ends with EAGAIN.',
        '',
        '- EAGAIN again, or EBADF, and never EMPTY.',
        '',
        '**Ending** with EINTR.',
        '',
        '- **Give(r)** is EINVAL. **Drop(r)** is EPERM.',
      ),
    );
    expect(mentions.map(({ action, errnos }) => [action, errnos])).toEqual([
      ['SysEnter', []],
      ['Take', ['EAGAIN', 'EAGAIN', 'EBADF']],
      ['Ending', ['EINTR']],
      ['Give', ['EINVAL']],
      ['Drop', ['EPERM']],
    ]);
  });
});

describe('scenarios', () => {
  test('worlds: that of each, and that of one', () => {
    const table = ['| part | what it is |', '| --- | --- |'];
    const { worlds } = read(
      inFrontOf(
        '| scenario | differs in',
        'The world of each scenario:',
        '',
        ...[...table, '| callers | two |'],
        '',
        'Some text. The world of `crowd`, where\nit is another:',
        '',
        ...[...table, '| callers | three |'],
      ).replace('Some text. ', 'Some text.\n'),
    );
    expect(worlds.map(({ of, part, what }) => [of, part, what])).toEqual([
      [null, 'callers', 'two'],
      ['crowd', 'callers', 'three'],
    ]);
  });

  test('bounds, and what is one above', () => {
    expect(read(VALID)).toMatchObject({ bounds: { text: 'three callers, one token.' }, above: null });
    const above = VALID.replace(/^(Bounds: .*)$/m, '$1\n\nOne above: a fourth\ncaller.');
    expect(read(above).above?.text).toBe('a fourth caller.');
  });

  test('what an outsider sees', () => {
    const text = inFrontOf(
      '| variable | domain | meaning |\n| --- | --- | --- |\n| holder',
      '**What an outsider sees**: `owner`, and of each caller its `tries`. Not `pc`.',
    );
    expect(read(text).specification.seen?.names).toEqual(['owner', 'tries']);
  });
});
