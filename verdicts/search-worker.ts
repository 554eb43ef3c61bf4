// SPDX-License-Identifier: MIT
// A thread that searches: it builds the instance that it is told, and answers. `search-pool.ts` speaks to it.
import { parentPort } from 'node:worker_threads';
import { SyspecError } from '../base/errors.ts';
import { PROPOSALS } from '../models/index.ts';
import { compareDocument } from './document/index.ts';
import { askExplorer } from './explorer.ts';
import type { FromWorker, Job, Search } from './search-pool.ts';
import { selectSubjects } from './select.ts';

function instanceOf({ slug, kind, name, scenario }: Search) {
  const models = PROPOSALS[slug]!;
  return kind === 'mutant' ? models.mutant(name, scenario) : models.variant(name, scenario);
}

const port = parentPort!;
const say = (message: FromWorker) => port.postMessage(message);

function answer(job: Job): FromWorker {
  if (job.kind === 'document') {
    const [subject] = selectSubjects([job.slug]);
    return { kind: 'comparisons', comparisons: compareDocument(subject!) };
  }
  const { search } = job;
  const { answers, verdicts } = askExplorer(instanceOf(search), search.asked, {
    ...(search.limits && { limits: search.limits }),
    onProgress: (progress) => say({ kind: 'progress', progress }),
  });
  return job.kind === 'traces' ? { kind: 'verdicts', verdicts } : { kind: 'answers', answers };
}

port.on('message', (job: Job) => {
  try {
    say(answer(job));
  } catch (error) {
    const { code = null, hint } = error instanceof SyspecError ? error : {};
    const message = error instanceof Error ? error.message : String(error);
    say({ kind: 'error', code, message, hint: hint ?? null, stack: (error as Error).stack ?? message });
  }
});
