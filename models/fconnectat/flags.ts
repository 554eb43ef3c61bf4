// SPDX-License-Identifier: MIT
// The numbers of the interface, which the document and the header are compared with; the model has names.

/** The flags of the interface, and their values (include/uapi/linux/fcntl.h, 6.12). */
export const FLAG_VALUES = { AT_SYMLINK_NOFOLLOW: 0x100, AT_EMPTY_PATH: 0x1000 } as const;
