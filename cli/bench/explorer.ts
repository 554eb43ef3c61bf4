// SPDX-License-Identifier: MIT
// syspec bench explorer: how fast is the explorer beside TLC?
import { Command } from 'commander';
import { EXIT, SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { startProgress } from '../../base/progress.ts';
import { inRoot } from '../../base/root.ts';
import { aligned } from '../../base/table.ts';
import { explore } from '../../models/kit/index.ts';
import { paragraphs } from '../help.ts';
import { interruptible } from '../signals.ts';
import { print } from '../stdout.ts';
import { between } from '../whole-number.ts';
import { twoPhase, twoPhaseProperties } from './two-phase.ts';

interface Options {
  readonly managers: number;
  readonly json?: boolean;
}

/** One tool's run. */
interface Measurement {
  readonly distinct: number;
  readonly generated: number;
  readonly seconds: number;
  /** Distinct states a second. */
  readonly rate: number;
}

const AFTER = paragraphs(
  "Both explore Lamport's two-phase commit with one worker and the same invariant, one after the other. TLC's time includes the start of Java.",
  'The exit status is 1 when they count differently; speed is not judged.',
);

/** The command `bench explorer`. */
export function benchExplorerCommand(): Command {
  return new Command('explorer')
    .description('Measure the explorer beside TLC, on the same model. (needs Java)')
    .option('--managers <n>', 'resource managers of the two-phase commit', between(1, 10), 8)
    .option('--json', 'print one JSON object')
    .addHelpText('after', AFTER)
    .action((options: Options) => benchExplorer(options));
}

function measurement(distinct: number, generated: number, seconds: number): Measurement {
  return { distinct, generated, seconds, rate: distinct / seconds };
}

function measureExplorer(
  n: number,
  show: (text: string) => void,
): Measurement & { readonly bytesPerState: number } {
  const found = explore(twoPhase(n), {
    properties: twoPhaseProperties,
    onProgress: ({ distinct, rate }) => show(`explorer: ${millions(distinct)} states, ${millions(rate)}/s`),
  });
  const broken = found.verdicts.find(({ kind }) => kind !== 'holds');
  if (broken?.kind === 'inconclusive')
    throw new SyspecError(
      'OUT_OF_MEMORY',
      `two-phase commit: ${broken.property} ${broken.kind}`,
      'Give fewer --managers.',
    );
  if (broken !== undefined)
    throw new SyspecError('BAD_MODEL', `two-phase commit: ${broken.property} ${broken.kind}`);
  const { distinct, generated, seconds, bytesPerState } = found;
  return { ...measurement(distinct, generated, seconds), bytesPerState };
}

async function measureTlc(
  n: number,
  show: (text: string) => void,
  signal: AbortSignal,
): Promise<Measurement> {
  // Only here, so that the help text needs no Java.
  const { runTlc } = await import('../../tla/runner/run.ts');
  const run = await runTlc({
    spec: inRoot('tla', 'kit', 'TwoPhase.tla'),
    configText: `SPECIFICATION Spec\nCONSTANT N = ${n}\nINVARIANT Consistent`,
    signal,
    onEvent: (event) => {
      if (event.type === 'progress') show(`TLC: ${millions(event.distinct)} states`);
    },
  });
  if (run.verdict !== 'holds' || run.distinct === null || run.generated === null) {
    throw new SyspecError(
      run.code ?? 'TLC_CRASHED',
      `TLC: ${run.message ?? run.verdict}`,
      `Its log: ${run.log}`,
    );
  }
  return measurement(run.distinct, run.generated, run.elapsedMs / 1000);
}

function millions(count: number): string {
  return `${(count / 1e6).toFixed(3)} M`;
}

const cells = (name: string, { seconds, rate }: Measurement): string[] => [
  ...[name, `${millions(rate)} distinct/s`, `${seconds.toFixed(1)} s`],
];

async function benchExplorer({ managers: n, json }: Options): Promise<void> {
  const progress = startProgress('measuring');
  const show = (text: string) => progress.update(text);
  const explorer = measureExplorer(n, show);
  const tlc = await interruptible((signal) => measureTlc(n, show, signal)).finally(() => progress.done());
  const agree = explorer.distinct === tlc.distinct && explorer.generated === tlc.generated;
  const ratio = explorer.rate / tlc.rate;
  const counts = ({ distinct, generated }: Measurement) => `${distinct} distinct, ${generated} generated`;
  const lines = [
    `two-phase commit, ${counted(n, 'manager')}: ${counts(explorer)}`,
    ...aligned(
      [
        [...cells('explorer', explorer), `${explorer.bytesPerState.toFixed(1)} bytes a state`],
        cells('TLC', tlc),
      ],
      1,
    ),
    `ratio ${ratio.toFixed(1)}`,
    ...(agree ? [] : [`but TLC counted ${counts(tlc)}`]),
  ];
  const object = { schema: 1, model: 'two-phase', managers: n, explorer, tlc, ratio, ok: agree };
  const text = json ? JSON.stringify(object) : lines.join('\n');
  print({ text: `${text}\n`, exitCode: agree ? EXIT.holds : EXIT.failed });
}
