// SPDX-License-Identifier: MIT
// What a model says in words, found once; and where in the model its actions stand.
import type { ProposalModels } from '../../models/proposal.ts';
import type { Told } from '../../models/told.ts';
import { placeInModel, type Repeaters } from './fact.ts';

/** Why nothing is compared with a model that says nothing. */
export const NO_WORDS = 'it says nothing of it in words';

/** What a model says is computed once: some of it by exploring. */
export function once<T extends object>(find: (told: Told) => T | undefined) {
  const found = new WeakMap<ProposalModels, T>();
  return (models: ProposalModels): T | undefined => {
    const value = found.get(models) ?? (models.told === undefined ? undefined : find(models.told));
    if (value !== undefined) found.set(models, value);
    return value;
  };
}

/** Where an action stands in the model. */
export function placeOfAction(repeaters: Repeaters, action: string) {
  return placeInModel(repeaters, new RegExp(`\\b${action}\\b`));
}
