// SPDX-License-Identifier: MIT
// The programs of rivals of those who connect, in the words of a document.
import type { SocketOperation } from './rivals.ts';

type AnyOperation = SocketOperation<string, string, string, string, string>;

function operationText(operation: AnyOperation): string {
  const { step } = operation;
  switch (step) {
    case 'RenameExchange':
      return `${step} of ${operation.a.join('.')} and ${operation.b.join('.')}`;
    case 'Chmod':
      return `${step} of ${operation.inode}, which ${operation.denies ? 'denies' : 'grants'} write`;
    case 'SendSignal':
      return `${step} of ${operation.signal} to ${operation.to}`;
    case 'Freeze':
    case 'Thaw':
      return `${step} of ${operation.to}`;
    case 'AcceptDequeue':
    case 'AcceptWake':
      return `${step} on ${operation.on}`;
    default:
      return `${step} of ${operation.on}`;
  }
}

/** A text for each step: what is shorter in a document, the document has to say. */
export const programTexts = (program: readonly AnyOperation[]): readonly string[] =>
  program.map(operationText);
