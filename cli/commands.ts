// SPDX-License-Identifier: MIT
// The list of commands, in the order of the help text.
import type { Command } from 'commander';
import { agreeCommand } from './agree.ts';
import { benchCommand } from './bench.ts';
import { checkCommand } from './check.ts';
import { conformCommand } from './conform.ts';
import { docsCommand } from './docs.ts';
import { explainCommand } from './explain.ts';
import { kernelCommand } from './kernel.ts';
import { mutantsCommand } from './mutants.ts';
import { newCommand } from './new.ts';
import { replayCommand } from './replay.ts';
import { testCommand } from './test.ts';
import { tlcCommand } from './tlc.ts';

/** One builder for each command. */
export const COMMANDS: readonly (() => Command)[] = [
  checkCommand,
  explainCommand,
  tlcCommand,
  agreeCommand,
  benchCommand,
  kernelCommand,
  conformCommand,
  replayCommand,
  mutantsCommand,
  docsCommand,
  newCommand,
  testCommand,
];
