// SPDX-License-Identifier: MIT
import { testOnKernels } from '../../run/fixtures/own-lane.ts';
import { SCRIPTED_LANES } from './index.ts';

testOnKernels('fconnectat', SCRIPTED_LANES);
