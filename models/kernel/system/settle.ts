// SPDX-License-Identifier: MIT
// Runs a system until nothing can run any more, along every interleaving.
import { keepFiles, letGo } from './fd.ts';
import { START } from './frame.ts';
import { exitStep } from './task.ts';
import type { Task, World } from './types.ts';
import { cloneWorld, worldKey } from './world.ts';

/** Steps, over all interleavings, after which a call is taken to go round for ever. */
const MAX_STEPS = 10_000;

function canRun(task: Task): boolean {
  return task.life === 'exiting' || (task.life === 'alive' && task.frame !== undefined && !task.frame.asleep);
}

function step(world: World, task: Task): void {
  if (task.life === 'exiting') return exitStep(world, task);
  const frame = task.frame!;
  const rule = world.system.rules[frame.call];
  if (rule === undefined) throw new Error(`no rule for the call ${frame.call}`);
  // Whatever has started it again: it finds its descriptors anew.
  if (frame.at === START) letGo(world, task, frame);
  rule.step(world, task, frame);
  if (frame.asleep) keepFiles(world, task, frame, rule.descriptors ?? []);
}

function goesRound(): Error {
  return new Error('the system does not settle: a call goes round for ever');
}

/**
 * The worlds in which nothing can run, reached from `world`, which is used up. Several when tasks that run side by
 * side can end differently, or return in another order.
 */
export function settle(world: World): World[] {
  const settled: World[] = [];
  const seen = new Set<string>();
  const open = [world];
  for (let steps = 0; open.length > 0; steps += 1) {
    if (steps > MAX_STEPS) throw goesRound();
    const at = open.pop()!;
    const running = [...at.tasks.values()].filter(canRun);
    if (running.length === 0) {
      settled.push(at);
    } else if (running.length === 1) {
      step(at, running[0]!);
      open.push(at);
    } else if (isNew(seen, at)) {
      for (const { id } of running) {
        const next = cloneWorld(at);
        step(next, next.tasks.get(id)!);
        open.push(next);
      }
    }
  }
  if (settled.length === 0) throw goesRound();
  const ends = new Set<string>();
  // To compare worlds costs more than to run most calls, and most calls have one end.
  return settled.length === 1 ? settled : settled.filter((end) => isNew(ends, end));
}

function isNew(seen: Set<string>, world: World): boolean {
  const before = seen.size;
  return seen.add(worldKey(world)).size > before;
}
