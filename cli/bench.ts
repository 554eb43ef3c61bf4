// SPDX-License-Identifier: MIT
// syspec bench: how fast is it, beside what one would use otherwise?
import { Command } from 'commander';
import { benchConformCommand } from './bench/conform.ts';
import { benchCostCommand } from './bench/cost.ts';
import { benchExplorerCommand } from './bench/explorer.ts';
import { SUMMARIES } from './summaries.ts';

/** The command, for `program.addCommand`. */
export function benchCommand(): Command {
  return new Command('bench')
    .description(SUMMARIES.bench)
    .addCommand(benchExplorerCommand())
    .addCommand(benchConformCommand())
    .addCommand(benchCostCommand());
}
