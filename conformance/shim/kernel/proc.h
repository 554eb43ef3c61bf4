/* SPDX-License-Identifier: GPL-2.0-only */
/* What /proc tells of a task. */
#ifndef SHIM_PROC_H
#define SHIM_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct proc_stat {
	char state;
	bool kernel_thread;
	int exit_code;	/* as wait4 has it; of a zombie */
};

/* Reads a small file whole, as a string. Its size, or -1. */
ssize_t read_file(const char *path, char *buffer, size_t size);
/* 0, or -1 when there is no such task. */
int proc_stat(pid_t tid, struct proc_stat *stat);
/* The pid given out last in this pid namespace; 0 when it cannot be told. */
pid_t proc_last_pid(void);
/*
 * Kills the shim's other descendants that nobody told it of; in a guest everything but itself.
 * Whether there were any that can die.
 */
bool proc_kill_strays(bool guest);

#endif
