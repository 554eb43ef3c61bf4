// SPDX-License-Identifier: MIT
// The operations of rivals of those who connect, in words.
import { signalText } from '../../narrate.ts';
import type { SocketOperation } from './rivals.ts';

/** The operation of a rival. */
export function operationText(operation: SocketOperation<string, string, string, string, string>): string {
  switch (operation.step) {
    case 'RenameExchange':
      return `${operation.a.join('/')} <-> ${operation.b.join('/')}`;
    case 'Chmod':
      return `chmod of ${operation.inode}: ${operation.denies ? 'denies' : 'allows'} write`;
    case 'AcceptDequeue':
      return `accept on ${operation.on}: takes one connection`;
    case 'AcceptWake':
      return `accept on ${operation.on}: wakes a waiter`;
    case 'ReleaseUnhash':
      return `close of ${operation.on}: unhashed`;
    case 'ReleaseDead':
      return `close of ${operation.on}: dead, wakes all`;
    case 'SendSignal':
      return signalText(operation);
    case 'Freeze':
      return `freezes ${operation.to}`;
    case 'Thaw':
      return `thaws ${operation.to}`;
  }
}
