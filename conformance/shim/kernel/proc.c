// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "proc.h"

#define PF_KTHREAD	0x00200000	/* include/linux/sched.h */
#define FIELD_FLAGS	9		/* of /proc/PID/stat, proc_pid_stat(5) */
#define FIELD_EXIT_CODE	52

ssize_t read_file(const char *path, char *buffer, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return -1;
	got = read(fd, buffer, size - 1);
	close(fd);
	if (got >= 0)
		buffer[got] = 0;
	return got;
}

int proc_stat(pid_t tid, struct proc_stat *stat)
{
	char text[1024], path[32], *at;
	int field;

	snprintf(path, sizeof(path), "/proc/%d/stat", tid);
	if (read_file(path, text, sizeof(text)) <= 0)
		return -1;
	/* The name may hold blanks and brackets: what follows its last bracket is the state. */
	at = strrchr(text, ')');
	if (!at || !at[1])
		return -1;
	at += 2;
	stat->state = *at;
	stat->kernel_thread = false;
	stat->exit_code = 0;
	for (field = 3; field < FIELD_EXIT_CODE; field++) {
		if (field == FIELD_FLAGS)
			stat->kernel_thread = strtoul(at, NULL, 10) & PF_KTHREAD;
		at = strchr(at, ' ');
		if (!at)
			return 0;
		at++;
	}
	stat->exit_code = atoi(at);
	return 0;
}

pid_t proc_last_pid(void)
{
	char text[128], *at;

	if (read_file("/proc/loadavg", text, sizeof(text)) <= 0)
		return 0;
	at = strrchr(text, ' ');
	return at ? atoi(at) : 0;
}

/* Children without the name of a task that the shim knows: they are what is left. */
static bool kill_children(void)
{
	char text[4096], path[64], *at, *next;
	bool any = false;
	long pid;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", getpid());
	if (read_file(path, text, sizeof(text)) <= 0)
		return false;
	for (at = text; (pid = strtol(at, &next, 10)) > 1; at = next)
		any |= !kill(pid, SIGKILL);
	return any;
}

bool proc_kill_strays(bool guest)
{
	if (!guest)
		return kill_children();
	return !kill(-1, SIGKILL) || errno != ESRCH;
}
