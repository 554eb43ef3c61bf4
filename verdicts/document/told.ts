// SPDX-License-Identifier: MIT
// What a model says in words: found once, and where it stands.
import type { ProposalModels } from '../../models/proposal.ts';
import type { Told } from '../../models/told.ts';
import { placeOf, type Repeaters, shown } from './fact.ts';

/** Why nothing is compared with a model that says nothing. */
export const NO_WORDS = 'it says nothing of it in words';

/** What a model finds by exploring is found once. */
export function once<T extends object>(find: (told: Told) => T | undefined) {
  const found = new WeakMap<ProposalModels, T>();
  return (models: ProposalModels): T | undefined => {
    const value = found.get(models) ?? (models.told === undefined ? undefined : find(models.told));
    if (value !== undefined) found.set(models, value);
    return value;
  };
}

/** Where an action stands in the model. */
export function placeOfAction({ models, model }: Repeaters, action: string) {
  const place = placeOf(model, new RegExp(`\\b${action}\\b`), `models/${models.slug}`);
  return { ...place, file: shown(place.file) };
}
