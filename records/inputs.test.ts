// SPDX-License-Identifier: MIT
// What the inputs take for granted of the checkout.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../base/root.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { OWN_LANES } from './inputs.ts';

describe.each(Object.values(CONFORMANCE))(
  'the lanes of $slug that judge themselves',
  ({ slug, variants }) => {
    const isThere = OWN_LANES.some((own) => existsSync(join(ROOT, 'conformance', slug, own)));

    test('are of what is proposed alone', () => {
      const having = variants.filter(({ ownLanes }) => ownLanes !== undefined);
      expect(having.map(({ variant }) => variant)).toEqual(isThere ? ['proposed'] : []);
    });

    test('are imported by that alone', () => {
      const folder = join(ROOT, 'conformance', slug);
      const outside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (file) =>
          file.endsWith('.ts') &&
          !/\.test\.ts$|(?:^|\/)fixtures\//.test(file) &&
          !OWN_LANES.some((own) => file.startsWith(own)),
      );
      const own = new RegExp(`from '(?:\\./|(?:\\.\\./)+(?:${slug}/)?)(?:${OWN_LANES.join('|')})/`);
      const importing = outside.filter((file) => own.test(readFileSync(join(folder, file), 'utf8')));
      expect(importing).toEqual(isThere ? ['proposed.ts'] : []);
    });
  },
);
