// SPDX-License-Identifier: MIT
// The package: everything the commands do can be called from here.
export { type ErrorCode, EXIT, SyspecError } from './base/errors.ts';
