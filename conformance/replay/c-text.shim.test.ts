// SPDX-License-Identifier: MIT
// Texts that are made when a program runs are those that were meant.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { head } from './c-parts.ts';
import { quote } from './c-text.ts';
import { numbered } from './numbered.ts';

test('numbered words and what stands around them', () => {
  const folder = folderOfTest();
  const texts = [
    numbered('a', 0, 40_000),
    `send(${numbered('x', 34, 131)}, ${numbered('z', 46_655, 1000)}) = 1\n`,
    numbered('b', 0, 1000).slice(3),
  ];
  for (const text of texts) expect(quote(text)).toContain('numbered(');
  const puts = texts.map((text) => `\tputs(${quote(text)});`).join('\n');
  const program = [
    ...head([], puts),
    'static void finish(int code)\n{\n\texit(code);\n}\n',
    `int main(void)\n{\n${puts}\n\treturn 0;\n}\n`,
  ].join('\n');
  writeFileSync(join(folder, 'texts.c'), program);
  execFileSync('gcc', ['-Wall', '-Wno-unused', '-o', 'texts', 'texts.c'], { cwd: folder });
  const said = execFileSync('./texts', { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 24 });
  expect(said).toBe(texts.map((text) => `${text}\n`).join(''));
});
