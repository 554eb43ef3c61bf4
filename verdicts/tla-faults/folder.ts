// SPDX-License-Identifier: MIT
// Folders with all modules of a specification, some of them with mutants.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parsed } from '../../tla/faults/export.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import { CHOICE_MODULE, CHOICE_TEXT, type Choice, withChoices } from '../../tla/faults/schemata.ts';

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

/** The specification with all these mutants to choose from. */
export function layOutChoices({ sources }: Parsed, mutants: ReadonlyMap<number, TlaMutant>): string {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-mutants-'));
  writeFileSync(join(folder, `${CHOICE_MODULE}.tla`), CHOICE_TEXT);
  for (const [module, source] of sources) {
    const choices = new Map<number, Choice>();
    for (const [number, { module: its, choice }] of mutants) {
      if (its === module && choice !== undefined) choices.set(number, choice);
    }

    writeFileSync(join(folder, `${module}.tla`), withChoices(source, choices));
  }
  return folder;
}

/** Takes a folder away. */
export function takeAway(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
