/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <sys/ioctl.h>

/* As in <linux/syspec_test.h> of the kernel under test. */
#define SYSPEC_IOC_ATTACH	_IO(0xB9, 0x40)
#define SYSPEC_IOC_QUIESCE	_IO(0xB9, 0x41)
#define SYSPEC_IOC_UNKNOWN	_IO(0xB9, 0x4f)

void stress(FILE *report, int device, int quiesce, int times);

/* What the host hears: the virtio port, else the second serial line. */
FILE *open_port(void);

#endif /* CHECK_H */
