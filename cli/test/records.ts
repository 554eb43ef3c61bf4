// SPDX-License-Identifier: MIT
// The step of `syspec test` that shows what full runs have found, and which of that is no longer about what is here.

import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { hashesOf, type Input } from '../../records/inputs.ts';
import {
  changedSince,
  madeWith,
  type Recorded,
  type Run,
  readRecord,
  runNamed,
  runOfToday,
  titleOf,
} from '../../records/record.ts';
import { type StepResult, say, type TestRun, type TestStep } from './step.ts';

/** A run that a full `test` makes of a proposal. */
export type FullRun = Pick<Run, 'kind' | 'name'> & { readonly slug: string };

/** What came of one. */
type State = 'holds' | 'fails' | 'stale' | 'never made';

/** A recorded run that no full run makes any more: shown, for else it is passed over unsaid, and counted nowhere. */
const notWanted = (record: Recorded, slug: string, wanted: readonly FullRun[]): string[] =>
  record.runs
    .filter((run) => !wanted.some((one) => one.slug === slug && runNamed([run], one) !== undefined))
    .map((run) => `${slug} ${titleOf(run)}: NOT WANTED by a full run`);

interface Shown {
  readonly state: State;
  readonly line: string;
  readonly changed: readonly string[];
}

const describe = (run: Run): string => {
  const { ok, rows, totals, environment, branches } = run;
  return [
    ok ? 'holds' : 'DOES NOT HOLD',
    ...(totals === null
      ? [counted(rows.length, 'row')]
      : Object.entries(totals).map(([verdict, n]) => `${n} ${verdict}`)),
    ...(branches === undefined ? [] : [`branches as of ${branches.on}`]),
    ...(environment === null ? [] : [environment.target]),
    ...(environment?.grade === undefined ? [] : [environment.grade]),
    ...madeWith(run),
  ].join(', ');
};

/** Whether what is recorded of a run is of what is here, and held. */
export function isOfToday({ root }: Pick<TestRun, 'root'>, wanted: FullRun): boolean {
  return runOfToday(root, wanted.slug, wanted) !== undefined;
}

function show(root: string, wanted: FullRun, record: Recorded, hash: (input: Input) => string): Shown {
  const name = `${wanted.slug} ${titleOf(wanted)}`;
  const run = runNamed(record.runs, wanted);
  if (run === undefined) return { state: 'never made', line: `${name}: NEVER MADE`, changed: [] };
  const changed = changedSince(root, wanted.slug, run, hash);
  if (changed.length === 0)
    return { state: run.ok ? 'holds' : 'fails', line: `${name}: ${describe(run)}`, changed };
  const line = `${name}: STALE, changed since: ${changed.join(', ')}; then: ${describe(run)}`;
  return { state: 'stale', line, changed };
}

/**
 * A record that is not there or cannot be read is a failure, and so is a run on what is here that did not hold. One of what was
 * here before is shown: it is no failure, for then nothing could be edited without hours of runs, and it is no pass.
 */
export function recordsStep(run: TestRun, wanted: readonly FullRun[]): TestStep {
  return { name: 'records', run: async () => judge(run, wanted) };
}

function judge(run: TestRun, wanted: readonly FullRun[]): StepResult {
  const shown: Shown[] = [];
  const unreadable: string[] = [];
  const others: string[] = [];
  const slugs = [...new Set(wanted.map(({ slug }) => slug))];
  for (const slug of slugs) {
    try {
      const record = readRecord(run.root, slug);
      const hash = hashesOf(run.root, slug);
      for (const one of wanted) if (one.slug === slug) shown.push(show(run.root, one, record, hash));
      others.push(...notWanted(record, slug, wanted));
    } catch (error) {
      if (!(error instanceof SyspecError)) throw error;
      unreadable.push(error.message);
    }
  }
  for (const line of [...unreadable, ...shown.map((one) => one.line), ...others]) say(run, `${line}\n`);
  const count = (state: State) => shown.filter((one) => one.state === state).length;
  const changed = [...new Set(shown.flatMap((one) => one.changed))];
  const notes = [
    ...unreadable,
    count('fails') === 0 ? '' : `${count('fails')} did not hold`,
    count('stale') === 0 ? '' : `${count('stale')} of ${shown.length} are stale: ${changed.join(', ')}`,
    count('never made') === 0 ? '' : `${count('never made')} of ${shown.length} were never made`,
  ];
  return {
    passed: slugs.length - unreadable.length + count('holds'),
    failed: unreadable.length + count('fails'),
    note: notes.filter((note) => note !== '').join('; '),
  };
}
