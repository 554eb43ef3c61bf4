// SPDX-License-Identifier: MIT
// `syspec explain`: the attack on connect(2), and what there is to say where there is none.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { readProposal } from '../spec/index.ts';
import { captured } from './fixtures/captured.ts';

const PROPOSAL = readProposal(inRoot('spec', 'fconnectat.md'));

const folder = folderOfFile();

describe('connect(2) on a full backlog', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const told = async (columns: number) => {
    vi.stubEnv('COLUMNS', String(columns));
    const { exit, out } = await captured(
      ...['explain', 'fconnectat', 'today-connect', '--claim', 'C2', '--scenario', 'backlog'],
    );
    return { exit, text: out };
  };

  test('the story, by its kernel functions in their order, each in its lane', async () => {
    const { text, exit } = await told(100);
    expect(exit).toBe(0);
    const lines = text.split('\n');
    expect(lines[0]).toBe('fconnectat today-connect: C2 is violated in backlog, after 14 steps');
    const head = lines.find((line) => /^ {4}c1 +mover +server$/.test(line)) ?? '';
    const column = (name: string) => head.indexOf(name);
    const steps = lines.filter((line) => line.includes('●'));
    const lanes = ['c1', 'mover', 'server'];
    const placed = steps.map((line) => {
      const lane = lanes.find((name) => line[column(name)] === '●');
      return `${lane} ${/● (\S+)/.exec(line)?.[1]}`;
    });
    expect(placed.slice(2)).toEqual([
      'c1 path_init',
      'c1 walk_component',
      'c1 unix_find_bsd',
      'c1 unix_stream_connect',
      'mover vfs_rename',
      'server unix_accept',
      'server unix_accept',
      'c1 unix_wait_for_peer',
      'c1 path_init',
      'c1 walk_component',
      'c1 unix_find_bsd',
      'c1 unix_stream_connect',
    ]);
    expect(text).toContain('backlog of A (1) is full');
    expect(text).toContain('◀─');
  });

  test('the rule that is broken, and the guard that would have stopped it', async () => {
    const { text } = await told(160);
    const rule = PROPOSAL.rules.find(({ id }) => id === 'R2');
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toContain(`R2: ${rule?.text.replace(/\s+/g, ' ')}`);
    expect(flat).toContain(`Violated: ${PROPOSAL.claims.find(({ id }) => id === 'C2')?.safety}`);
    expect(flat).toContain('What would have stopped it: at step 10, in unix_wait_for_peer, R2: ');
    expect(text).toMatch(/✗ R2: /);
  });

  test.each([20, 40, 60, 80])('in %i columns nothing is wider', async (columns) => {
    for (const line of (await told(columns)).text.split('\n'))
      expect(line.length).toBeLessThanOrEqual(columns);
  });
});

test('without a claim: the first violated one, as soon as it is found', async () => {
  const { exit, out } = await captured('explain', 'fconnectat', 'today-lstat', '--ascii');
  expect([exit, out]).toEqual([
    0,
    expect.stringMatching(/^fconnectat today-lstat: C1 is violated in \w+, after \d+ steps\n/),
  ]);
  expect(out).not.toContain('Also violated');
  expect(out).toMatch(/\n--all searches every scenario, and says what else is violated\.\n$/);
});

test('with --all the others are listed too', async () => {
  const { exit, out } = await captured('explain', 'pipe_send', 'today-nonblock', '--all');
  expect(exit).toBe(0);
  expect(out).toBe(stripVTControlCharacters(out));
  expect(out).toMatch(/^pipe_send today-nonblock: C1 is violated in share, /);
  expect(out.replace(/\s+/g, ' ')).toMatch(
    /Also violated: C2 in share, .*contended.*; C6 in .*; C11 in .*; S in .* For example: --claim C2 --scenario share/,
  );
});

describe('where there is nothing to show, exit 0', () => {
  test('the proposed variant, after a search that says how far it is where it is long', async () => {
    expect(await captured('explain', 'pipe_send', 'proposed')).toEqual({
      exit: 0,
      out: 'pipe_send proposed: no safety claim is violated; there is no counterexample to show\n',
      err: expect.stringMatching(
        /^(?:searching \d+ of \d+: pipe_send proposed \w+, [\d,]+ states? so far\n)*$/,
      ),
    });
  });

  test('one claim in one scenario', async () => {
    const { exit, out } = await captured(
      ...['explain', 'fconnectat', 'today-procfd', '--claim', 'C2', '--scenario', 'backlog'],
    );
    expect([exit, out]).toEqual([
      0,
      'fconnectat today-procfd: the safety of C2 is not violated in backlog; there is no counterexample to show\n',
    ]);
  });

  test('a claim whose progress is never reached: that is said', async () => {
    const { exit, out } = await captured(
      ...['explain', 'pipe_send', 'today-rwf', '--claim', 'C6', '--scenario', 'fifo'],
    );
    expect([exit, out]).toEqual([
      0,
      expect.stringMatching(
        /^pipe_send today-rwf: the safety of C6 is not violated in fifo, but C6\.progress is unreached in fifo, as is declared: /,
      ),
    ]);
  });

  test('a mutant that dies of progress', async () => {
    const { exit, out } = await captured('explain', 'pipe_send', 'always-refused');
    expect([exit, out]).toEqual([
      0,
      'pipe_send always-refused: it breaks C6.progress in share, by a state that it never reaches; there are no steps to show\n',
    ]);
  });
});

test('a mutant has a story too', async () => {
  const { exit, out } = await captured('explain', 'fconnectat', 'resolve-again');
  expect(exit).toBe(0);
  expect(out).toMatch(/^fconnectat resolve-again: C2 is violated in backlog, /);
  expect(out).not.toContain('--all');
});

describe('--html', () => {
  test('the story as a page, and a word on where it is', async () => {
    const file = join(folder, 'story.html');
    const { exit, out } = await captured(
      ...['explain', 'fconnectat', 'naive', '--scenario', 'swap', '--html', file],
    );
    expect(exit).toBe(0);
    expect(out).toContain(`\nwritten to ${file}\n`);
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('<h1>fconnectat naive: C2 is violated in ');
    expect(html).not.toMatch(/https?:|<script/);
  });

  test('a file that cannot be written is exit 2, and nothing is printed', async () => {
    const file = join(folder, 'absent', 'story.html');
    const { exit, out, err } = await captured('explain', 'fconnectat', 'naive', '--html', file);
    expect([exit, out]).toEqual([2, '']);
    const said = err.replace(/^searching .* so far\n/gm, '');
    expect(said).toMatch(
      /^syspec: no such folder: .*absent\n {2}Make it, or write .*story\.html elsewhere\.\n$/,
    );
  });
});

describe('--json', () => {
  test('the story, and where else a claim is violated', async () => {
    const { exit, out } = await captured(
      ...[
        'explain',
        'fconnectat',
        'today-connect',
        '--claim',
        'C2',
        '--scenario',
        'backlog',
        '--json',
        '--all',
      ],
    );
    expect(exit).toBe(0);
    const { counterexample, others, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ schema: 1, ok: true, slug: 'fconnectat', variant: 'today-connect' });
    expect(counterexample).toMatchObject({ claim: 'C2', lanes: expect.arrayContaining(['c1', 'mover']) });
    const guarded = counterexample.steps.filter(({ guard }: { guard: unknown }) => guard !== null);
    expect(guarded).toMatchObject([{ kernel: 'unix_wait_for_peer', reaches: null, guard: { rule: 'R2' } }]);
    expect(others.every(({ claim }: { claim: string }) => claim === 'C2')).toBe(true);
  });

  test('the half of the claim that is broken, with the steps that are repeated; and no place twice', async () => {
    const words = ['explain', 'fconnectat', 'today-connect', '--claim', 'C9', '--json', '--all'];
    const { counterexample, others } = JSON.parse((await captured(...words)).out);
    const { safety, liveness } = PROPOSAL.claims.find(({ id }) => id === 'C9')!;
    expect([safety, liveness]).toContain(counterexample.violated);
    const places = others.map(({ claim, scenario }: Record<string, string>) => `${claim} in ${scenario}`);
    expect(places).not.toContain(`C9 in ${counterexample.scenario}`);
    const endless = await captured('explain', 'fconnectat', 'proposed', '--claim', 'N1', '--json');
    const n1 = PROPOSAL.claims.find(({ id }) => id === 'N1')!;
    expect(JSON.parse(endless.out).counterexample).toMatchObject({
      violated: n1.liveness,
      ending: expect.stringMatching(/repeated for ever/),
    });
  });

  test('null where there is nothing to show', async () => {
    const { exit, out } = await captured(
      'explain',
      'fconnectat',
      'proposed',
      '--scenario',
      'denied',
      '--json',
    );
    expect([exit, JSON.parse(out)]).toEqual([
      0,
      { schema: 1, ok: true, slug: 'fconnectat', variant: 'proposed', counterexample: null, others: null },
    ]);
  });

  test('a name that there is not is the error object', async () => {
    const { exit, out } = await captured('explain', 'fconnectat', 'today', '--json');
    expect([exit, JSON.parse(out).error.code]).toEqual([2, 'BAD_USAGE']);
  });
});

describe('exit 2', () => {
  test.each([
    [['fconectat', 'naive'], "no proposal 'fconectat'", 'Did you mean fconnectat\\? There are: fconnectat'],
    [[], 'which proposal, and which variant\\?', 'There are: fconnectat'],
    [['fconnectat'], 'which variant of fconnectat\\?', 'Variants: today-lstat, .*Claims: S, C1, '],
    [['fconnectat', 'naive', '--times', '3'], '--times does nothing without --kernel', 'Add --kernel'],
    [
      ['fconnectat', 'proposed', '--claim', 'C5', '--html', 'x.html'],
      '.* there is no counterexample to show',
      'Leave out --html',
    ],
    [
      ['fconnectat', 'proposed', '--claim', 'C5', '--scenario', 'held', '--kernel'],
      '.* there is no counterexample to show',
      'Leave out --kernel',
    ],
    [
      ['fconnectat', 'today'],
      "no variant 'today'",
      "Did you mean .*There are: today-lstat, .*, proposed; and \\d+ seeded faults: 'syspec list fconnectat --all' has them",
    ],
    [['fconnectat', 'naive', '--claim', 'C99'], "no claim 'C99'", 'Did you mean C9\\? There are: S, C1, '],
    [
      ['fconnectat', 'naive', '--scenario', 'swp'],
      "no scenario 'swp'",
      'Did you mean swap\\? There are: swap, ',
    ],
    [
      ['fconnectat', 'naive', '--claim', 'C2', '--scenario', 'held'],
      'no claim of naive that a trace could break is judged there',
      'Widen ',
    ],
  ])('%j', async (argv, message, hint) => {
    const { exit, out, err } = await captured('explain', ...argv);
    expect([exit, out]).toEqual([2, '']);
    // A hint may go on in the next line.
    expect(err.replace(/\n {2}/g, ' ')).toMatch(new RegExp(`^syspec: ${message} ${hint}`));
  });
});

test('--ascii has no other character, and says the same', async () => {
  const told = ['explain', 'fconnectat', 'naive', '--claim', 'C2', '--scenario', 'swap'];
  const [{ out: ascii }, { out: plain }] = [await captured(...told, '--ascii'), await captured(...told)];
  expect(ascii).toMatch(/^[\n -~]*$/);
  expect(plain).not.toMatch(/^[\n -~]*$/);
  expect(ascii.length).toBe(plain.length);
});
