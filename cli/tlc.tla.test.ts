// SPDX-License-Identifier: MIT
// `syspec tlc` with the real TLC: the exit code and the JSON of each verdict.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { shareClasses } from '../tla/runner/fixtures/classes.ts';
import { findJar } from '../tla/runner/jar.ts';
import { tlcCommand } from './tlc.ts';

const fixture = (name: string): string => inRoot('tla', 'runner', 'fixtures', name);
const folder = folderOfFile();

beforeAll(async () => {
  vi.stubEnv('SYSPEC_TLC_JAR', (await findJar()).path);
  await shareClasses(folder);
  vi.stubEnv('XDG_CACHE_HOME', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
});
afterEach(() => {
  process.exitCode = undefined;
});

interface Ran {
  readonly exit: number | string | undefined | null;
  readonly out: string;
}

async function tlc(...args: string[]): Promise<Ran> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  try {
    await tlcCommand().parseAsync(args, { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return { exit: process.exitCode, out };
}

test.each([
  [
    'Ok.tla',
    0,
    { verdict: 'holds', violation: null, distinct: 4, generated: 5, depth: 4, tlcExit: 0, log: null },
  ],
  [
    'Safety.tla',
    1,
    { verdict: 'violated', violation: { kind: 'safety', name: 'NeverASymlink' }, tlcExit: 12 },
  ],
  ['Liveness.tla', 1, { verdict: 'violated', tlcExit: 13, loop: { to: 1, action: 'Retry' } }],
  ['AssertInvariant.tla', 1, { verdict: 'violated', tlcExit: 76 }],
  ['EvalInvariant.tla', 2, { verdict: 'bad-specification', violation: null, tlcExit: 76 }],
  ['ParseError.tla', 2, { verdict: 'bad-specification', tlcExit: 150, trace: [] }],
  ['Memory.tla', 3, { verdict: 'environment', code: 'OUT_OF_MEMORY' }],
])('%s is exit %i', async (name, exit, object) => {
  const ran = await tlc(fixture(name), '--json', '--heap', '64');
  expect(ran.exit).toBe(exit);
  expect(JSON.parse(ran.out)).toMatchObject({ schema: 1, ...object });
});

test('a time limit is exit 3, and the log says how far it came', async () => {
  const { exit, out } = await tlc(fixture('Endless.tla'), '--time', '2.5', '--json');
  expect(exit).toBe(3);
  const { message, log } = JSON.parse(out) as { message: string; log: string };
  expect(message).toContain('2.5 s');
  expect(readFileSync(log, 'utf8')).toContain('Starting');
});

test('for people: the property, the behaviour and the size', async () => {
  const { exit, out } = await tlc(fixture('Safety.tla'), '--config', fixture('ActionProperty.cfg'));
  expect(exit).toBe(1);
  expect(out).toContain('Safety.tla: violated: action property InodeKept does not hold\n');
  expect(out).toContain(
    '   2  Swap\n        file = [inode |-> 2, kind |-> "symlink"]\nchecked: property InodeKept\n3 distinct states',
  );
});

test('--no-deadlock, --dump and --log do what they say', async () => {
  const [dump, log] = [join(folder, 'graph.dot'), join(folder, 'tlc.log')];
  const { exit, out } = await tlc(fixture('Deadlock.tla'), '--no-deadlock', '--dump', dump, '--log', log);
  expect(exit).toBe(4);
  expect(out).toContain(`state graph: ${dump}\nlog: ${log}\n`);
  expect(readFileSync(dump, 'utf8')).toContain('label="Take"');
  expect(readFileSync(log, 'utf8')).toContain('@!@!@STARTMSG 2193:0');
});

/** A specification in a folder of its own. */
function specOf(name: string, text: string, config?: string): string {
  const file = join(folder, `${name}.tla`);
  writeFileSync(file, `---- MODULE ${name} ----\n${text}\n====\n`);
  if (config !== undefined) writeFileSync(join(folder, `${name}.cfg`), config);
  return file;
}

const COUNTS =
  "EXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 3\nSpec == Init /\\ [][Next]_x";

test('a configuration without a property is no verdict', async () => {
  const spec = specOf('Unasked', COUNTS, 'SPECIFICATION Spec');
  const { exit, out } = await tlc(spec);
  expect([exit, out]).toEqual([
    4,
    expect.stringMatching(/^Unasked\.tla: explored 3 states; no property was checked\n/),
  ]);
  const json = await tlc(spec, '--json');
  expect([json.exit, JSON.parse(json.out)]).toMatchObject([
    4,
    { verdict: 'unchecked', checked: { invariants: [] } },
  ]);
  expect((await tlc(spec, '--deadlock')).exit).toBe(0);
});

test('a question needs no configuration, and is answered with its own words', async () => {
  const spec = specOf('Asked', COUNTS);
  expect((await tlc(spec, '--invariant', 'x < 3')).exit).toBe(0);
  const { exit, out } = await tlc(spec, '--invariant', 'x < 3', '--invariant', 'x < 2');
  expect([exit, out]).toEqual([1, expect.stringContaining("invariant 'x < 2' does not hold")]);
});

test('in JSON a question has its own words too', async () => {
  const spec = specOf('AskedJson', COUNTS);
  const held = await tlc(spec, '--invariant', '"a" /= "b"', '--invariant', 'x < 3', '--json');
  expect(JSON.parse(held.out).checked?.invariants ?? held.out).toEqual(['"a" /= "b"', 'x < 3']);
  const broken = await tlc(spec, '--invariant', 'x < 2', '--json');
  expect(JSON.parse(broken.out)).toMatchObject({ violation: { name: 'x < 2' } });
});

test('a question that cannot be read is named, and not the file that it was put into', async () => {
  const spec = specOf('Unread', COUNTS);
  const { exit, out } = await tlc(spec, '--invariant', 'x‹');
  expect([exit, out]).toEqual([
    2,
    expect.stringContaining("\nin --invariant 'x‹': column 2: Lexical error."),
  ]);
  expect(out).not.toMatch(/Questions|checked:/);
  const unknown = await tlc(spec, '--invariant', 'x < 3', '--invariant', 'y < 3');
  expect(unknown.out).toContain("\nin --invariant 'y < 3': column 1: Unknown operator: `y'.\n");
});

test('a fault of the specification itself is told once, and nothing was checked', async () => {
  const bad = specOf(
    'Faulty',
    "EXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = y\nSpec == Init /\\ [][Next]_x",
  );
  const { exit, out } = await tlc(bad, '--invariant', 'x < 3');
  expect([exit, out.match(/Unknown operator/g)?.length]).toEqual([2, 1]);
  expect(out).not.toMatch(/also:|Semantic errors|checked:/);
});

test('a specification with proofs is read, one of constants is judged, and ALIAS is passed over', async () => {
  const proof = 'THEOREM Spec => []TRUE\nBY PTL, SMT, FS_EmptySet, NatInduction DEF Spec';
  const proved = specOf(
    'Proved',
    `EXTENDS TLAPS, FiniteSetTheorems, SequenceTheorems, BagsTheorems\nVARIABLE x\nSpec == x = 0 /\\ [][x' = x]_x\nInv == x = 0\nShown == [y |-> x]\n${proof}`,
    'SPECIFICATION Spec\nINVARIANT Inv\nALIAS Shown\n',
  );
  expect((await tlc(proved)).exit).toBe(0);
  const constant = await tlc(specOf('Constant', 'ASSUME TRUE', ''), '--json');
  expect([constant.exit, JSON.parse(constant.out)]).toMatchObject([0, { distinct: 0, depth: 0 }]);
  expect((await tlc(specOf('False', 'ASSUME FALSE', ''))).exit).toBe(1);
});

test("a module of the community's is named with where to find it", async () => {
  const { exit, out } = await tlc(specOf('Community', 'EXTENDS SequencesExt\nASSUME TRUE', ''));
  expect([exit, out]).toEqual([2, expect.stringContaining('SYSPEC_TLA_LIBRARY')]);
});

test.each([[[]], [['--invariant', 'n = 0']]])(
  'without a configuration what is wrong with the specification itself is told first: %j',
  async (asked) => {
    const spec = join(folder, 'Unreadable.tla');
    const text = (init: string) =>
      `---- MODULE Unreadable ----\nCONSTANT C\nVARIABLE n\nInit == ${init}\nNext == n' = n\n====\n`;
    writeFileSync(spec, text('n = = 0'));
    const bad = await tlc(spec, ...asked, '--json');
    expect([bad.exit, JSON.parse(bad.out)]).toMatchObject([
      2,
      { code: 'BAD_INPUT', message: expect.stringMatching(/\/Unreadable\.tla:4: /) },
    ]);
    writeFileSync(spec, text('n = 0'));
    const good = await tlc(spec, ...asked, '--json');
    expect(good.exit).toBe(2);
    expect(JSON.parse(good.out).message).toMatch(/no configuration|without a configuration/);
  },
);
