// SPDX-License-Identifier: MIT
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { HOOK_LANES } from './index.ts';

testScriptedLanes(
  HOOK_LANES,
  (title) => title.includes('connect is asked') || title.includes('connect after'),
);
