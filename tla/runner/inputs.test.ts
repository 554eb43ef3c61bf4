// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { type Inputs, readInputs } from './inputs.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
  writeFileSync(join(folder, 'A.tla'), '');
  writeFileSync(join(folder, 'A.cfg'), 'INIT Init');
  mkdirSync(join(folder, 'D.tla'));
});

const read = (more: Partial<Inputs> = {}) => readInputs({ spec: join(folder, 'A.tla'), ...more });

test('the configuration is the one beside the specification, the one named, or the text', () => {
  expect(read()).toEqual({ text: 'INIT Init', file: join(folder, 'A.cfg') });
  writeFileSync(join(folder, 'B.cfg'), 'INIT B');
  expect(read({ config: join(folder, 'B.cfg') }).text).toBe('INIT B');
  expect(read({ configText: 'INIT C' })).toEqual({ text: 'INIT C', file: undefined });
});

test('configurations of other names are named', () => {
  for (const name of ['M.tla', 'M_a.cfg', 'M_b.cfg', 'MOther.tla', 'MOther.cfg'])
    writeFileSync(join(folder, name), '');
  expect(() => read({ spec: join(folder, 'M.tla') })).toThrow(
    expect.objectContaining({
      message: 'no configuration: there is no M.cfg beside M.tla',
      hint: expect.stringMatching(/--config.*\n {2}Beside it: M_a\.cfg, M_b\.cfg\.$/),
    }),
  );
});

test('what is there, or can be written, is accepted', () => {
  writeFileSync(join(folder, 'old.dot'), '');
  for (const dump of ['new.dot', 'old.dot']) read({ libraries: [folder], dump: join(folder, dump) });
  expect(readdirSync(folder).sort()).toEqual(['A.cfg', 'A.tla', 'D.tla', 'old.dot']);
});

describe('refused before anything runs', () => {
  test.each<[string, () => Partial<Inputs>, RegExp]>([
    ['no specification', () => ({ spec: join(folder, 'X.tla') }), /^no such specification: .*X\.tla$/],
    ['a folder', () => ({ spec: join(folder, 'D.tla') }), /^a folder, and not a specification: .*D\.tla$/],
    ['another file', () => ({ spec: join(folder, 'A.cfg') }), /^not a \.tla file: /],
    [
      'no configuration',
      () => ({ config: join(folder, 'X.cfg') }),
      /^no configuration: there is no .*X\.cfg$/,
    ],
    ['no library', () => ({ libraries: [folder, join(folder, 'X')] }), /^no such folder of modules: .*X$/],
    [
      'a library that is a file',
      () => ({ libraries: [join(folder, 'A.cfg')] }),
      /^no such folder of modules: /,
    ],
    [
      'no folder for the graph',
      () => ({ dump: join(folder, 'X', 'g.dot') }),
      /^cannot write the state graph: no file can be made in .*X \(ENOENT\)$/,
    ],
    [
      'a file as its folder',
      () => ({ dump: join(folder, 'A.cfg', 'g.dot') }),
      /^cannot write the state graph: /,
    ],
    ['a folder as the graph', () => ({ dump: folder }), /^cannot write the state graph: .* is a folder$/],
  ])('%s', (_, inputs, message) => {
    expect(() => read(inputs())).toThrow(message);
    expect(() => read(inputs())).toThrow(expect.objectContaining({ code: 'BAD_INPUT', exitCode: 2 }));
  });
});
