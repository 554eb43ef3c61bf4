// SPDX-License-Identifier: MIT
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { SCRIPTED_LANES } from './index.ts';

// Beside what the call does stands what connect(2) does, and sendto(2) with an address.
testScriptedLanes(SCRIPTED_LANES, (title) => /(connect|sendto)$/.test(title));
