#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// The program `syspec`: hands its arguments to the commands and turns what they throw into an exit code.
import { commandsFor } from './commands.ts';
import { describeFailure, exitWith, outputFailure, STREAMS, wantsJson } from './failure.ts';
import { run } from './program.ts';

const argv = process.argv.slice(2);

process.stdout.on('error', (error) => {
  const failure = outputFailure(error);
  if (failure !== undefined) exitWith(failure, argv, false);
});
// Nobody is left to be told, and the exit code still says it.
process.stderr.on('error', () => {});

process.on('uncaughtException', (error) => exitWith(describeFailure(error), argv, wantsJson(argv)));

process.exitCode = await run(argv, await commandsFor(argv), STREAMS);
