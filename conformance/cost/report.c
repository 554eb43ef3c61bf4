// SPDX-License-Identifier: GPL-2.0-only
/* Whatever happens, the guest says so and powers off. */
#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/reboot.h>

#include "cost.h"

#define REPORT_SIZE	8192

FILE *report;

void report_open(void)
{
	report = fopen("/dev/ttyS1", "w");
	if (!report)
		exit(1);
	/* Sent at the end: the line interrupts for each byte of it. */
	setvbuf(report, NULL, _IOFBF, REPORT_SIZE);
}

/*
 * Awake: the clock of an idle guest runs ahead, and closing a line waits for
 * 30 s by it and no longer.
 */
static void drain(void)
{
	int left;

	fflush(report);
	do {
		if (ioctl(fileno(report), TIOCOUTQ, &left))
			exit(1);
	} while (left > 0);
}

void report_end(void)
{
	fprintf(report, "end\n");
	drain();
	fclose(report);
	reboot(RB_POWER_OFF);
	exit(1);
}

void report_failure(int error, const char *what)
{
	fprintf(report, "failed %d %s\n", error, what);
	report_end();
}

int must(int result, const char *what)
{
	if (result < 0)
		report_failure(errno, what);
	return result;
}
