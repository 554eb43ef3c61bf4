// SPDX-License-Identifier: MIT
import { DEFAULT_BASE } from '../kernel/bases.ts';
import { testThatAllApply } from './fixtures/applying.ts';

testThatAllApply(DEFAULT_BASE);
