// SPDX-License-Identifier: MIT
import { testReproducers } from '../replay/fixtures/reproducers.ts';

// No guest has a file system that is shut down, a tap device, or io_uring without the series.
testReproducers('pipe_send', {
  flavours: ['unpatched', 'today-fixed', 'fast'],
  unrun: ['ring', 'times', 'tun'],
});
