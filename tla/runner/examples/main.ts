// SPDX-License-Identifier: MIT
// Of how many small models of tlaplus/Examples does `syspec tlc` say what is published of them?
//   node dist/tla/runner/examples/main.js DIR [--library DIR-OR-JAR] [--only TEXT] [--seconds N] [--json]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { inRoot } from '../../../base/root.ts';
import { type Answer, compared, comparedText } from './compare.ts';
import { type Example, smallExamples } from './manifest.ts';

/** Seconds for a model of which the manifest says five or less. */
const LIMIT = '60';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    library: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    program: { type: 'string', default: inRoot('dist', 'cli', 'main.js') },
    json: { type: 'boolean', default: false },
  },
});
const [root] = positionals;

async function ask({ spec, config }: Example, from: string): Promise<Answer | undefined> {
  const libraries = values.library.flatMap((place) => ['--library', place]);
  const args = ['tlc', join(from, spec), '--config', join(from, config), '--json', '--time', LIMIT];
  const { stdout } = await execa(process.execPath, [values.program, ...args, ...libraries], {
    reject: false,
  });
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    return undefined;
  }
}

async function main(from: string): Promise<void> {
  const asked = smallExamples(from, Number(values.seconds)).filter(({ config }) =>
    config.includes(values.only),
  );
  const all = [];
  for (const example of asked) {
    process.stderr.write(`${all.length + 1} of ${asked.length}: ${example.config}\n`);
    all.push(compared(example, await ask(example, from)));
  }
  const good = all.filter(({ cause }) => cause === undefined).length;
  const json = { schema: 1, models: all.length, good, results: all };
  process.stdout.write(values.json ? `${JSON.stringify(json)}\n` : comparedText(all));
  process.exitCode = good === all.length ? 0 : 1;
}

if (root === undefined) {
  process.stderr.write('name the folder of tlaplus/Examples\n');
  process.exitCode = 2;
} else await main(root);
