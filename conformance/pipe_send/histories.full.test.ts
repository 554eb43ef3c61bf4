// SPDX-License-Identifier: MIT
// Workers that call at once on one pipe, unparked, on two CPUs: some order of the atomic steps of a byte queue explains what each saw
// (R1 to R4, R6 to R9). The lanes of `conform` make one call at a time, or park tasks at places that somebody has chosen.
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import { compileProgram, printedOn } from '../replay/fixtures/program.ts';
import { type Judged, judged } from './fixtures/judged.ts';
import { roundsIn } from './fixtures/rounds.ts';

const slug = 'pipe_send';
const ROUNDS = 1000;
/** Of a kernel with a fault, which some of them show. */
const FEW = 400;
const [CPUS, LIMIT_MS] = [2, 1_200_000];

const fixture = (name: string) => inRoot('conformance', slug, 'fixtures', name);
const mutant = (name: string) => inRoot('conformance/kernel/mutants', slug, name);
const folder = folderOfFile();
const programs = new Map<number, Uint8Array>();
beforeAll(() => {
  for (const rounds of [ROUNDS, FEW])
    programs.set(rounds, compileProgram(fixture('histories.c'), folder, '-O2', `-DROUNDS=${rounds}`));
});

/** What the judge says of so many rounds. */
async function judgedOn(base: BaseName, rounds: number, ...patches: string[]): Promise<Judged> {
  const options = { flavour: 'fast', slug, base, patches } as const;
  const lines = await printedOn(options, programs.get(rounds)!, { cpus: CPUS, timeLimitMs: LIMIT_MS });
  return judged(roundsIn(lines));
}

const FAULTS = [
  ['bytes are gone with EAGAIN', mutant('eagain-after-consuming.patch')],
  ['a small send is split', mutant('small-writes-split.patch')],
  ['a part is said to be all', mutant('partial-counted-whole.patch')],
  ['MSG_DONTWAIT is always refused', mutant('always-refused.patch')],
  ['the mutex is let go between copy and removal', fixture('taken-later.patch')],
] as const;

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test('some order explains what each worker saw', async () => {
    const { refuted, inconclusive, rounds, overlapping, withOrders } = await judgedOn(base, ROUNDS);
    expect(refuted).toEqual([]);
    expect(inconclusive).toEqual([]);
    expect(rounds).toBe(ROUNDS);
    expect(overlapping).toBeGreaterThan(0);
    expect(withOrders).toBeGreaterThan(0);
  });

  test.each(FAULTS)('none does where %s', async (_, fault) => {
    const { refuted, inconclusive } = await judgedOn(base, FEW, fault);
    expect(refuted).not.toEqual([]);
    expect(inconclusive).toEqual([]);
  });
});
