// SPDX-License-Identifier: MIT
// Opens what a run is to be made on: a kernel that we build, anybody's bzImage, or the kernel that runs here.
import { buildKernel } from '../../kernel/build.ts';
import { guestSessions } from './guest.ts';
import { hostSessions } from './host.ts';
import { type OpenTarget, type Patience, Supervisor } from './supervisor.ts';

export type { OpenTarget } from './supervisor.ts';

/** Which kernel; a flavour when nothing else is said. */
export interface TargetOptions {
  readonly flavour?: string | undefined;
  /** A bzImage. */
  readonly kernel?: string | undefined;
  readonly host?: boolean | undefined;
  /** Patches on top of the flavour's: planted faults. */
  readonly patches?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly patience?: Partial<Patience> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/**
 * Builds what must be built, boots it, and connects.
 * @throws SyspecError as buildKernel and OpenSession
 */
export async function openTarget(options: TargetOptions = {}): Promise<OpenTarget> {
  const { signal, patience, onProgress } = options;
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
    guestSessions({ kernel, signal }),
    ({ release }) => `Linux ${release}, ${what}`,
    patience,
  );
}

async function built({ patches, source, signal, onProgress }: TargetOptions, flavour: string) {
  const { image } = await buildKernel({ flavour, patches, source, signal, onProgress });
  return { kernel: image, what: flavour };
}
