// SPDX-License-Identifier: MIT
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ask } from './threads.ts';

const PLACE = { slug: 'lease', variant: 'proposed', scenario: 'pair' };
const asked = async (body: string, signal?: AbortSignal) => {
  const code = `const { parentPort } = require('node:worker_threads'); parentPort.once('message', ${body});`;
  const worker = new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  try {
    return await ask(worker, PLACE, signal);
  } finally {
    await worker.terminate();
  }
};

test('what a thread has found is the answer, and an error of its own is thrown', async () => {
  expect(await asked('({ slug }) => parentPort.postMessage({ found: slug })')).toBe('lease');
  const answer = "{ error: { code: 'BAD_MODEL', message: 'no', hint: 'yes' } }";
  await expect(asked(`() => parentPort.postMessage(${answer})`)).rejects.toMatchObject({
    ...{ code: 'BAD_MODEL', message: 'no', hint: 'yes' },
  });
});

test('a thread that ends without an answer is trouble with the environment, and not waited for', async () => {
  await expect(asked('() => process.exit(7)')).rejects.toMatchObject({
    ...{ code: 'INTERRUPTED', exitCode: 3 },
    message: 'lease proposed in pair: the thread that searched ended with 7',
  });
});

test('a thread without memory says so', async () => {
  const fill = '() => { const all = []; for (;;) all.push(new Array(1000).fill(Math.random())); }';
  await expect(asked(fill)).rejects.toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
});
