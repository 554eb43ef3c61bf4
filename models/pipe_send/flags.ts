// SPDX-License-Identifier: MIT
// The flags of the interface (include/linux/socket.h).

/** By name. */
export const FLAG_VALUES: Readonly<Record<string, number>> = {
  MSG_DONTWAIT: 0x40,
  MSG_NOSIGNAL: 0x4000,
  MSG_CMSG_CLOEXEC: 0x4000_0000,
};
