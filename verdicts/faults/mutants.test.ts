// SPDX-License-Identifier: MIT
// Which faults there are, and how they are called.
import { beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../../base/root.ts';
import { importsOf, parseModule } from './javascript.ts';
import { bodiesOf, modulesFrom } from './modules.ts';
import { instrument } from './mutants.ts';

const FOLDER = 'models/lamp';

async function faultsOf(text: string) {
  const file = `${FOLDER}/step.ts`;
  const module = { file, text, tree: parseModule(text, file), imports: [] };
  return instrument([module], FOLDER);
}

const changes = async (text: string) =>
  (await faultsOf(text)).faults.map(({ id }) => id.replace(/^step\.ts /, ''));

test('names stay when lines move, are numbered where they would be the same, and say the function', async () => {
  const body = 'export function f(s: S) {\n  s.a = 1;\n  s.a = 1;\n}\n';
  const names = await changes(body);
  expect(names).toContain("f: delete 's.a = 1;'");
  expect(names).toContain("f: delete 's.a = 1;' #2");
  expect(
    await changes(`// A comment.\n\ntype T = 'x';\n${body}export const other = (b: boolean) => !b;\n`),
  ).toEqual(expect.arrayContaining(names));
});

describe.each([
  [
    'each statement',
    'g(s); s.x = a; return h(s);',
    ["delete 'g(s);'", "delete 's.x = a;'", "delete 'return h(s);'"],
  ],
  ['a condition', 'if (a === b) g();', ["'a === b' becomes 'true'", "'a === b' becomes 'a !== b'"]],
  ['a condition that is a call', 'g(xs.includes(a));', ["'xs.includes(a)' becomes 'true'"]],
  [
    'an operand',
    'if (a && b) g();',
    ["'a' becomes 'true'", "'b' becomes 'true'", "'a && b' becomes 'a || b'"],
  ],
  ['what a question mark asks', 'return a ? b : c;', ["'a' becomes 'true'", "'a' becomes 'false'"]],
  ['an element', 'return [a, ...b];', ["'[a, ...b]' becomes '[...b]'", "'[a, ...b]' becomes '[a]'"]],
  ['a number', 'return a[0];', ["'0' becomes '1'"]],
  ['an end of a queue', 'q.push(a);', ["'q.push(a)' becomes 'q.unshift(a)'"]],
  ['an error', "if (a) return 'EPERM'; return 'EINVAL';", ["''EPERM'' becomes '\"EINVAL\"'"]],
  ['what has a type of its own', 'return (a === b) as unknown as T;', ["'a === b' becomes 'false'"]],
])('%s', (_, body, expected) => {
  let names: string[];
  beforeEach(async () => {
    names = await changes(`export function f(${'s, a, b, c, q, xs, g, h'}) { ${body} }`);
  });
  test.each(expected)('%s', (change) => expect(names).toContain(`f: ${change}`));
});

test('what an error says, a list of names, and the same change twice are left out', async () => {
  expect(await changes("const ALL = ['a', 'b'] as const; ")).toEqual([]);
  const names = await changes("export function f() { throw new Error('gone' + 1); }");
  expect(names.filter((name) => /gone|1/.test(name.replace('throw', '')))).not.toContain(
    "f: ''gone'' becomes '\"\"'",
  );
});

test('one text can switch each fault on, and tell that its place is run', async () => {
  const { texts, faults } = await faultsOf('export function f(s) { s.a = 1; }');
  const text = texts.get(`${FOLDER}/step.ts`);
  expect(text).not.toContain('stry');
  for (const fault of faults) expect(text).toContain(`__syspec__.on === ${fault.switch} `);
  expect(text).toContain(`__syspec__.counts && __syspec__.count(${faults[0]!.switch}`);
});

describe('bodies', () => {
  const folder = 'verdicts/faults/fixtures/lamp';
  const modules = modulesFrom(ROOT, [`${folder}/index.ts`]);

  test('are what the model imports, and not the explorer', () => {
    expect(bodiesOf(modules, { folder })).toEqual([`${folder}/model.ts`, `${folder}/step.ts`]);
    expect([...modules.keys()]).toContain('models/kit/index.ts');
  });

  test('and of the shared folder what it imports, with the kinds of objects', () => {
    const texts: Readonly<Record<string, readonly string[]>> = {
      'models/x/model.ts': ['models/kernel/a.ts', 'models/kit/b.ts', 'models/x/deep/c.ts'],
      'models/kernel/a.ts': ['models/kernel/objects/pipe/d.ts'],
      'models/kernel/objects/pipe/d.ts': [],
      'models/kit/b.ts': [],
      'models/x/deep/c.ts': [],
    };
    const fake = new Map(Object.entries(texts).map(([file, imports]) => [file, { file, imports } as never]));
    expect(bodiesOf(fake, { folder: 'models/x' })).toEqual([
      'models/x/model.ts',
      'models/kernel/a.ts',
      'models/kernel/objects/pipe/d.ts',
    ]);
  });

  test('but for what is declared to be none', () => {
    const noBodies = { 'step.ts': 'for the test' };
    expect(bodiesOf(modules, { folder, noBodies })).toEqual([`${folder}/model.ts`]);
  });

  test('a type is no import', () => {
    const text = "import type { A } from './a.ts'; import { b } from './b.ts'; export { c } from '../c.ts';";
    expect(importsOf(parseModule(text, 'x.ts'))).toEqual(['./b.ts', '../c.ts']);
  });
});
