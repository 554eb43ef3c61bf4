// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inputsOfWalk, observedBySteps, readWatched } from './watched.ts';

const step = (kernel: string, text: string) => ({ kernel, text }) as never;

test('what the kernel showed is put beside the steps in their order, and what is not found is none', () => {
  const steps = [
    ['set-up', 'both idle'],
    ['f: a', 'one'],
    ['f: a', 'two'],
    ['probe', 'three'],
  ].map(([text = '', observed = '']) => ({ name: text, text, observed }));
  const watched = { kernel: { steps } } as never;
  expect(observedBySteps({ steps: [step('f', 'a'), step('g', 'b'), step('f', 'a')] }, watched)).toEqual([
    'both idle',
    'one',
    undefined,
    'two',
  ]);
});

test('a walk depends on what a run on a kernel depends on, without the lanes that judge themselves', () => {
  const own = Object.keys(inputsOfWalk(folderOfTest(), 'lease'));
  expect(own).toContain('patches');
  expect(own).not.toContain('own lanes');
});

test.each([
  ['no JSON', '{\n"schema": 1,\n}\n', ':3: the JSON is wrong or ends here'],
  ['a text', 'ok', ": this is no output of 'explain --kernel --json', but other text"],
  [
    'the output of another command',
    '{"schema":1,"ok":true,"counterexample":null}',
    ": this is no output of 'explain --kernel --json', but other JSON",
  ],
])('%s is trouble with the input, and the file is named', (_, text, told) => {
  const file = join(folderOfTest(), 'a.json');
  writeFileSync(file, text);
  expect(() => readWatched(file)).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: `${file}${told}`,
      hint: expect.stringContaining('explain SLUG VARIANT --kernel --json'),
    }),
  );
});
