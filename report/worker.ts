// SPDX-License-Identifier: MIT
// A thread that searches for a report. `threads.ts` speaks to it.
import { parentPort } from 'node:worker_threads';
import { SyspecError } from '../base/errors.ts';
import { type Subject, selectSubjects } from '../verdicts/select.ts';
import { look, type Place } from './find.ts';
import type { Answer } from './threads.ts';

const port = parentPort!;
const subjects = new Map<string, Subject>();

function subjectOf(slug: string): Subject {
  const known = subjects.get(slug) ?? selectSubjects([slug])[0]!;
  subjects.set(slug, known);
  return known;
}

function answer(place: Place): Answer {
  try {
    return { found: look(subjectOf(place.slug), place) };
  } catch (error) {
    const { code = null, hint } = error instanceof SyspecError ? error : {};
    const { message, stack } = error as Error;
    return {
      error: {
        code,
        message: code === null ? (stack ?? message) : message,
        ...(hint === undefined ? {} : { hint }),
      },
    };
  }
}

port.on('message', (place: Place) => port.postMessage(answer(place)));
