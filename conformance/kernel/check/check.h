/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_H
#define CHECK_H

#include <linux/types.h>
#include <stdio.h>
#include <sys/ioctl.h>

/* As in <linux/syspec_test.h> of the kernel under test. */
#define SYSPEC_IOC_ATTACH	_IO(0xB9, 0x40)
#define SYSPEC_IOC_QUIESCE	_IO(0xB9, 0x41)
#define SYSPEC_IOC_UNKNOWN	_IO(0xB9, 0x4f)

#define SYSPEC_ARM_STAYS	0x80000000

struct syspec_arm {
	__s32 tid;
	__u32 nth;
	char name[32];
};

struct syspec_query {
	__s32 tid;
	char name[32];
};

#define SYSPEC_IOC_ARM		_IOW(0xB9, 0x50, struct syspec_arm)
#define SYSPEC_IOC_QUERY	_IOWR(0xB9, 0x53, struct syspec_query)

/* Says "parked ERRNO", "held ERRNO", "let_go ERRNO" of a task; 0 is as it should be. */
void check_park(FILE *report);

void stress(FILE *report, int device, int quiesce, int times);

/* What the host hears: the virtio port, else the second serial line. */
FILE *open_port(void);

#endif /* CHECK_H */
