// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../../base/fixtures/folder.ts';
import { type Answer, compared, comparedText } from './compare.ts';
import { type Example, secondsOf, smallExamples } from './manifest.ts';

const model = (path: string, more: object) => ({
  ...{ path: `specifications/Small/${path}`, runtime: '00:00:01', mode: 'exhaustive search' },
  ...{ result: 'success', ...more },
});

test('the small models of the manifests that are explored whole', () => {
  const root = folderOfTest();
  mkdirSync(join(root, 'specifications', 'Small'), { recursive: true });
  mkdirSync(join(root, 'specifications', 'WithoutManifest'));
  const models = [
    model('A.cfg', { distinctStates: 3, totalStates: 7, stateDepth: 2 }),
    model('B.cfg', { result: 'safety failure' }),
    model('Long.cfg', { runtime: '00:01:00' }),
    model('Unknown.cfg', { runtime: 'unknown' }),
    model('Drawn.cfg', { mode: { simulate: { traceCount: 100 } } }),
  ];
  const manifest = { modules: [{ path: 'specifications/Small/A.tla', features: [], models }] };
  writeFileSync(join(root, 'specifications', 'Small', 'manifest.json'), JSON.stringify(manifest));
  const spec = 'specifications/Small/A.tla';
  expect(smallExamples(root, 5)).toEqual([
    { spec, config: 'specifications/Small/A.cfg', result: 'success', distinct: 3, total: 7 },
    { spec, config: 'specifications/Small/B.cfg', result: 'safety failure' },
  ]);
  expect(smallExamples(root, 60)).toHaveLength(3);
  expect([secondsOf('01:01:05'), secondsOf('unknown')]).toEqual([3665, Number.POSITIVE_INFINITY]);
});

const EXAMPLE: Example = { spec: 'A.tla', config: 'A.cfg', result: 'success', distinct: 3, total: 7 };
const ANSWER: Answer = { verdict: 'holds', violation: null, distinct: 3, generated: 7, message: null };
const violated = (kind: string) => ({ ...ANSWER, verdict: 'violated', violation: { kind } });
const fails = (result: string) => ({ ...EXAMPLE, result });
const missing = {
  ...ANSWER,
  verdict: 'bad-specification',
  message: 'Cannot find source file for module SVG imported in module A.',
};

test.each<[string, Example, Answer | undefined, string | undefined]>([
  ['the same', EXAMPLE, ANSWER, undefined],
  ['nothing to check', EXAMPLE, { ...ANSWER, verdict: 'unchecked' }, undefined],
  ['no counts', { ...EXAMPLE, distinct: undefined, total: undefined }, ANSWER, undefined],
  ['other states', EXAMPLE, { ...ANSWER, distinct: 4 }, 'another count of states'],
  ['other steps', EXAMPLE, { ...ANSWER, generated: 8 }, 'another count of generated states'],
  ['a failure', fails('safety failure'), violated('assert'), undefined],
  ['another one', fails('liveness failure'), violated('deadlock'), 'another verdict: violated (deadlock)'],
  ['none', fails('safety failure'), ANSWER, 'another verdict: holds'],
  ['no module', EXAMPLE, missing, 'bad-specification: no module SVG'],
  ['no object', EXAMPLE, undefined, 'tlc gave no answer'],
])('%s', (_, example, answer, cause) => {
  expect(compared(example, answer).cause).toBe(cause);
});

test('the causes with the models, the most frequent first, and the count', () => {
  const all = [
    compared(EXAMPLE, ANSWER),
    compared(EXAMPLE, undefined),
    compared(EXAMPLE, missing),
    compared({ ...EXAMPLE, config: 'specifications/B/B.cfg' }, missing),
  ];
  expect(comparedText(all).split('\n')).toEqual([
    '2  bad-specification: no module SVG',
    '     A.cfg    published success, 3, 7  found bad-specification, 3, 7',
    '     B/B.cfg  published success, 3, 7  found bad-specification, 3, 7',
    '1  tlc gave no answer',
    '     A.cfg  published success, 3, 7  found -, -, -',
    '1 of 4 models as published',
    '',
  ]);
});
