// SPDX-License-Identifier: GPL-2.0-only
/* Somebody who may be parked, so that the points of the kernel are on. */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <unistd.h>

#include "../shim/syspec_test.h"
#include "cost.h"

void arm_another(void)
{
	/* Open until the end: the points go off with it. */
	int device = must(open("/dev/syspec", O_RDWR | O_CLOEXEC), "open /dev/syspec");
	struct syspec_arm arm = { .name = "*" };

	arm.tid = must(fork(), "fork");
	if (!arm.tid) {
		for (;;)
			pause();
	}
	must(ioctl(device, SYSPEC_IOC_ATTACH), "attach");
	must(ioctl(device, SYSPEC_IOC_ARM, &arm), "arm");
}
