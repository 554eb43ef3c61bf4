// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { pagesOfEachKind } from './fixtures/page-kinds.ts';

const pagesOf = (slug: string) =>
  ['index.html', 'claims.html', 'counterexamples/a.html', 'counterexamples/b.html', 'graphs/a.html'].map(
    (name) => `${slug}/${name}`,
  );

test('a page of each kind is opened of each proposal, and not of the first alone', () => {
  const opened = pagesOfEachKind(['index.html', 'report.css', ...pagesOf('lease'), ...pagesOf('other')]);
  expect(opened).toContain('index.html');
  for (const slug of ['lease', 'other'])
    expect(opened.filter((path) => path.startsWith(`${slug}/`)).sort()).toEqual(
      pagesOf(slug)
        .filter((path) => !path.endsWith('/b.html'))
        .sort(),
    );
  expect(opened).toHaveLength(9);
});
