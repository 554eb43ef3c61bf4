// SPDX-License-Identifier: MIT
// Opens what a run is to be made on: a kernel that we build, anybody's bzImage, or the kernel that runs here.
import { basename } from 'node:path';
import type { BaseName } from '../../kernel/bases.ts';
import { buildKernel } from '../../kernel/build/build.ts';
import type { OpenTarget } from '../target.ts';
import { guestSessions } from './guest.ts';
import { hostSessions } from './host.ts';
import { type Patience, Supervisor } from './supervisor.ts';

export type { OpenTarget } from '../target.ts';

/** Which kernel; a flavour when nothing else is said. */
export interface TargetOptions {
  readonly flavour?: string | undefined;
  /** The proposal whose kernel of that flavour it is; without one, one without any. */
  readonly slug?: string | undefined;
  /** Which Linux a flavour is built from; 6.12 by default. */
  readonly base?: BaseName | undefined;
  /** A bzImage. */
  readonly kernel?: string | undefined;
  readonly host?: boolean | undefined;
  /** Patches on top of the flavour's: planted faults. */
  readonly patches?: readonly string[] | undefined;
  readonly source?: string | undefined;
  /** Words for the guest's command line. */
  readonly append?: readonly string[] | undefined;
  readonly patience?: Partial<Patience> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
  /** Called once for each thing that a reader should know of. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/**
 * Builds what must be built, boots it, and connects.
 * @throws SyspecError as buildKernel and OpenSession
 */
export async function openTarget(options: TargetOptions = {}): Promise<OpenTarget> {
  const { signal, patience, onProgress, onNotice } = options;
  if (options.host === true) {
    return Supervisor.start(
      hostSessions(signal),
      ({ release }) => `Linux ${release}, this machine`,
      patience,
    );
  }
  const flavour = options.flavour ?? 'fast';
  const { kernel, what } =
    options.kernel === undefined
      ? await built(options, flavour)
      : { kernel: options.kernel, what: options.kernel };
  onProgress?.(`booting ${what}`);
  return Supervisor.start(
    guestSessions({
      kernel,
      append: options.append,
      signal,
      onElsewhere: onceEach((race, log) =>
        onNotice?.(`no failure, for no system call takes part: ${race} (${log})`),
      ),
    }),
    ({ release }) => `Linux ${release}, ${what}`,
    patience,
  );
}

/** A race is met again and again. */
function onceEach(tell: (race: string, log: string) => void) {
  const told = new Set<string>();
  return (race: string, log: string) => {
    if (!told.has(race)) tell(race, log);
    told.add(race);
  };
}

async function built(options: TargetOptions, flavour: string) {
  const { slug, base, patches, source, signal, onProgress, onNotice } = options;
  const { image } = await buildKernel({ flavour, slug, base, patches, source, signal, onProgress, onNotice });
  const planted = (patches ?? []).map((file) => ` and ${basename(file)}`);
  return { kernel: image, what: flavour + planted.join('') };
}
