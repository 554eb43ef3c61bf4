// SPDX-License-Identifier: MIT
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { ROOT } from '../base/root.ts';
import { anyForm, constantName, identifier, isReserved, isSlug, moduleName } from '../base/slug.ts';
import { missingParts } from './parts.ts';
import { layoutFindings, requiredFiles } from './rules.ts';
import { readTree } from './tree.ts';

const SPDX = '// SPDX-License-Identifier: MIT\n';
let root: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeEach(() => {
  root = folderOfTest();
  write('spec/README.md', '');
  write('spec/template.md', 'FILL IN: everything');
  write('spec/example_call.md', '# example_call\n');
  for (const file of requiredFiles('example_call')) write(file, SPDX);
  write('models/index.ts', `${SPDX}import { exampleCall } from './example_call/index.ts';\n`);
  write('conformance/index.ts', `${SPDX}import { EXAMPLE_CALL } from './example_call/index.ts';\n`);
  write('models/kit/explore.ts', SPDX);
  write('tla/runner/run.ts', SPDX);
  for (const folder of ['kernel', 'shim', 'harness', 'run', 'report', 'replay']) {
    write(`conformance/${folder}/a.ts`, SPDX);
  }
});

test('this checkout is laid out as it should be', () => {
  expect(layoutFindings(ROOT)).toEqual([]);
});

test('no proposal has a name that stands for any', () => {
  expect(readTree(ROOT).slugs.filter(isReserved)).toEqual([]);
});

test('a complete tree has no findings', () => {
  expect(layoutFindings(root)).toEqual([]);
});

test('a number that another proposal has', () => {
  const document = (slug: string, calls: string, probe: string) =>
    write(
      `spec/${slug}.md`,
      `# ${slug}: x\n\n| field | value |\n| --- | --- |\n| format | 2 |\n| slug | ${slug} |\n| kind | new-syscall |\n| ${calls} |\n| base | Linux 6.12 |\n| probe | ${probe}() = ENOSYS |\n`,
    );
  document('example_call', 'number | 500', 'example_call');
  document('other_call', 'calls | other_open 499, other_close 500', 'other_open');
  expect(layoutFindings(root)).toContain(
    'other_call: other_close cannot have the number 500, which example_call has',
  );
  document('other_call', 'calls | other_open 499, other_close 501', 'other_open');
  expect(layoutFindings(root).filter((line) => line.includes('number'))).toEqual([]);
});

test('each file that a proposal lacks is named, of the parts that are laid out', () => {
  for (const file of requiredFiles('example_call')) rmSync(join(root, file));
  for (const area of ['models', 'tla', 'conformance']) write(`${area}/example_call/notes.md`, 'to come\n');
  rmSync(join(root, 'models/index.ts'));
  rmSync(join(root, 'conformance/index.ts'));
  expect(missingParts(root)).toEqual([]);
  expect(layoutFindings(root)).toEqual([
    'example_call: no model.ts in models/example_call',
    'example_call: no properties.ts in models/example_call',
    'example_call: no mutants.ts in models/example_call',
    'example_call: no scenarios.ts in models/example_call',
    'example_call: no index.ts in models/example_call',
    'example_call: no ExampleCall.tla in tla/example_call',
    'example_call: no MCExampleCall.tla in tla/example_call',
    'example_call: no manifest.json in tla/example_call',
    'example_call: no index.ts in conformance/example_call',
    'example_call: no objects.ts in conformance/example_call',
    'example_call: no moves.ts in conformance/example_call',
    'example_call: no cases.ts in conformance/example_call',
    'example_call: no outcomes.ts in conformance/example_call',
    'example_call: not imported in models/index.ts',
    'example_call: not imported in conformance/index.ts',
  ]);
});

describe('a part that is not laid out', () => {
  const without = (...areas: readonly string[]) => {
    for (const area of areas) rmSync(join(root, area, 'example_call'), { recursive: true });
  };

  test('is no finding, and is named', () => {
    expect(missingParts(root)).toEqual([]);
    without('tla');
    expect([layoutFindings(root), missingParts(root)]).toEqual([
      [],
      [{ slug: 'example_call', part: 'TLA+' }],
    ]);
  });

  test('cannot be in a registry', () => {
    without('conformance');
    expect(layoutFindings(root)).toEqual([
      'example_call: imported, and there is no conformance/example_call, in conformance/index.ts',
    ]);
    write('conformance/index.ts', SPDX);
    expect([layoutFindings(root), missingParts(root)]).toEqual([
      [],
      [{ slug: 'example_call', part: 'kernel' }],
    ]);
  });

  test('is another thing than one with something still to be written, or with a file alone', () => {
    without('tla', 'conformance', 'models');
    for (const file of ['models/index.ts', 'conformance/index.ts']) write(file, SPDX);
    expect(layoutFindings(root)).toEqual([]);
    expect(missingParts(root).map(({ part }) => part)).toEqual(['model', 'TLA+', 'kernel']);
    write('tla/example_call/manifest.json', '{ "module": "FILL IN: the module" }');
    expect(layoutFindings(root)).toEqual([
      'example_call: no ExampleCall.tla in tla/example_call',
      'example_call: no MCExampleCall.tla in tla/example_call',
      'example_call: tla/example_call/manifest.json: FILL IN: the module',
    ]);
  });
});

describe('one finding each', () => {
  const cases: [string, string, string, string][] = [
    ['an unregistered proposal', 'models/index.ts', SPDX, 'example_call: not imported in models/index.ts'],
    [
      'one that no lane knows',
      'conformance/index.ts',
      SPDX,
      'example_call: not imported in conformance/index.ts',
    ],
    [
      'an ill-named document',
      'spec/Example-Call.md',
      '',
      'spec/Example-Call.md: its name is not lower-case snake_case',
    ],
    ['an orphaned model', 'models/stray/a.ts', SPDX, 'models/stray: no spec/stray.md'],
    ['an orphaned specification', 'tla/stray/a.ts', SPDX, 'tla/stray: no spec/stray.md'],
    ['an orphaned conformance', 'conformance/stray/a.ts', SPDX, 'conformance/stray: no spec/stray.md'],
    [
      'an orphaned patch series',
      'conformance/kernel/patches/stray/0001-a.patch',
      '',
      'conformance/kernel/patches/stray: no spec/stray.md',
    ],
    [
      'orphaned mutants of a series',
      'conformance/kernel/mutants/stray/a.patch',
      '',
      'conformance/kernel/mutants/stray: no spec/stray.md',
    ],
    [
      'orphaned points',
      'conformance/kernel/test-only/stray/unpatched.patch',
      '',
      'conformance/kernel/test-only/stray: no spec/stray.md',
    ],
    [
      'patches for a base that is none',
      'conformance/kernel/test-only/6.11/0001-a.patch',
      '',
      'conformance/kernel/test-only/6.11: no spec/6.11.md',
    ],
    [
      'a base beside the proposals',
      'conformance/kernel/patches/7.3/0001-a.patch',
      '',
      'conformance/kernel/patches/7.3: no spec/7.3.md',
    ],
    [
      'what is still to be written',
      'models/example_call/model.ts',
      `${SPDX}// FILL IN: the state\n`,
      'example_call: models/example_call/model.ts: FILL IN: the state',
    ],
    [
      'a cell to be written, without the rest of its row',
      'spec/example_call.md',
      '| flag | FILL IN: a value | 1 |',
      'example_call: spec/example_call.md: FILL IN: a value',
    ],
    [
      'bold text to be written',
      'spec/example_call.md',
      '- **FILL IN: a way.** What it gives.',
      'example_call: spec/example_call.md: FILL IN: a way.',
    ],
    [
      'a string to be written',
      'tla/example_call/manifest.json',
      '{ "FILL IN: a claim": "" }',
      'example_call: tla/example_call/manifest.json: FILL IN: a claim',
    ],
    [
      'what a document lacks',
      'spec/example_call.md',
      'FILL IN: why',
      'example_call: spec/example_call.md: FILL IN: why',
    ],
    ['a missing licence', 'base/a.ts', 'export {};\n', 'base/a.ts: does not begin with an SPDX line'],
    ...['a.c', 'a.h', 'raw.S', 'Makefile', 'fast.config'].map((name): (typeof cases)[number] => [
      `${name} without one`,
      `conformance/shim/${name}`,
      'a\n',
      `conformance/shim/${name}: does not begin with an SPDX line`,
    ]),
    ['a script without one', 'syspec', '#!/bin/sh\nset -e\n', 'syspec: does not begin with an SPDX line'],
    ['a path of one machine', 'a.md', `see ${'/work'}/main`, 'a.md:1: has a path of one machine'],
    [
      'a temporary path in a source',
      'base/a.ts',
      `${SPDX}'${'/tmp'}/x'`,
      'base/a.ts:2: has a path of one machine',
    ],
    ...[
      'models/kernel/task.ts',
      'conformance/shim/task.c',
      'conformance/objects/path/cases.ts',
      'conformance/kernel/test-only/0001-a.patch',
      'conformance/kernel/test-only/7.3/0001-a.patch',
      'conformance/README.md',
      'documents/README.md',
      'tla/README.md',
    ].map((file): (typeof cases)[number] => [
      `a proposal's name in ${file}`,
      file,
      `${SPDX}// for example_call\n`,
      `${file}:2: names the proposal example_call; shared parts know none`,
    ]),
  ];
  test.each(cases)('%s', (_, file, text, finding) => {
    write(file, text);
    expect(layoutFindings(root)).toEqual([finding]);
  });
});

describe('files that import each other in a circle', () => {
  const importing = (...files: string[]) =>
    SPDX + files.map((file) => `import type { A } from '${file}';\n`).join('');

  test('each circle is told once, by a shortest way', () => {
    write('models/kit/a.ts', importing('./b.ts', './leaf.ts'));
    write('models/kit/b.ts', `${SPDX}export {\n  type B,\n} from '../../base/c.ts';\n`);
    write('base/c.ts', `${SPDX}import '../models/kit/d.ts';\n`);
    write('models/kit/d.ts', importing('./a.ts', './b.ts'));
    write('models/kit/leaf.ts', SPDX);
    write('models/kit/over.ts', importing('./a.ts'));
    write('spec/own.ts', importing('./own.ts'));
    expect(layoutFindings(root)).toEqual([
      'base/c.ts: imports itself in a circle: base/c.ts -> models/kit/d.ts -> models/kit/b.ts -> base/c.ts',
      'models/kit/a.ts: imports itself in a circle: models/kit/a.ts -> models/kit/b.ts -> base/c.ts -> models/kit/d.ts -> models/kit/a.ts',
      'spec/own.ts: imports itself in a circle: spec/own.ts -> spec/own.ts',
    ]);
  });

  test('a path that is no import, and an import while it runs, make none', () => {
    write('models/kit/a.ts', importing('./b.ts'));
    write(
      'models/kit/b.ts',
      `${SPDX}export const PATH = './a.ts';\nexport const load = () => import('./a.ts');\n`,
    );
    expect(layoutFindings(root)).toEqual([]);
  });
});

describe('folders that import each other', () => {
  const importing = (file: string, to: string) => write(file, `${SPDX}import type { A } from '${to}';\n`);

  test('a circle of them is told, though no files are in one', () => {
    write('verdicts/row.ts', SPDX);
    importing('explain/story.ts', '../verdicts/row.ts');
    importing('conformance/report/b.ts', '../../explain/story.ts');
    importing('verdicts/table.ts', '../conformance/report/a.ts');
    expect(layoutFindings(root)).toEqual([
      'conformance/: imports itself in a circle: conformance/ -> explain/ -> verdicts/ -> conformance/',
    ]);
  });

  test('the same of the folders in conformance/, and of the files beside them', () => {
    importing('conformance/harness/row.ts', '../report/a.ts');
    importing('conformance/report/b.ts', '../replay/a.ts');
    importing('conformance/replay/c.ts', '../harness/a.ts');
    importing('conformance/shim/b.ts', '../own.ts');
    importing('conformance/own.ts', './shim/a.ts');
    expect(layoutFindings(root)).toEqual([
      'conformance/harness/: imports itself in a circle: conformance/harness/ -> conformance/report/ -> conformance/replay/ -> conformance/harness/',
      'conformance/own.ts: imports itself in a circle: conformance/own.ts -> conformance/shim/ -> conformance/own.ts',
    ]);
  });

  test('a test may look up, and so may what tests read', () => {
    write('verdicts/row.ts', SPDX);
    importing('explain/story.ts', '../verdicts/row.ts');
    importing('verdicts/row.test.ts', '../explain/story.ts');
    importing('verdicts/fixtures/row.ts', '../../explain/story.ts');
    importing('conformance/report/b.ts', '../harness/a.ts');
    importing('conformance/harness/row.test.ts', '../report/a.ts');
    expect(layoutFindings(root)).toEqual([]);
  });

  test('what all kinds of objects share imports none of them, tests apart', () => {
    write('models/kernel/objects/path/vfs.ts', SPDX);
    importing('models/kernel/claim.test.ts', './objects/path/vfs.ts');
    importing('models/kernel/objects/pipe/ring.ts', '../path/vfs.ts');
    expect(layoutFindings(root)).toEqual([]);
    importing('models/kernel/system/fd.ts', '../objects/path/vfs.ts');
    expect(layoutFindings(root)).toEqual([
      'models/kernel/system/fd.ts: imports models/kernel/objects/path/vfs.ts; what all kinds share knows none',
    ]);
  });
});

test('what is allowed is not a finding', () => {
  write('cli/check.test.ts', `${SPDX}check('example_call')`);
  write('README.md', 'example_call');
  write('conformance/kernel/patches/example_call/0001-a.patch', 'net: add example_call');
  write('conformance/kernel/mutants/example_call/a.patch', 'breaks example_call');
  write('conformance/kernel/variants/example_call/naive.patch', 'another example_call');
  write('conformance/kernel/test-only/0001-a.patch', 'no licence, and example_calls');
  write('conformance/kernel/test-only/example_call/unpatched.patch', 'points of example_call');
  write('run.sh', `#!/bin/sh\n# SPDX-License-Identifier: MIT\nls ${'/tmp'}/x`);
  write('conformance/shim/a.c', `// SPDX-License-Identifier: GPL-2.0-only\n"${'/tmp'}/x"`);
  write('tla/runner/fixtures/a.log', `${'/tmp'}/x`);
  write('tla/runner/fixtures/Broken.cfg', 'INIT');
  write('records/trials/example_call.jsonl', '{"key":"3f"}\n');
  write('node_modules/a/a.ts', 'example_call');
  write('dist/a.ts', 'example_call');
  expect(layoutFindings(root)).toEqual([]);
});

test('the forms of a name', () => {
  expect(['example_call', 'example', 'example2'].every(isSlug)).toBe(true);
  expect(['', 'Fd', 'example-call', '2fd', '_fd', 'fd_', 'fd__x', '../fd'].some(isSlug)).toBe(false);
  expect([moduleName('example_call'), identifier('example_call')]).toEqual(['ExampleCall', 'exampleCall']);
  expect(constantName('example_call')).toBe('EXAMPLE_CALL');
});

describe('a name is found', () => {
  const found = 'example_call example-call examplecall exampleCall ExampleCall Example_call EXAMPLE_CALL';
  const beside =
    "MCExampleCall exampleCallModel withExampleCall __NR_example_call SYS_EXAMPLE_CALL './example_call/' example_call_2";
  test.each([...found.split(' '), ...beside.split(' ')])('in %s', (text) => {
    expect(anyForm('example_call').test(`of ${text}.`)).toBe(true);
  });

  test.each([
    'examplecal',
    'example_calls',
    'ExampleCalls',
    'EXAMPLE_CALLS',
    'anexample_call',
    'example_call2',
  ])('and %s is another', (text) => {
    expect(anyForm('example_call').test(`of ${text}.`)).toBe(false);
  });

  test('also where it is one word', () => {
    const found = (text: string) => anyForm('example').test(text);
    expect(['example', 'Example', 'EXAMPLE', 'exampleModel', 'MCExample'].every(found)).toBe(true);
    expect(['examples', 'Examples', 'EXAMPLES', 'counterexample'].some(found)).toBe(false);
  });
});
