// SPDX-License-Identifier: MIT
// Folders with all modules of a specification, some of them with mutants; and runs of TLC in them.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parsed } from '../../tla/faults/export.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import { CHOICE_MODULE, type Choice, choiceText, withChoices } from '../../tla/faults/schemata.ts';
import type { Checks } from '../../tla/manifest.ts';
import type { TlcRun } from '../../tla/runner/run.ts';
import { type RunOptions, startPlace, type TlcPlace } from '../place.ts';
import { TIME_LIMIT_MS } from './finding.ts';

/** The specification, with one module replaced by a mutant. */
export function layOut({ files }: Parsed, mutant?: TlaMutant): string {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-mutant-'));
  for (const [module, file] of files) {
    const to = join(folder, `${module}.tla`);
    if (module === mutant?.module) writeFileSync(to, mutant.text());
    else symlinkSync(file, to);
  }
  return folder;
}

/** The specification with these mutants to choose from; number 0 is the specification itself. */
export function layOutChoices(
  { sources }: Parsed,
  mutants: ReadonlyMap<number, TlaMutant>,
  numbers: readonly number[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-mutants-'));
  writeFileSync(join(folder, `${CHOICE_MODULE}.tla`), choiceText(numbers));
  for (const [module, source] of sources) {
    const choices = new Map<number, Choice>();
    for (const number of numbers) {
      const mutant = mutants.get(number);
      if (mutant?.module === module && mutant.choice !== undefined) choices.set(number, mutant.choice);
    }

    writeFileSync(join(folder, `${module}.tla`), withChoices(source, choices));
  }
  return folder;
}

/** Starts TLC as on the proposal's own specification, with the modules in `folder` for it. */
export function startIn(
  folder: string,
  { manifest, variant, scenario }: TlcPlace,
  checks: Checks,
  { signal, ...options }: RunOptions & { readonly signal: AbortSignal | undefined },
): Promise<TlcRun> {
  const there = { ...manifest, specFile: join(folder, manifest.module) };
  const place = { manifest: there, variant, scenario, ...(signal && { signal }) };
  const log = join(folder, 'tlc.log');
  return startPlace(place, checks, { libraries: [folder], log, timeLimitMs: TIME_LIMIT_MS, ...options });
}

/** Takes a folder away. */
export function takeAway(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
