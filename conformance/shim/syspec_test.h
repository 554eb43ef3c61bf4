/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device of the test-only kernel patch, copied from that patch's uapi header, so that the shim
 * builds with any kernel's headers.
 */
#ifndef SYSPEC_TEST_H
#define SYSPEC_TEST_H

#include <linux/ioctl.h>

#define SYSPEC_IOC_MAGIC	0xB9

/* Turns the hooks on while this file is open. */
#define SYSPEC_IOC_ATTACH	_IO(SYSPEC_IOC_MAGIC, 0x40)
/* Sleeps until the only CPU goes idle: nothing is runnable then. */
#define SYSPEC_IOC_QUIESCE	_IO(SYSPEC_IOC_MAGIC, 0x41)

#endif
