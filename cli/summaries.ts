// SPDX-License-Identifier: MIT
// What each command is for, in a sentence: the list of commands loads none of them. The order is that of the help text.

/** By the command's name; each command describes itself by its own. */
export const SUMMARIES = {
  check: 'Does every variant give its declared verdict, for every claim in every scenario?',
  list: 'What is there to ask for: proposals, variants, claims, scenarios, lanes, flavours of kernels.',
  explain:
    'Show a shortest counterexample as a sequence diagram: who does what, and which guard was missing.',
  tlc: 'Check a TLA+ specification with TLC. (needs Java)',
  agree: 'Have model and TLA+ the same state graph, and are the claims true of the same states? (needs Java)',
  bench: 'Measure the explorer, the tests, and what a series costs.',
  kernel: 'Build, boot and list the kernels that the tests run on, and write the patches of one.',
  conform: 'Does a kernel do what the model says? (needs QEMU, except with --host)',
  replay:
    'Run a recorded failure again, or write it as a stand-alone C program. (needs QEMU, except with --host or --c)',
  mutants: 'Which seeded faults of a patch series do the lanes catch? (needs QEMU)',
  docs: 'Write what would be sent to the kernel list, or check it as a strict maintainer would.',
  report: 'Write a site to look at: verdicts, counterexamples with a slider, state graphs, evidence.',
  new: 'Lay out a new proposal: every file, with what to fill in.',
  test: 'Run the test suite, up to a booted kernel against the models. (needs Java, gcc and QEMU)',
  completion: 'Print the completion of a shell, or the man page, made from the commands and their options.',
} as const satisfies Readonly<Record<string, string>>;
