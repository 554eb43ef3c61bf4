// SPDX-License-Identifier: GPL-2.0-only
/* Another task; with it armed the points of the kernel are on. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <unistd.h>

#include "../shim/kernel/syspec_test.h"
#include "cost.h"

void attach(int arms)
{
	/* Open until the end: what it switches on goes off with it. */
	int device = must(open("/dev/syspec", O_RDWR | O_CLOEXEC), "open /dev/syspec");
	struct syspec_arm arm = { .name = "*" };

	arm.tid = must(fork(), "fork");
	if (!arm.tid) {
		for (;;)
			pause();
	}
	must(ioctl(device, SYSPEC_IOC_ATTACH), "attach");
	if (arms)
		must(ioctl(device, SYSPEC_IOC_ARM, &arm), "arm");
}
