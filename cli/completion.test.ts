// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { PROPOSALS } from '../models/index.ts';
import { type Subject, selectSubjects } from '../verdicts/select.ts';
import { allCommands } from './commands.ts';
import { describe } from './completion/describe.ts';
import { manPage } from './completion/man.ts';
import { completionOf } from './completion/shells.ts';
import { captured } from './fixtures/captured.ts';
import { EXIT_CODES } from './program.ts';

const SLUGS = Object.keys(PROPOSALS);
const COMMANDS = (await allCommands()).map((build) => describe(build()));
const all = COMMANDS.flatMap((command) => [command, ...command.commands]);
const BASH = completionOf('bash', COMMANDS, SLUGS);

/** What bash offers for the last of these words. */
const offered = (...words: string[]): string[] => offeredBy(BASH, ...words);

function offeredBy(completion: string, ...words: string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const script = `${completion}\nCOMP_WORDS=(syspec ${quoted}); COMP_CWORD=${words.length}; _syspec; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
}

test('bash offers commands, slugs, options and the values that an option lists', () => {
  expect(offered('exp')).toEqual(['explain']);
  expect(offered('check', SLUGS[0]!.slice(0, 3))).toContain(SLUGS[0]);
  expect(offered('check', '--mo')).toEqual(expect.arrayContaining(['--model-mutants']));
  expect(offered('check', '--engine', 't')).toEqual(['tlc']);
  expect(offered('kernel', 'bo')).toEqual(['boot']);
  expect(offered('kernel', 'boot', '--fla')).toEqual(['--flavour']);
  expect(offered('nothing', '--a')).toEqual(['']);
});

test.each(['bash', 'zsh', 'fish'] as const)('%s has every command and every option', async (shell) => {
  const { exit, out } = await captured('completion', shell);
  expect(exit).toBe(0);
  for (const { name, options } of all) {
    expect(out).toContain(name);
    for (const { names } of options)
      for (const option of names)
        expect(out).toContain(shell === 'fish' ? option.replace(/^-+/, '') : option);
  }
});

test('the variants, scenarios and claims of the proposals are offered', async () => {
  const { out } = await captured('completion', 'bash');
  const [{ proposal }] = selectSubjects([SLUGS[0]!]) as [Subject];
  const { slug, variants, scenarios, claims } = proposal;
  const today = variants.map(({ name }) => name).filter((name) => name.startsWith('tod'));
  expect(offeredBy(out, 'explain', slug, 'tod')).toEqual(expect.arrayContaining(today));
  expect(offeredBy(out, 'check', slug, '--variant', 'tod')).toEqual(expect.arrayContaining(today));
  expect(offeredBy(out, 'explain', slug, '--scenario', '')).toContain(scenarios[0]!.name);
  expect(offeredBy(out, 'explain', slug, '--claim', '')).toContain(claims[0]!.id);
});

test('after a slug the names of that proposal alone are offered, and before it those of all', async () => {
  const { out } = await captured('completion', 'bash');
  const [first, second] = selectSubjects([]).map(({ proposal }) => proposal);
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  const foreign = names(second!.scenarios).filter((name) => !names(first!.scenarios).includes(name));
  const ofFirst = offeredBy(out, 'check', first!.slug, '--scenario', '');
  expect(ofFirst).toEqual(names(first!.scenarios));
  expect(offeredBy(out, 'check', '--scenario', '')).toEqual(expect.arrayContaining([...ofFirst, ...foreign]));
  const both = offeredBy(out, 'check', first!.slug, second!.slug, '--scenario', '');
  expect(both).toEqual(expect.arrayContaining([...ofFirst, ...foreign]));
  expect(offeredBy(out, 'explain', '')).toEqual(SLUGS);
  expect(offeredBy(out, 'explain', second!.slug, '')).toEqual(names(second!.variants));
  expect(offeredBy(out, 'explain', first!.slug)).toEqual([first!.slug]);
  expect(offeredBy(out, 'check', first!.slug, '')).toEqual(SLUGS);
});

test('fish asks for the same names', async () => {
  const { out } = await captured('completion', 'fish');
  const [{ proposal }] = selectSubjects([SLUGS[0]!]) as [Subject];
  expect(out).toContain(
    `case 'claim:${proposal.slug}'\n                set -a found ${proposal.claims.map(({ id }) => id).join(' ')}`,
  );
  expect(out).toMatch(
    /__fish_seen_subcommand_from explain' -f -a '\(__syspec_names slug\) \(__syspec_names variant\)'/,
  );
  expect(out).toMatch(/__fish_seen_subcommand_from explain' -l claim -rf -a '\(__syspec_names claim any\)'/);
});

test('fish has for each command a line with its description, quoted', () => {
  const fish = completionOf('fish', [{ ...COMMANDS[0]!, name: 'x', what: "it's" }], []);
  expect(fish).toContain("-a x -d 'it'\\''s'");
});

test('the man page has every command, option and exit code, and no line that roff takes for a request', async () => {
  const { exit, out } = await captured('completion', 'man');
  expect(exit).toBe(0);
  const plain = out.replaceAll('\\-', '-');
  for (const { usage, options } of all) {
    expect(plain).toContain(usage);
    for (const { flags } of options) expect(plain).toContain(`.B ${flags}\n`);
  }
  for (const [code] of EXIT_CODES) expect(out).toContain(`\n.B ${code}\n`);
  const requests = out.split('\n').filter((line) => /^[.']/.test(line));
  for (const line of requests) expect(line).toMatch(/^\.(TH|SH|SS|TP|B|I|RI|\\")( |$)/);
  const dotted = manPage([{ ...COMMANDS[0]!, what: ".x\n'y\\" }], { version: '1', exitCodes: [] });
  expect(dotted).toContain("\n\\&.x\n\\&'y\\e\n");
});

test('a shell that there is not', async () => {
  const { exit, err } = await captured('completion', 'bsh');
  expect([exit, err]).toEqual([
    2,
    "syspec: <form> cannot be 'bsh'\n  Did you mean bash? There are: bash, zsh, fish, man.\n",
  ]);
});

test('the help says where to put it', async () => {
  const { out } = await captured('completion', '--help');
  expect(out).toContain(
    '\n  bash:  syspec completion bash > ~/.local/share/bash-completion/completions/syspec\n',
  );
});
