// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who was parked against SIGKILL is let go when the open file is closed by
 * which it was armed.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define TRIES	500
#define WAIT_US	10000

static void walks(int go)
{
	char byte;

	if (read(go, &byte, 1) == 1)
		open("/mnt", O_RDONLY | O_CLOEXEC);
	_exit(0);
}

static int is_parked(int device, pid_t child)
{
	struct syspec_query query = { .tid = child };
	int i;

	for (i = 0; i < TRIES; i++) {
		if (ioctl(device, SYSPEC_IOC_QUERY, &query))
			return 0;
		if (query.name[0])
			return 1;
		usleep(WAIT_US);
	}
	return 0;
}

/* A task that has been killed, and that is to be there yet. */
static int is_held(pid_t child)
{
	usleep(10 * WAIT_US);
	return waitpid(child, NULL, WNOHANG) == 0;
}

static int ends(pid_t child)
{
	int i;

	for (i = 0; i < TRIES; i++) {
		if (waitpid(child, NULL, WNOHANG) == child)
			return 1;
		usleep(WAIT_US);
	}
	return 0;
}

void check_park(FILE *report)
{
	struct syspec_arm arm = { .nth = SYSPEC_ARM_STAYS, .name = "*" };
	int device = open("/dev/syspec", O_RDWR | O_CLOEXEC);
	pid_t child;
	int go[2];

	if (device < 0 || ioctl(device, SYSPEC_IOC_ATTACH) || pipe(go))
		return;
	child = fork();
	if (!child) {
		close(device);
		walks(go[0]);
	}
	arm.tid = child;
	errno = 0;
	if (ioctl(device, SYSPEC_IOC_ARM, &arm) || write(go[1], "", 1) != 1 ||
	    !is_parked(device, child)) {
		fprintf(report, "parked %d\n", errno ? errno : ETIMEDOUT);
		return;
	}
	fprintf(report, "parked 0\n");
	kill(child, SIGKILL);
	fprintf(report, "held %d\n", is_held(child) ? 0 : ESRCH);
	close(device);
	fprintf(report, "let_go %d\n", ends(child) ? 0 : ETIMEDOUT);
}
