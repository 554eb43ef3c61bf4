// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../base/finding.ts';
import { folderOfTest } from '../base/fixtures/folder.ts';
import {
  addRun,
  changedSince,
  conformName,
  costName,
  idOf,
  inputsOf,
  readConformName,
  readRecord,
  recordFile,
  trialDigests,
} from './record.ts';

let root: string;
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
/** One file of each input. */
const FILES = {
  document: 'spec/lease.md',
  reader: 'spec/read.ts',
  model: 'models/lease/steps.ts',
  kit: 'models/kit/search.ts',
  'TLA+': 'tla/lease/Lease.tla',
  patches: 'conformance/kernel/patches/lease/0001-add.patch',
  'test-only patches': 'conformance/kernel/test-only/lease/series.patch',
  config: 'conformance/kernel/config/fast.config',
  shim: 'conformance/shim/main.c',
  harness: 'conformance/harness/lockstep/engine/lane.ts',
  lanes: 'conformance/lease/cases.ts',
  'own lanes': 'conformance/lease/scripts/room.ts',
  mutants: 'conformance/kernel/mutants/lease/a.patch',
  trials: 'conformance/mutants/lanes.ts',
  engines: 'agree/compare.ts',
  'TLA+ faults': 'tla/faults/mutants.ts',
  'model faults': 'verdicts/faults/rounds.ts',
} as const;

const RUN: Finding = {
  ...{ kind: 'conform', name: 'proposed on fast', ok: true, seed: 1, totals: null },
  environment: { target: '6.12.1', grade: 'proved', compiler: ['gcc 12'] },
  rows: [
    {
      ...{ lane: 'schedule', scenario: 'pair', verdict: 'holds', cases: 9, calls: 20 },
      ...{ transitions: { covered: 4, total: 4 }, failures: 0 },
    },
  ],
};
const MUTANTS: Finding = {
  ...{ kind: 'mutants', name: '', ok: true, seed: 1, environment: null, rows: [] },
  totals: { mutants: 3, killed: 3 },
};
const AGREED: Finding = { ...MUTANTS, kind: 'agree', seed: null, totals: { graphs: 4, same: 4 } };
const FAULTS: Finding = { ...AGREED, kind: 'tla-mutants' };
const SEEDED: Finding = { ...AGREED, kind: 'model-mutants' };
let seeded: ReturnType<typeof inputsOf>;
let agreed: ReturnType<typeof inputsOf>;
let faults: ReturnType<typeof inputsOf>;
const add = (finding: Finding) => addRun(root, 'lease', finding, inputsOf(root, 'lease', finding.kind));
const changed = (name: string) => {
  const run = readRecord(root, 'lease').runs.find((one) => one.name === name)!;
  return changedSince(root, 'lease', run);
};

beforeEach(() => {
  root = folderOfTest();
  for (const path of Object.values(FILES)) put(path, 'as it was');
  add(RUN);
  add(MUTANTS);
  agreed = inputsOf(root, 'lease', 'agree');
  faults = inputsOf(root, 'lease', 'tla-mutants');
  seeded = inputsOf(root, 'lease', 'model-mutants');
});

test('a run is read as it was written, and is of what is here', () => {
  const [first, second] = readRecord(root, 'lease').runs;
  expect(first).toMatchObject(RUN);
  expect(second).toMatchObject(MUTANTS);
  expect(changed(RUN.name)).toEqual([]);
});

test('versions of tools are read, are a part of the id, and make nothing stale', () => {
  const before = idOf({ ...RUN, inputs: {} });
  const tools = { Node: '22.1.0', QEMU: '10.0.2' };
  add({ ...RUN, tools });
  expect(readRecord(root, 'lease').runs[0]).toMatchObject({ ...RUN, tools });
  expect(changed(RUN.name)).toEqual([]);
  expect(idOf({ ...RUN, inputs: {}, tools })).not.toBe(before);
  const file = recordFile(root, 'lease');
  writeFileSync(file, readFileSync(file, 'utf8').replace('10.0.2', '10.0.3'));
  expect(() => readRecord(root, 'lease')).toThrow('is not what was recorded');
});

test('a run takes the place of an earlier one of its name alone', () => {
  add({ ...RUN, ok: false });
  add({ ...RUN, name: 'proposed on kasan' });
  expect(readRecord(root, 'lease').runs.map(({ name, ok }) => [name, ok])).toEqual([
    ['proposed on fast', false],
    ['proposed on kasan', true],
    ['', true],
  ]);
});

describe.each(Object.entries(FILES))('an edit of %s (%s)', (input, path) => {
  test('makes stale what depends on it, by its name', () => {
    put(path, 'as it is');
    const isOfModels = ['TLA+', 'engines', 'TLA+ faults', 'model faults'].includes(input);
    expect(changed('')).toEqual(isOfModels ? [] : [input]);
    expect(changed(RUN.name)).toEqual(isOfModels || ['mutants', 'trials'].includes(input) ? [] : [input]);
    const ofModel = ['document', 'reader', 'model', 'kit', 'model faults'];
    expect(changedSince(root, 'lease', { ...SEEDED, inputs: seeded })).toEqual(
      ofModel.includes(input) ? [input] : [],
    );
    const ofAgree = ['document', 'reader', 'model', 'kit', 'TLA+', 'engines'];
    expect(changedSince(root, 'lease', { ...AGREED, inputs: agreed })).toEqual(
      ofAgree.includes(input) ? [input] : [],
    );
    const ofFaults = ['document', 'reader', 'TLA+', 'TLA+ faults'];
    expect(changedSince(root, 'lease', { ...FAULTS, inputs: faults })).toEqual(
      ofFaults.includes(input) ? [input] : [],
    );
  });

  test("asks a mutant's trial anew, if it is no list of mutants and no model checker, and no part of the kernel", () => {
    const before = trialDigests(root, 'lease');
    put(path, 'as it is');
    const after = trialDigests(root, 'lease');
    const ofTrials = ['document', 'reader', 'model', 'kit', 'shim', 'harness', 'lanes', 'trials'];
    expect(after.beforeOwn !== before.beforeOwn).toBe(ofTrials.includes(input));
    expect(after.whole !== before.whole).toBe([...ofTrials, 'own lanes'].includes(input));
  });
});

test.each(['scripts/room.ts', 'hooks/room.ts'])('%s is no part of the runs of other variants', (path) => {
  const name = 'naive on naive';
  add({ ...RUN, name });
  put(`conformance/lease/${path}`, 'as it is');
  expect(changed(name)).toEqual([]);
  expect(changed(RUN.name)).toEqual(['own lanes']);
});

describe('of a count of instructions', () => {
  const COUNTED: Finding = {
    ...{ kind: 'cost', name: '', ok: true, seed: null, rows: [], totals: { calls: 2 } },
    environment: { target: '6.12.1', compiler: ['gcc 12'] },
    costs: [
      { workload: 'getpid', pristine: 221, patched: 221, noise: 0, regression: false },
      { workload: 'stat', pristine: 3028, patched: 3029.5, noise: 0.125, regression: false },
    ],
  };
  const sources = [
    ...['conformance/cost/cost.c', 'conformance/objects/pipe/cost.c', 'conformance/lease/cost.json'],
  ];
  const builds = ['cache.ts', 'build/make.ts', 'boot/qemu.ts'].map((name) => `conformance/kernel/${name}`);
  let counted: ReturnType<typeof inputsOf>;
  const stale = () => changedSince(root, 'lease', { ...COUNTED, inputs: counted });
  beforeEach(() => {
    for (const path of [...sources, ...builds]) put(path, 'as it was');
    counted = inputsOf(root, 'lease', 'cost');
  });

  test('it is read as it was written, a line for each call', () => {
    add(COUNTED);
    expect(readRecord(root, 'lease').runs.find(({ kind }) => kind === 'cost')).toMatchObject(COUNTED);
    expect(readFileSync(recordFile(root, 'lease'), 'utf8')).toContain(
      '\n    {"workload":"getpid","pristine":221,"patched":221,"noise":0,"regression":false},\n',
    );
  });

  test.each([
    ...(['document', 'patches', 'config'] as const).map((input) => [FILES[input], input]),
    ...builds.map((path) => [path, 'kernel builds']),
    ...sources.map((path) => [path, 'workloads']),
  ])('an edit of %s makes it stale', (path, input) => {
    put(path, 'as it is');
    expect(stale()).toEqual([input]);
  });

  test('what is no kernel, no series and no workload does not', () => {
    for (const input of [
      'model',
      'shim',
      'harness',
      'lanes',
      'own lanes',
      'mutants',
      'test-only patches',
    ] as const)
      put(FILES[input], 'as it is');
    put('conformance/objects/pipe/moves.ts', 'x');
    expect(stale()).toEqual([]);
  });

  test('what counts them is no part of what lanes find', () => {
    add(RUN);
    for (const path of sources) put(path, 'as it is');
    expect(changed(RUN.name)).toEqual([]);
  });

  test('the default base has no name', () => {
    expect([costName('6.12'), costName('7.3')]).toEqual(['', 'of 7.3']);
  });
});

test('an edit of what runs TLC makes stale both what is asked of it, and the faults', () => {
  put('tla/runner/run.ts', 'as it is');
  expect(changedSince(root, 'lease', { ...AGREED, inputs: agreed })).toEqual(['engines']);
  expect(changedSince(root, 'lease', { ...FAULTS, inputs: faults })).toEqual(['TLA+ faults']);
});

test.each([
  ['models/lease/equivalent.json', 'model faults'],
  ['models/lease/uncovered.json', 'model faults'],
  ['tla/lease/equivalent.json', 'TLA+ faults'],
])('%s is about faults alone', (path, input) => {
  put(path, '{}');
  expect(changed(RUN.name)).toEqual([]);
  expect(changedSince(root, 'lease', { ...AGREED, inputs: agreed })).toEqual([]);
  const stale = [
    ...changedSince(root, 'lease', { ...SEEDED, inputs: seeded }),
    ...changedSince(root, 'lease', { ...FAULTS, inputs: faults }),
  ];
  expect(stale).toEqual([input]);
});

test('the mutants of a series that may survive are no part of the lanes', () => {
  add(RUN);
  const mutants = inputsOf(root, 'lease', 'mutants');
  put('conformance/lease/equivalent.json', '{}');
  expect(changed(RUN.name)).toEqual([]);
  expect(changedSince(root, 'lease', { ...RUN, kind: 'mutants', inputs: mutants })).toEqual(['mutants']);
});

/** A patch of a series, which adds one line. */
const mail = (message: string, line = '+int a;') =>
  `Subject: [PATCH] a: Add a\n\n${message}\n---\n a.c | 1 +\n\ndiff --git a/a.c b/a.c\n--- /dev/null\n+++ b/a.c\n@@ -0,0 +1 @@\n${line}\n`;

describe('of a patch of a series', () => {
  beforeEach(() => {
    put(FILES.patches, mail('It is wanted.'));
    add(RUN);
  });

  test('another message makes nothing stale', () => {
    put(FILES.patches, mail('It is missing.'));
    expect(changed(RUN.name)).toEqual([]);
  });

  test.each([
    ['another diff', mail('It is wanted.', '+int b;')],
    ['a line that makes it a fix', mail('It is wanted.\n\nFixes: 0123456789ab ("a")')],
  ])('%s does', (_, text) => {
    put(FILES.patches, text);
    expect(changed(RUN.name)).toEqual(['patches']);
  });
});

describe('of the patches of a series', () => {
  const [fix, other] = ['0001-fix.patch', '0002-add.patch'].map(
    (name) => `conformance/kernel/patches/lease/${name}`,
  );
  const FIX = 'Mend it.\n\nFixes: 0123456789ab ("a")';
  const names = ['unpatched', 'today-fixed', 'fast'].map((on) => `today-look on ${on}`);
  beforeEach(() => {
    put(fix!, mail(FIX, '+int a;'));
    put(other!, mail('Add it.', '+int b;'));
    for (const name of names) add({ ...RUN, name });
  });

  test('a kernel with the fixes alone has those, and one without any has none', () => {
    put(other!, mail('Add it.', '+int c;'));
    expect(names.map(changed)).toEqual([[], [], ['patches']]);
    put(fix!, mail(FIX, '+int d;'));
    expect(names.map(changed)).toEqual([[], ['fixes'], ['patches']]);
  });

  test('one that is a fix from now on is in both', () => {
    put(other!, mail(FIX, '+int b;'));
    expect(names.map(changed)).toEqual([[], ['fixes'], ['patches']]);
  });
});

describe('of a document', () => {
  const text = (of: {
    why?: string;
    taken?: string;
    reason?: string;
    rule?: string;
    sleeps?: string;
    finer?: string;
  }) =>
    [
      '## Steps\n\n| step | action | function | atomic because | sleepable | repeats |\n',
      `| lease.take | Take | \`take\` | \`lock\` | ${of.sleeps ?? 'no'} | no |\n`,
      `\n**Finer in the kernel.**\n\n- *A lock* is ${of.finer ?? 'two steps'}.\n`,
      `# a\n\n## Motivation\n\n${of.why ?? 'It is wanted.'}\n\n## Rules\n\n- R1: ${of.rule ?? 'it holds'}\n`,
      `## Alternatives\n\n**Another call.** ${of.why ?? 'It has no flags.'}\n`,
      '## Ambiguities\n\n| id | question | one | other | taken | why |\n| --- | --- | --- | --- | --- | --- |\n',
      `| A1 | Which? | this | that | ${of.taken ?? 'this'} | ${of.reason ?? 'as read(2)'} |\n`,
    ].join('\n');
  beforeEach(() => {
    put(FILES.document, text({}));
    add(RUN);
  });

  test.each([{ why: 'Nobody has it.' }, { reason: 'as write(2)' }, { finer: 'three' }])(
    'reasons make nothing stale: %j',
    (of) => {
      put(FILES.document, text(of));
      expect(changed(RUN.name)).toEqual([]);
    },
  );

  test('where the kernel may sleep is asked where a task can be parked there', () => {
    const name = conformName('proposed', 'places', true);
    add({ ...RUN, name });
    put(FILES.document, text({ sleeps: 'yes' }));
    expect([RUN.name, name].map(changed)).toEqual([[], ['places']]);
  });

  test.each([{ rule: 'it may hold' }, { taken: 'that' }])('what is said does: %j', (of) => {
    put(FILES.document, text(of));
    expect(changed(RUN.name)).toEqual(['document']);
  });
});

test('what is edited while it runs makes a run stale', () => {
  const before = inputsOf(root, 'lease', 'conform');
  put(FILES.lanes, 'as it is');
  addRun(root, 'lease', RUN, before);
  expect(changed(RUN.name)).toEqual(['lanes']);
});

test('the name of a run on a kernel says which kernel, and of which base', () => {
  const fast = { variant: 'proposed', flavour: 'fast', base: undefined, share: false };
  expect(readConformName(conformName('proposed', 'fast', false))).toEqual(fast);
  expect(readConformName(conformName('proposed', 'fast of 7.3', true))).toEqual({
    ...fast,
    ...{ base: '7.3', share: true },
  });
});

test('a file more, one less, and another name are edits', () => {
  put('models/lease/more.ts', '');
  expect(changed(RUN.name)).toEqual(['model']);
  rmSync(join(root, 'models/lease/more.ts'));
  expect(changed(RUN.name)).toEqual([]);
  rmSync(join(root, FILES.shim));
  expect(changed(RUN.name)).toEqual(['shim']);
  put('conformance/shim/other.c', 'as it was');
  expect(changed(RUN.name)).toEqual(['shim']);
});

test('how steps are shown to be atomic is an input where a kernel can show it', () => {
  const name = conformName('proposed', 'places', true);
  addRun(root, 'lease', { ...RUN, name }, inputsOf(root, 'lease', 'conform'));
  addRun(root, 'lease', MUTANTS, inputsOf(root, 'lease', 'mutants'));
  for (const path of [
    'conformance/run/atomicity.ts',
    'conformance/harness/schedule/atomicity.ts',
    'conformance/kernel/places/0001-a.patch',
  ]) {
    put(path, 'as it is');
    expect(changed(name)).toEqual(['places']);
  }
  expect(changed(RUN.name)).toEqual([]);
  expect(changed(MUTANTS.name)).toEqual([]);
});

test('a variant of a series is an input of the kernel that has it', () => {
  const name = conformName('naive', 'naive', false);
  addRun(root, 'lease', { ...RUN, name }, inputsOf(root, 'lease', 'conform'));
  put('conformance/kernel/variants/lease/naive.patch', '+int a;');
  expect([RUN.name, name].map(changed)).toEqual([[], ['variants']]);
});

test('what fits one base alone is no less an input', () => {
  put('conformance/kernel/test-only/7.3/0005-a.patch', 'x');
  expect(changed(RUN.name)).toEqual(['test-only patches']);
});

test('tests, what is written for people, and other proposals make nothing stale', () => {
  for (const path of ['models/kit/search.test.ts', 'conformance/shim/README.md', 'models/pipe/a.ts'])
    put(path, 'x');
  put('conformance/lease/fixtures/planted.patch', 'x');
  put('conformance/kernel/patches/lease/wiring.txt', 'x');
  put('conformance/kernel/patches/lease/exceptions.json', '[]');
  put('conformance/kernel/test-only/pipe/series.patch', 'x');
  expect(changed(RUN.name)).toEqual([]);
});

test.each(['flavours.ts', 'source/patches.ts', 'build/make.ts', 'boot/qemu.ts', 'tools/lock.ts'])(
  'an edit of kernel/%s, which makes kernels or runs them, makes it stale; one of their review does not',
  (file) => {
    put('conformance/kernel/review/reports.ts', 'x');
    expect(changed(RUN.name)).toEqual([]);
    put(`conformance/kernel/${file}`, 'x');
    expect(changed(RUN.name)).toEqual(['harness']);
  },
);

test('an input that was not recorded is one that has changed', () => {
  const run = readRecord(root, 'lease').runs.find(({ name }) => name === RUN.name)!;
  const { shim: _, ...inputs } = run.inputs;
  expect(changedSince(root, 'lease', { ...run, inputs })).toEqual(['shim']);
});

test('a record that cannot be read is found before hours of work are lost on it', () => {
  put('records/lease.json', '{');
  expect(() => inputsOf(root, 'lease', 'conform')).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});

test('a byte that is edited in a record is seen, and where', () => {
  const file = recordFile(root, 'lease');
  const text = readFileSync(file, 'utf8');
  for (const [was, is] of [
    ['"covered":4', '"covered":5'],
    ['"ok":true', '"ok":false'],
    ['"6.12.1"', '"6.12.2"'],
  ] as const) {
    expect(text).toContain(was);
    writeFileSync(file, text.replace(was, is));
    expect(() => readRecord(root, 'lease')).toThrow(
      "line 2: 'conform proposed on fast' is not what was recorded",
    );
  }
  writeFileSync(file, text);
  for (const run of readRecord(root, 'lease').runs) expect(run.id).toBe(idOf(run));
});

test.each([
  ['nothing', undefined, 'there is no records/lease.json'],
  ['no JSON', '{', 'cannot be read'],
  ['another schema', '{"schema":2,"slug":"lease","runs":[]}', 'cannot be read'],
  ['no run', '{"schema":1,"slug":"lease","runs":[]}', 'cannot be read'],
])('%s is trouble with the input', (_, text, message) => {
  rmSync(recordFile(root, 'lease'));
  if (text !== undefined) put('records/lease.json', text);
  expect(() => readRecord(root, 'lease')).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(message) }),
  );
});

test('a record of another proposal cannot be read', () => {
  writeFileSync(recordFile(root, 'pipe'), readFileSync(recordFile(root, 'lease'), 'utf8'));
  expect(() => readRecord(root, 'pipe')).toThrow("it is of 'lease'");
});

test('a record that cannot be written is no fault of the command line', () => {
  rmSync(join(root, 'records'), { recursive: true });
  writeFileSync(join(root, 'records'), '');
  expect(() => add(RUN)).toThrow(expect.objectContaining({ code: 'NOT_PERMITTED', exitCode: 3 }));
});
