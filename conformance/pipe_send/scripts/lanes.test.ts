// SPDX-License-Identifier: MIT
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { SCRIPTED_LANES } from './index.ts';

// Messages have a call of their own.
testScriptedLanes(SCRIPTED_LANES, (title) => / a message(, |$)/.test(title));
