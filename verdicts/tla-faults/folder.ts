// SPDX-License-Identifier: MIT
// A folder with all modules of a specification, in which one after the other is replaced by a mutant.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parsed } from '../../tla/faults/export.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';

/** Lays the specification out, with one module replaced. */
export function layOut({ files }: Parsed, mutant?: TlaMutant): string {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-mutant-'));
  for (const [module, file] of files) {
    const to = join(folder, `${module}.tla`);
    if (module === mutant?.module) writeFileSync(to, mutant.text());
    else symlinkSync(file, to);
  }
  return folder;
}

/** Takes it away. */
export function takeAway(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
