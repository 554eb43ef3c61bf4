// SPDX-License-Identifier: MIT
// The queue of bytes stands on its own, and says what is wrong with what is done today.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explore } from '../kit/index.ts';
import { instance } from './instance.ts';
import { MUTANTS } from './mutants.ts';
import { scenarioNamed } from './scenarios.ts';
import { VARIANTS, type VariantName } from './variants.ts';

function verdictIn(name: string, variant: VariantName) {
  const { model, property } = instance(VARIANTS[variant], scenarioNamed(name));
  return explore(model, { properties: [property('S', 'safety')!] }).verdicts[0]!;
}

function unexplainedIn(name: string, variant: VariantName) {
  const verdict = verdictIn(name, variant);
  if (verdict.kind !== 'violated') throw new Error(`${variant} in ${name}: ${verdict.kind}`);
  const last = verdict.trace.steps.at(-1)!;
  return { step: `${last.action}(${last.params.join()})`, ...verdict.unexplained! };
}

test('what nothing explains of naive is that a call with MSG_DONTWAIT waits beside a splice', () => {
  const { step, after } = unexplainedIn('splice', 'naive');
  expect([step, after]).toMatchObject(['Lock(c1)', { caller: { c1: { is: 'waits' } } }]);
});

test('of O_NONBLOCK, that it sleeps when another one has cleared it', () => {
  const { step, after } = unexplainedIn('share', 'today-nonblock');
  expect([step, after]).toMatchObject(['Copy(c1)', { caller: { c1: { is: 'waits' } } }]);
});

test('of RWF_NOWAIT on a FIFO, that it is refused', () => {
  const { after } = unexplainedIn('fifo', 'today-rwf');
  expect(after).toMatchObject({ caller: { c1: { is: 'done', ret: 'EOPNOTSUPP' } } });
});

test('a call without flags may wait for whoever is inside', () => {
  expect(verdictIn('nonblock', 'naive')).toMatchObject({ kind: 'holds' });
});

test('it sees the faults that move bytes, without looking at the lock', () => {
  const wanted = ['eagain-after-consuming', 'reads-twice', 'loses-a-byte', 'splits-small-writes'];
  for (const { name, killedBy, behaviour, fault } of MUTANTS.filter((each) => wanted.includes(each.name))) {
    const { model, property } = instance(behaviour, scenarioNamed(killedBy.scenario), fault);
    const [verdict] = explore(model, { properties: [property('S', 'safety')!] }).verdicts;
    expect(verdict?.kind, name).toBe('violated');
  }
});

describe('the specification stands on its own', () => {
  const OWN = ['specification.ts', 'specified-queue.ts', 'oracle.ts'];

  test.each(OWN)('%s uses no step of the model, and no helper of theirs', (file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    const values = [...text.matchAll(/^import (?!type)[\s\S]*?from '([^']+)';/gm)].map(([, from]) => from);
    const allowed = ['../kernel/same.ts', ...[...OWN, 'names.ts'].map((name) => `./${name}`)];
    for (const from of values) expect(allowed).toContain(from);
  });
});
