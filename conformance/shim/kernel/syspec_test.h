/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device of the test-only kernel patches, copied from their uapi header, so that the shim
 * builds with any kernel's headers.
 */
#ifndef SYSPEC_TEST_H
#define SYSPEC_TEST_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define SYSPEC_IOC_MAGIC	0xB9

/* Turns the hooks on while this file is open. */
#define SYSPEC_IOC_ATTACH	_IO(SYSPEC_IOC_MAGIC, 0x40)
/* Sleeps until the only CPU goes idle: nothing is runnable then. */
#define SYSPEC_IOC_QUIESCE	_IO(SYSPEC_IOC_MAGIC, 0x41)

#define SYSPEC_POINT_NAME	32
/* In nth: SIGKILL too leaves the task parked, until it is released. */
#define SYSPEC_ARM_STAYS	0x80000000

struct syspec_arm {
	__s32 tid;
	__u32 nth;
	char name[SYSPEC_POINT_NAME];
};

struct syspec_query {
	__s32 tid;
	char name[SYSPEC_POINT_NAME];
};

/* Adds a point to those at which the task parks: ENOENT, ENOSPC. */
#define SYSPEC_IOC_ARM		_IOW(SYSPEC_IOC_MAGIC, 0x50, struct syspec_arm)
/* The task, whose tid is the argument, parks nowhere any more. */
#define SYSPEC_IOC_DISARM	_IO(SYSPEC_IOC_MAGIC, 0x51)
/* Lets it go on: EINVAL when it is not parked. */
#define SYSPEC_IOC_RELEASE	_IO(SYSPEC_IOC_MAGIC, 0x52)
/* The point where it is parked, or an empty name. */
#define SYSPEC_IOC_QUERY	_IOWR(SYSPEC_IOC_MAGIC, 0x53, struct syspec_query)

#endif
