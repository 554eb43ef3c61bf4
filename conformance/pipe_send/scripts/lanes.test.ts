// SPDX-License-Identifier: MIT
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { SCRIPTED_LANES } from './index.ts';

// Messages have a call of their own, what receives another; beside a call stands what write(2) and read(2) do.
testScriptedLanes(SCRIPTED_LANES, (title) =>
  /(^| )a message([,:] |$)|^(write|read|recv)(, [^:]*)?: /.test(title),
);
