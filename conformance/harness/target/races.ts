// SPDX-License-Identifier: MIT
// Reads a console for complaints. KCSAN's are judged as a whole: the kernel has data races of its own, which no
// system call takes part in, and which no sequence is to be blamed for.
import { splatIn } from './report.ts';

/** What stands before and after a report (kernel/kcsan/report.c, Linux 6.12). */
const RULER = /^={40,}$/;
/** An access: `read to 0xffff888004c3a200 of 8 bytes by task 43 on cpu 0:`; the stack follows. */
const ACCESS =
  /^(?:race at unknown origin, with )?(?:read|write|read-write|assert [a-z ]+)\b.* by (?:task (\d+)|(interrupt)) on cpu \d+:$/;
/** More than any report has: two stacks of at most 64 frames (NUM_STACK_ENTRIES). */
const MAX_LINES = 200;
/** Who runs without ever having made a system call: kernel threads, and the first one while it boots. */
const KERNEL_THREAD = /^ (?:kthread|worker_thread|kernel_init|start_kernel)\+0x/m;
const IDLE = '0';

interface Access {
  readonly task: string | undefined;
  /** Whether nobody is known who changed it meanwhile. */
  readonly isAlone: boolean;
  readonly stack: string[];
}

/** Looks at the flags of whomever it interrupts, who may be about to change them. */
const RCU_LOOKS = /^ rcu_core\+0x/;

/** A ring that the kernel shares with a device, which writes to it unseen: here by the port that a guest is spoken to. */
const RING_LOOKS = /^ virtqueue_\w+\+0x/;

function isOfSystem({ task, stack }: Access): boolean {
  return task === undefined || task === IDLE || KERNEL_THREAD.test(stack.join('\n'));
}

/** What an interrupt looks at of a task that it met is not that task's doing. */
function isRcus({ task, stack }: Access): boolean {
  return task === undefined && RCU_LOOKS.test(stack[0] ?? '');
}

/** What changed was the device's to change. */
function isDevices({ isAlone, stack }: Access): boolean {
  return isAlone && RING_LOOKS.test(stack[0] ?? '');
}

/**
 * Whether no system call made either access, or one is RCU's look at the task that it interrupts, or the other was a device: then
 * it is the own affair of the kernel. What cannot be read counts, and so does a violated assertion.
 * @param report its lines, without the console's times
 */
export function isOfSystemAlone(report: readonly string[]): boolean {
  const accesses: Access[] = [];
  for (const line of report) {
    const header = ACCESS.exec(line);
    const isAlone = line.startsWith('race at unknown origin');
    if (header !== null) accesses.push({ task: header[1], isAlone, stack: [] });
    else accesses.at(-1)?.stack.push(line);
  }
  const isWhole = report.some((line) => line.startsWith('Reported by Kernel Concurrency Sanitizer'));
  const isRace = report[0]?.includes('data-race in') === true;
  const isOwn = accesses.some(isRcus) || accesses.some(isDevices) || accesses.every(isOfSystem);
  return isWhole && isRace && accesses.length > 0 && isOwn;
}

/** A line as the kernel printed it. */
function withoutTime(line: string): string {
  return line.trimEnd().replace(/^\[[ \d.]+\](?:\[ *[TC]\d+\])? /, '');
}

/**
 * A reader of a console's lines, one after the other.
 * @param onElsewhere told of each race that is the kernel's own
 * @returns for each line, the complaint that has become certain with it
 */
export function complaintReader(onElsewhere: (race: string) => void): (line: string) => string | undefined {
  let report: string[] | undefined;
  return (line) => {
    const text = withoutTime(line);
    const splat = splatIn(line);
    if (report !== undefined && RULER.test(text)) {
      const [title, alone] = [splatIn(report[0]!)!, isOfSystemAlone(report)];
      report = undefined;
      if (!alone) return title;
      onElsewhere(title);
      return undefined;
    }
    const begins = splat?.startsWith('BUG: KCSAN: ') === true;
    // A report that does not end is not taken for another one's: it counts.
    const broken = report !== undefined && (begins || report.length >= MAX_LINES);
    const title = broken ? splatIn(report![0]!) : undefined;
    if (begins) report = [text];
    else if (broken) report = undefined;
    else report?.push(text);
    return title ?? (begins ? undefined : splat);
  };
}
