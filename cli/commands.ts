// SPDX-License-Identifier: MIT
// The list of commands, in the order of the help text. Each is loaded only where it is needed: whoever asks for one does not wait for
// what the others are made of.
import { Command } from 'commander';
import { SUMMARIES } from './summaries.ts';

/** Builds a command. */
export type Builder = () => Command;

const LOADERS: Readonly<Record<string, () => Promise<Builder>>> = {
  check: async () => (await import('./check.ts')).checkCommand,
  list: async () => (await import('./list.ts')).listCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  tlc: async () => (await import('./tlc.ts')).tlcCommand,
  agree: async () => (await import('./agree.ts')).agreeCommand,
  bench: async () => (await import('./bench.ts')).benchCommand,
  kernel: async () => (await import('./kernel.ts')).kernelCommand,
  conform: async () => (await import('./conform.ts')).conformCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  mutants: async () => (await import('./mutants.ts')).mutantsCommand,
  docs: async () => (await import('./docs.ts')).docsCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  new: async () => (await import('./new.ts')).newCommand,
  test: async () => (await import('./test.ts')).testCommand,
  completion: async () => (await import('./completion.ts')).completionCommand,
};

/** All commands. */
export function allCommands(): Promise<readonly Builder[]> {
  return Promise.all(Object.values(LOADERS).map((load) => load()));
}

/** The commands by name and sentence alone: for a help text, or a name that there is not. */
const summaries = (): readonly Builder[] =>
  Object.entries(SUMMARIES).map(
    ([name, what]) =>
      () =>
        new Command(name).description(what),
  );

/** The commands that this command line needs: the one that it names, or what there is to be said of all. */
export async function commandsFor(argv: readonly string[]): Promise<readonly Builder[]> {
  if (argv.length === 1 && ['-V', '--version'].includes(argv[0]!)) return [];
  const [first = '', second = ''] = argv[0] === '--' ? argv.slice(1) : argv;
  const name = first === 'help' ? second : first;
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  return load === undefined ? summaries() : [await load()];
}
