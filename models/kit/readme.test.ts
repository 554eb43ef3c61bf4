// SPDX-License-Identifier: MIT
// The example in README.md is run as it stands there, and prints what it says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as kit from './index.ts';

const README = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

function block(language: string): string {
  return README.split(`\`\`\`${language}\n`)[1]!.split('```')[0]!;
}

it('the example prints what it is said to', () => {
  const [, names, body] = /^import (\{[^}]*\}) from 'syspec';\n(.*)$/s.exec(block('js'))!;
  const printed: string[] = [];
  const console = { log: (line: string) => printed.push(line) };
  new Function('kit', 'console', `'use strict'; const ${names} = kit;\n${body}`)(kit, console);
  expect(`${printed.join('\n')}\n`).toBe(block('text'));
});

it('every property that can be made is in its table', () => {
  for (const name of ['always', 'alwaysStep', 'reachable', 'noDeadlock', 'refines', 'liveness', 'leadsTo']) {
    expect(kit).toHaveProperty(name);
    expect(README).toContain(`\`${name}(name`);
  }
});
