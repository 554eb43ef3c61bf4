// SPDX-License-Identifier: MIT
// Each fact of a document, held against whatever repeats it. Needs neither Java nor a kernel.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../base/root.ts';
import { SHARED_MODULES } from '../../tla/manifest.ts';
import { type ModuleText, modulesOf, operatorsIn, variablesIn } from '../../tla/text/modules.ts';
import type { Subject } from '../select.ts';
import { compareBehaviour } from './behaviour.ts';
import { compareDomains } from './domains.ts';
import { compareErrors } from './errors.ts';
import type { Comparison, Repeaters } from './fact.ts';
import { compareFairness } from './fairness.ts';
import { compareFlags } from './flags.ts';
import { compareFormulas } from './formulas.ts';
import { compareFunctions } from './functions.ts';
import { compareMeanings } from './meanings.ts';
import { compareNumber } from './number.ts';
import { compareOutcomes } from './outcomes.ts';
import { comparePrograms } from './programs.ts';
import { comparePrototypes } from './prototype.ts';
import { compareScenarios } from './scenarios.ts';
import { compareSizes } from './sizes.ts';
import { addedLines, sourceLines } from './sources.ts';
import { compareSpecification } from './specified.ts';
import { compareState } from './state.ts';
import { compareSteps } from './steps.ts';
import { compareWorlds } from './worlds.ts';

export type { Comparison, Difference } from './fact.ts';
export { formatDifference, showComparisons } from './show.ts';

const FACTS: readonly ((repeaters: Repeaters) => Comparison[])[] = [
  compareErrors,
  compareSizes,
  compareFlags,
  compareNumber,
  comparePrototypes,
  compareState,
  compareDomains,
  compareSteps,
  compareFunctions,
  compareBehaviour,
  compareOutcomes,
  compareSpecification,
  comparePrograms,
  compareMeanings,
  compareFormulas,
  compareScenarios,
  compareWorlds,
  compareFairness,
];

/**
 * Reads the modules once. What it returns says whether a formula of the document differs from the operator of its name;
 * `edited` stands in place of the module in its file.
 */
export function formulaComparer({ proposal, manifest }: Subject): (edited?: ModuleText) => boolean {
  const modules = modulesOf(manifest.specFile, [SHARED_MODULES]);
  return (edited) => {
    const operators = operatorsIn(modules.map((one) => (one.file === edited?.file ? edited : one)));
    const repeaters = { proposal, manifest, manifestText: '', operators };
    return compareFormulas(repeaters).some(({ differences }) => differences.length > 0);
  };
}

/** All comparisons of one proposal. `root` holds models/, conformance/ and the patches below it. */
export function compareDocument({ proposal, models, manifest }: Subject, root: string = ROOT): Comparison[] {
  const { slug } = proposal;
  const kernel = join(root, 'conformance', 'kernel');
  const isWritten = manifest.isUnwritten !== true;
  const modules = isWritten ? modulesOf(manifest.specFile, [SHARED_MODULES]) : [];
  const all = isWritten ? modulesOf(manifest.specFile, [SHARED_MODULES], true) : [];
  const repeaters: Repeaters = {
    ...{ proposal, models, manifest },
    manifestText: manifest.isAbsent ? '' : readFileSync(manifest.file, 'utf8'),
    operators: operatorsIn(modules),
    variables: variablesIn(modules),
    hidden: variablesIn(all),
    instanced: operatorsIn(all),
    series: addedLines(join(kernel, 'patches', slug)),
    points: addedLines(join(kernel, 'test-only', slug)),
    model: sourceLines(join(root, 'models', slug)),
    conformance: sourceLines(join(root, 'conformance', slug)),
  };
  return FACTS.flatMap((compare) => compare(repeaters));
}
