// SPDX-License-Identifier: MIT
// Names of Node's that the package's types use, without Node's types: whoever imports the package need not have these.

/** Variables of an environment, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The name of a signal, as `SIGINT`. */
export type SignalName = `SIG${string}`;
