// SPDX-License-Identifier: MIT
// A lane of which a kernel has nothing: that is no run with a verdict, and what the lane needs is said.
import { SyspecError } from '../base/errors.ts';
import { listed } from '../base/plural.ts';
import type { ProposalConformance } from '../conformance/proposal.ts';
import type { Report } from '../conformance/report/rows.ts';
import { type Asked, laneNames, namedLane } from '../conformance/run/lane-names.ts';

/** What was asked for, and what is known of the kernel. */
export interface EmptyLane extends Asked {
  readonly lane?: string | undefined;
  /** What the kernel lacks, by proposal. */
  readonly absent: readonly { readonly slug: string; readonly variant: string }[];
  /** What it can do, in the words of its shim. */
  readonly capabilities: readonly string[];
}

/** Of a name such as `cases by x32`: how the calls enter the kernel. */
const abiOf = (name: string): string | undefined => / by (\w+)$/.exec(name)?.[1];

/** Throws SyspecError BAD_USAGE where a lane was asked for and not one row came of it. */
export function refuseEmptyLane(
  proposals: readonly ProposalConformance[],
  { results, interrupted }: Pick<Report, 'results' | 'interrupted'>,
  { lane, absent, capabilities, ...asked }: EmptyLane,
): void {
  if (lane === undefined || results.length > 0 || interrupted === true) return;
  const all = laneNames(proposals, { ...asked, absent }).map(({ name }) => name);
  const names = all.filter((name) => {
    const abi = abiOf(name);
    return name !== lane && (abi === undefined || capabilities.includes(abi));
  });
  throw new SyspecError(
    'BAD_USAGE',
    `the lane '${lane}' cannot be run on this kernel: it needs ${needed()}`,
    `This kernel has: ${names.join(', ')}.`,
  );

  function needed(): string {
    const lacking = absent.filter(({ slug }) => proposals.some((one) => one.slug === slug));
    if (lacking.length > 0 && !all.includes(lane!))
      return `${listed(lacking.map(({ slug }) => slug))}, which the kernel does not have`;
    const abi = abiOf(lane!);
    if (abi !== undefined) return `calls by ${abi}, which the kernel does not have`;
    return `what the kernel was not built with: ${namedLane(proposals, lane!, asked)?.what ?? lane}`;
  }
}
