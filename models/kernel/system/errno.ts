// SPDX-License-Identifier: MIT
// The errors that calls of the system return: any of Linux, since which ones depends on the kinds of objects.
export { ERRNO_NUMBERS, type Errno as SystemErrno, errnoName } from '../../../spec/errno.ts';
