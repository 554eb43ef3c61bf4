// SPDX-License-Identifier: GPL-2.0-only
/* Another task; with it armed the points of the kernel are on. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <unistd.h>

#include "../shim/kernel/syspec_test.h"
#include "cost.h"

static int device;

static pid_t start_other(void)
{
	pid_t tid = must(fork(), "fork");

	if (!tid) {
		for (;;)
			pause();
	}
	return tid;
}

void open_device(void)
{
	device = must(open("/dev/syspec", O_RDWR | O_CLOEXEC), "open /dev/syspec");
	must(ioctl(device, SYSPEC_IOC_ATTACH), "attach");
}

void arm_other(void)
{
	static struct syspec_arm arm = { .name = "*" };

	if (!arm.tid)
		arm.tid = start_other();
	must(ioctl(device, SYSPEC_IOC_ARM, &arm), "arm");
}

void close_device(void)
{
	/* What it has switched on goes off with it. */
	must(close(device), "close /dev/syspec");
}
