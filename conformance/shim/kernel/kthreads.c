// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <sched.h>
#include <stdlib.h>
#include "kthreads.h"
#include "proc.h"

#define KTHREAD_PRIORITY	60

static pid_t seen;	/* the last pid of the last look */

static bool raise_one(pid_t pid)
{
	struct sched_param param = { .sched_priority = KTHREAD_PRIORITY };
	struct proc_stat stat;

	if (proc_stat(pid, &stat) || !stat.kernel_thread)
		return false;
	/* Those of the stop class refuse, and are above everything. */
	return !sched_setscheduler(pid, SCHED_FIFO, &param);
}

void kthreads_raise_all(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	seen = proc_last_pid();
	if (!proc)
		return;
	while ((entry = readdir(proc))) {
		pid_t pid = atoi(entry->d_name);

		if (pid > 0)
			raise_one(pid);
	}
	closedir(proc);
}

bool kthreads_raise_new(void)
{
	pid_t last = proc_last_pid();
	bool any = false;

	if (last < seen) {
		/* The numbers have wrapped. */
		kthreads_raise_all();
		return true;
	}
	while (seen < last)
		any |= raise_one(++seen);
	return any;
}
