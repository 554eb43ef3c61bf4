// SPDX-License-Identifier: MIT
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { SCRIPTED_LANES } from './index.ts';

testScriptedLanes(SCRIPTED_LANES);
