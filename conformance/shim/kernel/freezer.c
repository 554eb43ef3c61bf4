// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "freezer.h"
#include "tasks/task.h"

#define FREEZER	"/run/freezer"

/* Groups have the numbers of tasks, but for one without a task. */
#define NOBODY	MAX_TASKS

static bool there;

/* Writes to a file of a group; an errno. */
static int put(unsigned int group, const char *file, const char *text)
{
	char path[64];
	int fd, error = 0;

	snprintf(path, sizeof(path), FREEZER "/%u/%s", group, file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		error = errno;
	close(fd);
	return error;
}

static int make(unsigned int group)
{
	char path[32];

	snprintf(path, sizeof(path), FREEZER "/%u", group);
	return mkdir(path, 0755) && errno != EEXIST ? errno : 0;
}

void freezer_init(void)
{
	mkdir(FREEZER, 0755);
	/* Else each task that joins a group waits for a grace period of RCU. */
	there = !mount("freezer", FREEZER, "cgroup", 0, "freezer,favordynmods");
	if (!there) {
		rmdir(FREEZER);
		return;
	}
	/* Where nobody else is frozen, each freeze and each thaw patches the kernel's text. */
	if (!make(NOBODY))
		put(NOBODY, "freezer.state", "FROZEN");
}

bool freezer_there(void)
{
	return there;
}

static int join(unsigned int group, pid_t tid)
{
	int error = make(group);
	char text[16];

	if (error)
		return error;
	snprintf(text, sizeof(text), "%d", tid);
	return put(group, "tasks", text);
}

/* The state is set before the write returns; the task takes notice when it runs. */
static int set(struct task *t, unsigned int group, const char *state)
{
	int error = 0;

	if (!t->grouped)
		error = join(group, t->tid);
	if (error)
		return error;
	t->grouped = true;
	return put(group, "freezer.state", state);
}

static void change(struct sequence *s, const struct op *op, const char *state)
{
	struct task *t = task_live(s, op->task);
	int error;

	if (!t)
		return;
	if (!there) {
		sequence_fault(s, FAULT_NO_FREEZER, op->task, 0);
		return;
	}
	error = t->tid > 1 ? set(t, op->task, state) : ESRCH;
	if (error)
		sequence_fault(s, FAULT_FREEZER, op->task, error);
}

void freezer_freeze(struct sequence *s, const struct op *op)
{
	change(s, op, "FROZEN");
}

void freezer_thaw(struct sequence *s, const struct op *op)
{
	change(s, op, "THAWED");
}

void freezer_let_go(const struct task *t, __u8 task)
{
	if (t->grouped)
		put(task, "freezer.state", "THAWED");
}
