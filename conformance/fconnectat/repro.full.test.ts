// SPDX-License-Identifier: MIT
import { testReproducers } from '../replay/fixtures/reproducers.ts';

testReproducers('fconnectat', { flavours: ['unpatched', 'today-fixed', 'fast'] });
