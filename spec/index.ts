// SPDX-License-Identifier: MIT
// Proposal documents as data.
export { type Answer, readAnswer } from './answer.ts';
export { baseOfError, errorsOn } from './bases.ts';
export { type Bite, type Coverage, coverage, formatCoverage, type RuleCoverage } from './coverage.ts';
export { ERRNOS, type Errno } from './errno.ts';
export { type Expectation, type ExpectedVerdict, expectations, expected } from './expectations.ts';
export type { Probe, ProbeArg, ProbeCall } from './probe.ts';
export { formatProblem, type Problem } from './problem.ts';
export type {
  Alternative,
  Ambiguity,
  AtomicStep,
  Claim,
  ErrorRow,
  Flag,
  Formula,
  Part,
  Proposal,
  ProposedCall,
  Prototype,
  Race,
  Rule,
  Scenario,
  Shorthand,
  Specification,
  StateField,
  StateVariable,
  Variant,
  Verdict,
  Verdicts,
} from './proposal.ts';
export { PARTS } from './proposal.ts';
export {
  listProposals,
  type Reading,
  readHead,
  readProposal,
  readProposalText,
  tryHead,
  tryProposal,
  tryProposalText,
} from './read.ts';
export { basesOf } from './releases.ts';
