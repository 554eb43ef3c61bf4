// SPDX-License-Identifier: MIT
// The package: everything the commands do can be called from here.
import './base/globals.ts';

export { type Agreement, agree } from './agree/agree.ts';
export { type ErrorCode, EXIT, SyspecError } from './base/errors.ts';
export type { Paper } from './base/paper.ts';
export { type OpenTarget, openTarget, type TargetOptions } from './conformance/harness/target/index.ts';
export { CONFORMANCE } from './conformance/index.ts';
export { type Laboratory, laboratory } from './conformance/mutants/laboratory.ts';
export { type Mutants, mutantsOf } from './conformance/mutants/proposal.ts';
export { type Fate, runMutants } from './conformance/mutants/run.ts';
export type { Conformance } from './conformance/proposal.ts';
export { type Recorded, readRecorded } from './conformance/replay/file.ts';
export { prepare as prepareReplay, type Replayed, replay } from './conformance/replay/run.ts';
export type { Report as ConformReport } from './conformance/report/rows.ts';
export { conform } from './conformance/run/conform.ts';
export type { ConformOptions } from './conformance/run/options.ts';
export { counterexamples } from './explain/counterexamples.ts';
export { storyHtml } from './explain/html.ts';
export { showExploration } from './explain/own.ts';
export { showShort } from './explain/short.ts';
export { type Story, type StoryStep, type Told, tell } from './explain/story.ts';
export { showStory } from './explain/text.ts';
export { PROPOSALS } from './models/index.ts';
export * from './models/kit/index.ts';
export type { Guard, Instance, Mutant, ProposalModels } from './models/proposal.ts';
export { expectations, listProposals, type Proposal, readProposal, tryProposal } from './spec/index.ts';
export { readManifest } from './tla/manifest.ts';
export { runTlc, type TlcOptions, type TlcRun } from './tla/runner/run.ts';
export { type CheckOptions, check } from './verdicts/check.ts';
export type { Row } from './verdicts/row.ts';
export { selectSubjects } from './verdicts/select.ts';
