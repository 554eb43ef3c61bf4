// SPDX-License-Identifier: GPL-2.0-only
/*
 * The shim: makes the system calls that it is told to make, in tasks as it is told to make them,
 * and says what they did. It judges nothing and knows no interface but the kernel's own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "guest.h"
#include "host.h"
#include "worker/shared.h"
#include "worker/worker.h"

int main(int argc, char **argv)
{
	if (argc == 1 && getpid() == 1) {
		guest_main();
		return 1;
	}
	if (argc == 4 && !strcmp(argv[1], "--worker")) {
		if (shared_attach(argv[3]))
			return 1;
		worker_resume(strtoul(argv[2], NULL, 10));
	}
	if (argc == 2 && !strcmp(argv[1], "--stdio"))
		return host_main();
	fprintf(stderr, "usage: shim --stdio\n");
	return 2;
}
