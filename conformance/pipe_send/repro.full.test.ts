// SPDX-License-Identifier: MIT
import { testReproducers } from '../replay/fixtures/reproducers.ts';

// No guest has a file system that is shut down, or a tap device.
testReproducers('pipe_send', { flavours: ['unpatched', 'fast'], unrun: ['times', 'tun'] });
