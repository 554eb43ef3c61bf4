#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// The program `syspec`: hands its arguments to the commands and turns what they throw into an exit code.
import { COMMANDS } from './commands.ts';
import { describeFailure, type Output, printFailure, wantsJson } from './failure.ts';
import { run } from './program.ts';

const output: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) changes no verdict: go on to the exit code.
    if (error.code !== 'EPIPE') throw error;
  });
}

process.on('uncaughtException', (error) => {
  const failure = describeFailure(error);
  printFailure(failure, wantsJson(process.argv.slice(2)), output);
  process.exit(failure.exitCode);
});

process.exitCode = await run(process.argv.slice(2), COMMANDS, output);
