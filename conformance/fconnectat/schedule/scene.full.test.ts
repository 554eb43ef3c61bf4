// SPDX-License-Identifier: MIT
// As scene.test.ts, of the graphs that are too large for it.
import { testUnwalked, testWalks } from './fixtures/walked.ts';

testWalks('large');
testUnwalked();
