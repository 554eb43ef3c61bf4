// SPDX-License-Identifier: MIT
// A comparison by a run of TLC that somebody else makes, and asks the same formulas.
import { isDeepStrictEqual } from 'node:util';
import type { Instance } from '../models/proposal.ts';
import type { Companion } from '../verdicts/joined.ts';
import type { TlcPlace } from '../verdicts/place.ts';
import { type Agreement, agree, type Claimed } from './agree.ts';
import { GraphWatch, observeGraph } from './observe.ts';

/** The companion of a run there; `found` gets what `agree` would give of the same place. Where it is not called, nothing was compared. */
export function comparing(
  place: TlcPlace,
  build: () => Instance,
  claimed: readonly Claimed[],
  found: (agreement: Agreement) => void,
): Companion {
  const watch = new GraphWatch(place);
  return {
    ...{ actions: watch.actions, dump: watch.dump },
    onMark: (mark) => watch.onMark(mark),
    close: () => watch.close(),
    async seen(observed, formulas) {
      const { seconds, ...agreement } = await agree(place, build(), claimed, (_, wanted) =>
        // Values of other formulas are of no use here.
        isDeepStrictEqual(wanted, formulas) ? watch.graph(observed) : observeGraph(place, wanted),
      );
      found({ ...agreement, seconds: observed.run.elapsedMs / 1000 + seconds });
    },
  };
}
