// SPDX-License-Identifier: MIT
// The sequences of each lane, and when it is at its end.
import { SyspecError } from '../../base/errors.ts';
import type { Case } from '../harness/lockstep/cases.ts';
import { encodingOf } from '../harness/lockstep/engine/encode.ts';
import { words } from '../harness/lockstep/engine/exhaustive.ts';
import { fitting } from '../harness/lockstep/engine/fitting.ts';
import { type Generated, sample, sequenceFrom } from '../harness/lockstep/engine/generate.ts';
import { predict, refusedOp } from '../harness/lockstep/engine/judge.ts';
import type { SystemCallAbi } from '../harness/protocol/types.ts';
import type { Conformance } from '../proposal.ts';
import { describeOp, laneOf } from '../report/describe.ts';
import type { LaneName } from '../report/lanes.ts';

/** How much is to be run. */
export interface Size {
  /** Random sequences. */
  readonly runs: number;
  readonly seed: number;
  /** Where they are a share: of so many. */
  readonly of?: number | undefined;
}

/** A lane to be run. */
export interface PlannedLane {
  readonly lane: LaneName;
  readonly scenario: string;
  /** How the proposal's calls enter the kernel; the usual way when absent. */
  readonly abi?: SystemCallAbi;
  /** Whether `--time` may end it early. */
  readonly endless: boolean;
  /** Sequences of a whole run, where these are a share. */
  readonly of?: number | undefined;
  sequences(): Generator<Generated>;
  /** About how much of the lane is over when so many sequences are judged, between 0 and 1; absent where nobody knows. */
  portion?(judged: number): number;
}

/** Calls in a random sequence, about; the opening counts. */
const LENGTH = 10;

/** Lists of numbers drawn at a time: memory, not meaning. */
const CHUNK = 1000;

function* randomSequences(conformance: Conformance, { runs, seed }: Size): Generator<Generated> {
  const { alphabet } = conformance;
  const encoding = encodingOf(conformance);
  for (let done = 0; done < runs; done += CHUNK) {
    // Each chunk has a seed of its own, so that the first sequences are the same however many follow.
    for (const numbers of sample(seed + done, Math.min(CHUNK, runs - done))) {
      // Chance can ask for more than the shim has room for: for example four times for 64 KiB.
      yield fitting(encoding, sequenceFrom(alphabet, numbers, LENGTH));
    }
  }
}

function* caseSequences(conformance: Conformance, cases: Iterable<Case>): Generator<Generated> {
  for (const one of cases) yield predicted(conformance, one);
}

/** Throws SyspecError BAD_INPUT where an op of the case is none that the model can issue there. */
function predicted({ slug, variant, alphabet }: Conformance, { name, ops }: Case): Generated {
  let cause: unknown;
  try {
    const generated = predict(alphabet.system, ops);
    if (generated !== undefined) return generated;
  } catch (error) {
    cause = error;
  }
  const refused = refusedOp(alphabet.system, ops);
  if (refused === undefined) throw cause;
  const { op, why } = refused;
  throw new SyspecError(
    'BAD_INPUT',
    `${slug} ${variant}: the case '${name}' cannot be made: #${op.id}, ${laneOf(op)} ${describeOp(op)}: ${why}`,
    'Mend the case, or the rule of the call in the system of this variant.',
  );
}

function smallLane({ alphabet, small }: Conformance): PlannedLane {
  let made = 0;
  return {
    ...{ lane: 'exhaustive', scenario: 'small', endless: false },
    *sequences() {
      for (const { generated, isLongest, portion } of words(alphabet.system, small)) {
        made = portion;
        if (isLongest) yield generated;
      }
    },
    // They are made as they are judged, a batch or two before.
    portion: () => made,
  };
}

/** The cases, and where there are any, every combination of arguments. */
function caseLanes(conformance: Conformance, abi?: SystemCallAbi): PlannedLane[] {
  const { cases, errors } = conformance;
  const common = { endless: false, ...(abi === undefined ? {} : { abi }) };
  const by = abi === undefined ? '' : ` by ${abi}`;
  const all: PlannedLane[] = [
    {
      ...{ lane: 'lockstep', scenario: `cases${by}`, ...common },
      sequences: () => caseSequences(conformance, cases),
      portion: (judged) => judged / cases.length,
    },
  ];
  if (errors !== undefined)
    all.push({
      ...{ lane: 'exhaustive', scenario: `errors${by}`, ...common },
      sequences: () => caseSequences(conformance, errors()),
    });
  return all;
}

/** The lanes of a variant, the quickest to find something first; `abis` are those that the kernel has. */
export function plan(
  conformance: Conformance,
  size: Size,
  abis: readonly SystemCallAbi[] = [],
): readonly PlannedLane[] {
  return [
    ...caseLanes(conformance),
    ...abis.flatMap((abi) => caseLanes(conformance, abi)),
    smallLane(conformance),
    {
      lane: 'lockstep',
      scenario: 'random',
      endless: true,
      of: size.of,
      sequences: () => randomSequences(conformance, size),
      portion: (judged) => judged / size.runs,
    },
  ];
}
