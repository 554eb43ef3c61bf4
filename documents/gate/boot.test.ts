// SPDX-License-Identifier: MIT
// What the gate makes of what guests say; the guests are made up.
import { beforeEach, describe, expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import type { Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import type { Race } from '../selftest/races.ts';
import { bootLines, type GuestResult, readTap, todayLines } from './boot.ts';
import { claimedFaults, unseenLine } from './faults.ts';
import { isOk } from './line.ts';

test('TAP is read: what passed, what failed, and how it ended', () => {
  const text = 'TAP version 13\n1..3\n# x\nok 1 a.one\nnot ok 2 a.two\nok 3 a.three # SKIP no\nexit 1\nend\n';
  const [failed, skipped] = [['a.two'], ['a.three']];
  expect(readTap(text)).toEqual({ exit: 1, failed, skipped, passed: 1, text });
  expect(readTap('1..0 # SKIP no\nexit 4\nend\n')).toMatchObject({
    exit: 4,
    failed: [],
    skipped: [],
    passed: 0,
  });
  expect(readTap('cut sho')).toMatchObject({ exit: -1, failed: [], skipped: [], passed: 0 });
});

let root: string;
let documents: Documents;
const fault = (name: string, breaks: string) =>
  put(
    root,
    `conformance/kernel/mutants/${SLUG}/${name}.patch`,
    `It is broken.\n\nBreaks: ${breaks}\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n`,
  );

beforeEach(() => {
  root = folderOfTest();
  checkout(root);
  fault('claimed', 'R1');
  fault('by-its-row', 'E2, A1');
  fault('not-claimed', 'R3');
  fault('listed', 'R1');
  put(
    root,
    `conformance/${SLUG}/equivalent.json`,
    '{"equivalent":[{"id":"listed","reason":"no"}],"owed":[]}',
  );
  const selftest = { files: new Map(), tests: [{}, {}], rules: ['R1', 'R2'], rows: ['E2'] };
  documents = { material: materialOf(root, SLUG), selftest } as unknown as Documents;
});

const PASS: GuestResult = { exit: 0, failed: [], skipped: [], passed: 2, text: '' };
const SKIP: GuestResult = { exit: 4, failed: [], skipped: [], passed: 0, text: '' };
const FAIL: GuestResult = { exit: 1, failed: ['r1'], skipped: [], passed: 1, text: '' };

/** The states by line, where guests answer so. */
async function states(
  answers: Partial<Record<'patched' | 'faultless' | 'unpatched' | 'mutant', GuestResult>>,
) {
  const { patched = PASS, faultless = PASS, unpatched = SKIP, mutant = FAIL } = answers;
  const run = async (flavour: string, patches: readonly string[]) =>
    patches.length > 0 ? mutant : { pristine: unpatched, fast: faultless, series: patched }[flavour]!;
  const lines = await bootLines(documents, root, { run });
  return Object.fromEntries(lines.map(({ check, state }) => [check, state]));
}

test('faults of what it claims are tried: by a rule, or by a row; no others, and none that is listed', () => {
  expect(claimedFaults(root, documents).map(({ name, breaks }) => [name, breaks])).toEqual([
    ['by-its-row', ['E2']],
    ['claimed', ['R1']],
  ]);
});

describe('the gate', () => {
  const MUTANTS = ['guest 6.12: by-its-row', 'guest 6.12: claimed'];
  test('holds when it passes, is skipped, and fails on each fault', async () => {
    const checks = ['patched', 'patched, without a fault', 'unpatched'].map(
      (check) => `guest 6.12: ${check}`,
    );
    const expected = [...checks, ...MUTANTS].map((check) => [check, 'holds']);
    expect(await states({})).toEqual(Object.fromEntries(expected));
  });
  test('says how each is repeated: a fault alone, and all on one base', async () => {
    const run = async (flavour: string) => (flavour === 'pristine' ? SKIP : PASS);
    const lines = await bootLines(documents, root, { run }, { base: '7.3' });
    const command = './syspec docs valid --check --boot --base 7.3';
    expect(lines.map((line) => line.command)).toEqual([
      ...[command, command, command],
      ...['by-its-row', 'claimed'].map((name) => `${command} --only ${name}`),
    ]);
  });
  test.each([
    ['a test fails with the series', { patched: FAIL }, 'guest 6.12: patched'],
    ['a test was not run', { patched: { ...PASS, passed: 1 } }, 'guest 6.12: patched'],
    [
      'a test could not be made',
      { patched: readTap('ok 1 a.one\nok 2 a.two # SKIP it could not be made\nexit 0\nend\n') },
      'guest 6.12: patched',
    ],
    ['it is skipped with the series', { patched: SKIP }, 'guest 6.12: patched'],
    [
      'it fails where faults are tried, without one',
      { faultless: FAIL },
      'guest 6.12: patched, without a fault',
    ],
    ['it passes without the series', { unpatched: PASS }, 'guest 6.12: unpatched'],
    ['it fails without the series', { unpatched: FAIL }, 'guest 6.12: unpatched'],
  ])('fails when %s', async (_, answers, check) => {
    expect((await states(answers))[check]).toBe('fails');
  });
  test.each([
    ['passes', PASS],
    ['is skipped', SKIP],
    ['could not be made', { ...PASS, skipped: ['r1'], passed: 1 }],
    ['says nothing', { exit: -1, failed: [], skipped: [], passed: 0, text: '' }],
  ])('fails when it %s on a fault', async (_, mutant) => {
    const all = await states({ mutant });
    expect(MUTANTS.map((check) => all[check])).toEqual(['fails', 'fails']);
  });
});

describe('a guest that ends on a fault', () => {
  /** The lines of the faults, where the guest ends so; the number of guests that had a fault. */
  async function ending(deaths: readonly (GuestResult | Error)[]) {
    let tried = 0;
    const run = async (flavour: string, patches: readonly string[]) => {
      if (patches.length === 0) return flavour === 'pristine' ? SKIP : PASS;
      const result = patches[0]!.endsWith('by-its-row.patch') ? FAIL : deaths[tried++]!;
      if (result instanceof Error) throw result;
      return result;
    };
    const lines = await bootLines(documents, root, { run });
    return { states: lines.slice(-2).map(({ state }) => state), tried };
  }
  const panic = new SyspecError('GUEST_DIED', 'the kernel panicked: Fatal exception');
  const killed = new SyspecError('GUEST_DIED', 'the guest ended before it ran init: QEMU ended with SIGKILL');
  const hangs = new SyspecError('GUEST_DIED', 'the guest did not power off within 900 s');

  test('with a panic has seen it', async () => {
    expect(await ending([panic])).toEqual({ states: ['holds', 'holds'], tried: 1 });
  });
  test('otherwise is tried again', async () => {
    expect(await ending([killed, FAIL])).toEqual({ states: ['holds', 'holds'], tried: 2 });
    expect(await ending([hangs, PASS])).toEqual({ states: ['holds', 'fails'], tried: 2 });
    expect(await ending([killed, panic])).toEqual({ states: ['holds', 'holds'], tried: 2 });
  });
  test('otherwise twice is no verdict', async () => {
    await expect(ending([killed, killed])).rejects.toBe(killed);
    await expect(ending([new SyspecError('DISK_FULL', 'x')])).rejects.toThrow('x');
  });
});

describe('a fault that is listed as not seen', () => {
  const listed = (fault: string) =>
    put(root, `documents/${SLUG}/unseen.json`, JSON.stringify([{ fault, why: 'it needs a disk' }]));
  test('holds while it is not seen, with the reason', async () => {
    listed('claimed');
    const run = async (flavour: string, patches: readonly string[]) =>
      flavour === 'pristine' ? SKIP : patches.some((path) => path.endsWith('by-its-row.patch')) ? FAIL : PASS;
    const lines = await bootLines(documents, root, { run });
    expect(lines.map(({ state, note }) => [state, note]).at(-1)).toEqual([
      'holds',
      'not seen: it needs a disk',
    ]);
  });
  test.each([
    ['says nothing', { exit: -1, failed: [], skipped: [], passed: 0, text: '' }],
    ['skips all of it', SKIP],
    ['skips a test', { ...PASS, skipped: ['r1'], passed: 1 }],
  ])('fails when the guest %s: nothing was looked for', async (_, mutant) => {
    listed('claimed');
    expect((await states({ mutant }))['guest 6.12: claimed']).toBe('fails');
  });
  test('fails when it is seen, or when there is no such fault', async () => {
    listed('claimed');
    expect((await states({}))['guest 6.12: claimed']).toBe('fails');
    listed('gone');
    await expect(states({})).rejects.toThrow('there is no fault gone');
  });
});

test('a fault that is listed as not seen, and is never run, is named without a guest', () => {
  const listed = (...faults: readonly string[]) => {
    put(
      root,
      `documents/${SLUG}/unseen.json`,
      JSON.stringify(faults.map((one) => ({ fault: one, why: 'x' }))),
    );
    return unseenLine(root, documents);
  };
  expect(listed('claimed')).toMatchObject({ check: 'unseen.json', state: 'holds', note: '1 fault' });
  expect(listed('claimed', 'listed', 'not-claimed').details).toEqual([
    `documents/${SLUG}/unseen.json: listed is never run, as conformance/${SLUG}/equivalent.json has it as equivalent; take it off`,
    `documents/${SLUG}/unseen.json: not-claimed is never run, as the selftest claims nothing that it breaks; take it off`,
  ]);
});

describe('--only', () => {
  const run = async (flavour: string, patches: readonly string[]) =>
    patches.length > 0 ? FAIL : flavour === 'pristine' ? SKIP : PASS;
  const only = async (text: string, ready: boolean) => {
    const lines = await bootLines(documents, root, { run }, { only: text, ready });
    const { check, state, note, details } = lines.at(-1)!;
    return { check, state, said: [...details, note].join(''), ok: isOk(lines, ready) };
  };
  test('names the faults that it leaves out, which are open where all is to be ready', async () => {
    const left = { check: 'guest 6.12: faults', said: '1 fault left out by --only' };
    expect(await only('row', false)).toEqual({ ...left, state: 'skipped', ok: true });
    expect(await only('row', true)).toEqual({ ...left, state: 'open', ok: false });
  });
  test('of a text that all have leaves none out', async () => {
    expect(await only('', true)).toMatchObject({ check: 'guest 6.12: claimed', state: 'holds', ok: true });
  });
  test('of a fault that the selftest does not claim tries nothing, and fails', async () => {
    expect(await only('not-claimed', false)).toMatchObject({
      ...{ check: 'guest 6.12: faults', state: 'fails', ok: false },
      said: "no fault of what the selftest claims has 'not-claimed' in its name, so none of 2 was tried",
    });
  });
});

describe('what is broken today', () => {
  const race: Race = {
    ...{ file: 'x/lost.c', name: 'lost', args: ['now'], what: 'x', rules: [], today: true, text: '' },
    ...{ optional: false, seen: [{ on: '6.12', says: ['gone'], exit: 1 }] },
  };
  /** The state of its line where the guest says so, and what was run. */
  async function asked(text: string, exit: number) {
    const ran: string[] = [];
    const run = async (flavour: string, _: readonly string[], words: readonly string[]) => {
      ran.push(`${flavour}: ${words.join(' ')}`);
      return { exit, text, failed: [], skipped: [], passed: 0 };
    };
    const [line] = await todayLines({ ...documents, races: [race] }, { run }, '6.12');
    return { ran, state: line?.state, details: line?.details };
  }
  test('is run without any patch, and says what was seen', async () => {
    expect(await asked('all is gone\n', 1)).toEqual({
      ...{ ran: ['pristine: ./lost now'], state: 'holds', details: [] },
    });
  });
  test('is open where nobody has run it, with the reason, and no guest is asked', async () => {
    const run = async () => PASS;
    const unrun = { '7.3': 'no device' };
    for (const [more, why] of [
      [{ unrun }, 'no device'],
      [{ unasked: ['7.3'] as [string] }, 'no guest has been asked yet'],
    ] as const) {
      const lines = await todayLines({ ...documents, races: [{ ...race, ...more }] }, { run }, '7.3');
      expect(lines).toMatchObject([
        { check: 'guest 7.3: lost', state: 'open', details: [`it has not been run: ${why}`] },
      ]);
      expect(isOk([...lines, { ...lines[0]!, state: 'holds' }], true)).toBe(false);
    }
  });
  test('is told where it says something else, or is not broken there', async () => {
    expect(await asked('here\n', 1)).toMatchObject({
      ...{ state: 'fails', details: ['not printed: gone', 'it said: here'] },
    });
    expect((await asked('gone\n', 0)).details).toContain('exit 0, not 1');
  });
});

test('a list that is no JSON is named, and is no bug of ours', async () => {
  const run = async () => PASS;
  for (const file of [`documents/${SLUG}/unseen.json`, `conformance/${SLUG}/equivalent.json`]) {
    put(root, file, '[');
    await expect(bootLines(documents, root, { run })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', message: expect.stringContaining(file) },
    });
    put(root, file, file.endsWith('unseen.json') ? '[]' : '{"equivalent":[],"owed":[]}');
  }
});
