// SPDX-License-Identifier: MIT
// What the calls of a scenario are made of.
import type { Caller } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { VariantName } from '../../../models/fconnectat/variants.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import type { Files } from './files.ts';
import type { ConnectCallers } from './show.ts';

/** Who calls what with what. */
export interface Calling {
  readonly scenario: Scenario;
  readonly variant: VariantName;
  readonly files: Files;
  readonly nr: number;
  readonly sockets: ReadonlyMap<Caller, Fd>;
  readonly tasks: Readonly<Record<string, number>>;
  readonly callers: ConnectCallers;
}
