// SPDX-License-Identifier: MIT
import { OBJECTS } from './objects.ts';

export const TODAY_CASES = OBJECTS.cases();
