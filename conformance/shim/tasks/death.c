// SPDX-License-Identifier: GPL-2.0-only
/*
 * Deaths. A child of the shim is told of by wait4; a task that another task cloned, by /proc, for
 * it stays a zombie as long as its parent lets it.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "kernel/freezer.h"
#include "kernel/grade.h"
#include "kernel/point.h"
#include "kernel/proc.h"
#include "task.h"
#include "workers.h"

/* What SIGKILL may take: past it a task counts as unkillable, whatever it waits for. */
#define KILL_BOUND_MS	2000

static bool any_unkillable;	/* of earlier sequences: wait4 never says that all are gone */

static void mark_dead(struct sequence *s, pid_t pid, int status)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];

		if (t->exists && !t->dead && t->tid == pid) {
			t->dead = true;
			t->status = status;
		}
	}
}

/* Reaps the shim's children that are dead. The last answer of wait4: 0 when others live. */
static pid_t reap(struct sequence *s)
{
	int status;
	pid_t pid;

	for (;;) {
		pid = wait4(-1, &status, WNOHANG | __WALL, NULL);
		if (pid <= 0)
			return pid;
		/* A task that asked to be traced has its stops reported too. */
		if (!WIFSTOPPED(status))
			mark_dead(s, pid, status);
	}
}

void tasks_bury(struct sequence *s)
{
	struct proc_stat stat;
	__u32 i;

	reap(s);
	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];

		if (!t->exists || t->dead || !t->foreign || t->tid <= 1)
			continue;
		if (proc_stat(t->tid, &stat)) {
			t->dead = true;
			t->status = -1;
		} else if (stat.state == 'Z' || stat.state == 'X') {
			t->dead = true;
			t->status = stat.exit_code;
		}
	}
}

static bool gone(const struct task *t)
{
	if (t->tid <= 1)
		return true;
	if (!t->foreign)
		return t->dead;
	return syscall(__NR_tgkill, t->tgid, t->tid, 0) && errno == ESRCH;
}

static void kill_all(struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];

		if (!t->exists || t->dead || t->tid <= 1)
			continue;
		syscall(__NR_tgkill, t->tgid, t->tid, SIGKILL);
		/* Only now: it is not to do anything more. */
		point_let_go(t);
		freezer_let_go(t, i);
	}
}

/* Whether all tasks and their strays are gone. */
static bool all_gone(struct sequence *s)
{
	pid_t left = reap(s);
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		if (s->tasks[i].exists && !gone(&s->tasks[i]))
			return false;
	}
	/* Children of raw forks, and whatever tasks executed. */
	return left < 0 || !proc_kill_strays(grade_is_guest()) || any_unkillable;
}

static void give_back(struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		struct task *t = &s->tasks[i];

		if (!t->exists)
			continue;
		if (t->status_fd >= 0)
			close(t->status_fd);
		if (gone(t)) {
			workers_give(t->worker);
		} else {
			sequence_fault(s, FAULT_UNKILLABLE, i, 0);
			any_unkillable = true;
		}
		t->exists = false;
	}
	s->ntasks = 0;
}

void tasks_end(struct sequence *s)
{
	struct timespec pause = { .tv_nsec = 20000 };
	long waited = 0;

	kill_all(s);
	while (!all_gone(s) && waited < KILL_BOUND_MS * 1000000L) {
		nanosleep(&pause, NULL);
		waited += pause.tv_nsec;
		if (pause.tv_nsec < 1000000)
			pause.tv_nsec *= 2;
		/* Again: what is cloned meanwhile was not there to be killed. */
		kill_all(s);
	}
	give_back(s);
}
