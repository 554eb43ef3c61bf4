// SPDX-License-Identifier: MIT
// A thread that searches: it builds the instance that it is told, and answers. `search-pool.ts` speaks to it.
import { parentPort } from 'node:worker_threads';
import { SyspecError } from '../base/errors.ts';
import { PROPOSALS } from '../models/index.ts';
import { askExplorer } from './explorer.ts';
import type { FromWorker, Search } from './search-pool.ts';

function instanceOf({ slug, kind, name, scenario }: Search) {
  const models = PROPOSALS[slug]!;
  return kind === 'mutant' ? models.mutant(name, scenario) : models.variant(name, scenario);
}

const port = parentPort!;
const say = (message: FromWorker) => port.postMessage(message);

port.on('message', (search: Search) => {
  try {
    const { answers } = askExplorer(instanceOf(search), search.asked, {
      ...(search.limits && { limits: search.limits }),
      onProgress: (progress) => say({ kind: 'progress', progress }),
    });
    say({ kind: 'answers', answers });
  } catch (error) {
    const { code = null, hint } = error instanceof SyspecError ? error : {};
    const message = error instanceof Error ? error.message : String(error);
    say({ kind: 'error', code, message, hint: hint ?? null, stack: (error as Error).stack ?? message });
  }
});
