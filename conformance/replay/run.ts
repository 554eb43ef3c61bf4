// SPDX-License-Identifier: MIT
// Runs a recorded sequence again, several times, under the model.
import { SyspecError } from '../../base/errors.ts';
import { predict } from '../harness/lockstep/engine/judge.ts';
import { type Failure, judgeRun, type Ready, ready } from '../harness/lockstep/engine/lane.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { encodeSequence } from '../harness/protocol/encode.ts';
import type { Target } from '../harness/target.ts';
import type { Conformance } from '../proposal.ts';

/** What came of it. */
export interface Replayed {
  readonly times: number;
  /** One for each time that the kernel differed or failed. */
  readonly failures: readonly Failure[];
}

/**
 * Predicts and encodes ops that a file gave.
 * @throws SyspecError BAD_INPUT when a task cannot issue its op, or a call cannot take its arguments
 */
export function prepare(conformance: Conformance, ops: readonly SeqOp[], file: string): Ready {
  const fail = (what: string) => new SyspecError('BAD_INPUT', `${file}: ${what}`, 'It fits another version.');
  try {
    const predicted = predict(conformance.alphabet.system, ops);
    if (predicted === undefined)
      throw fail('the model has a task asleep or dead where the sequence needs it');
    const generated = ready(conformance, predicted);
    encodeSequence(generated.encoded.sequence);
    return generated;
  } catch (error) {
    if (error instanceof SyspecError && error.message.startsWith(file)) throw error;
    throw fail(`a call cannot take its arguments: ${(error as Error).message}`);
  }
}

/** Runs it so many times, one after the other. */
export async function replay(
  conformance: Conformance,
  generated: Ready,
  target: Target,
  times: number,
): Promise<Replayed> {
  const results = await target.run(Array.from({ length: times }, () => generated.encoded.sequence));
  const failures = results.flatMap(
    (result) => judgeRun(conformance, generated, result, target.ordered) ?? [],
  );
  return { times, failures };
}
