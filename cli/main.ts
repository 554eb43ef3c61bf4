#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// The program `syspec`: hands its arguments to the commands and turns what they throw into an exit code.
import { commandsFor } from './commands.ts';
import { describeFailure, exitCodeOf, outputFailure, printFailure, STREAMS, wantsJson } from './failure.ts';
import { run } from './program.ts';

process.stdout.on('error', (error) => {
  const failure = outputFailure(error);
  if (failure === undefined) return;
  printFailure(failure, false, STREAMS);
  process.exit(failure.exitCode);
});
// Nobody is left to be told, and the exit code still says it.
process.stderr.on('error', () => {});

process.on('uncaughtException', (error) => {
  const failure = describeFailure(error);
  printFailure(failure, wantsJson(process.argv.slice(2)), STREAMS);
  process.exit(exitCodeOf(failure, process.argv.slice(2)));
});

const argv = process.argv.slice(2);
process.exitCode = await run(argv, await commandsFor(argv), STREAMS);
