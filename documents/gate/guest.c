// SPDX-License-Identifier: GPL-2.0-only
/*
 * /init of a guest that runs one program. Its arguments, from the first one that
 * begins with "./" on, are the program in /selftest and what that is given. It
 * says on the port what the program printed, then "exit STATUS" and "end", and
 * powers off.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../conformance/kernel/check/check.h"

int main(int argc __attribute__((unused)), char **argv)
{
	char **words = argv;
	FILE *report;
	int status;
	pid_t pid;

	/* What the kernel does not know it passes on, in front of them. */
	while (*words && strncmp(*words, "./", 2))
		words++;
	if (!*words)
		return 1;

	mount("none", "/dev", "devtmpfs", 0, NULL);
	mkdir("/sys", 0755);
	mount("none", "/sys", "sysfs", 0, NULL);
	mkdir("/proc", 0755);
	mount("none", "/proc", "proc", 0, NULL);
	mkdir("/tmp", 0755);
	mount("none", "/tmp", "tmpfs", 0, "mode=1777");

	report = open_port();
	if (!report)
		return 1;
	setlinebuf(report);
	pid = fork();
	if (!pid) {
		dup2(fileno(report), 1);
		dup2(fileno(report), 2);
		if (!chdir("/selftest"))
			execv(words[0], words);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	fprintf(report, "exit %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	fprintf(report, "end\n");
	fclose(report);
	reboot(RB_POWER_OFF);
	return 1;
}
