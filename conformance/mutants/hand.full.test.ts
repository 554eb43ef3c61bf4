// SPDX-License-Identifier: MIT
// On the releases whose source is there in a full run alone.
import { describe } from 'vitest';
import { BASE_NAMES, DEFAULT_BASE } from '../kernel/bases.ts';
import { testThatAllApply } from './fixtures/applying.ts';

describe.each(BASE_NAMES.filter((base) => base !== DEFAULT_BASE))('on %s', testThatAllApply);
