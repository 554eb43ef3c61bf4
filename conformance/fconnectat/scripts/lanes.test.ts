// SPDX-License-Identifier: MIT
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { SCRIPTED_LANES } from './index.ts';

// Beside what the call does stands what connect(2) does.
testScriptedLanes(SCRIPTED_LANES, (title) => /connect$/.test(title) && !/fconnectat$/.test(title));
