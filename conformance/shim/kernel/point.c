// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "grade.h"
#include "point.h"
#include "syspec_test.h"
#include "tasks/task.h"

bool points_there(void)
{
	/* It changes nothing: nobody arms the shim. */
	return !ioctl(grade_device(), SYSPEC_IOC_DISARM, (long)getpid());
}

/* A live task whose name the kernel knows; NULL, with a fault, when there is none. */
static struct task *find(struct sequence *s, __u8 task)
{
	struct task *t = task_live(s, task);

	if (!t)
		return NULL;
	if (!points_there())
		sequence_fault(s, FAULT_NO_POINTS, task, 0);
	else if (t->tid <= 1)
		sequence_fault(s, FAULT_UNKNOWN_TASK, task, ESRCH);
	else
		return t;
	return NULL;
}

static void fail(struct sequence *s, __u8 task)
{
	switch (errno) {
	case ENOENT:
		sequence_fault(s, FAULT_NO_POINT, task, 0);
		break;
	case ENOSPC:
		sequence_fault(s, FAULT_ARMED, task, 0);
		break;
	case EINVAL:
		sequence_fault(s, FAULT_NOT_PARKED, task, 0);
		break;
	default:
		sequence_fault(s, FAULT_DEAD, task, errno);
	}
}

void point_arm(struct sequence *s, const struct op *op)
{
	struct task *t = find(s, op->task);
	struct syspec_arm arm = { .nth = op->nth };

	if (!t)
		return;
	arm.tid = t->tid;
	memcpy(arm.name, op->point, sizeof(arm.name));
	if (ioctl(grade_device(), SYSPEC_IOC_ARM, &arm))
		fail(s, op->task);
	else
		t->armed = true;
}

void point_disarm(struct sequence *s, const struct op *op)
{
	struct task *t = find(s, op->task);

	if (t && ioctl(grade_device(), SYSPEC_IOC_DISARM, (long)t->tid))
		fail(s, op->task);
}

void point_release(struct sequence *s, const struct op *op)
{
	struct task *t = find(s, op->task);

	if (t && ioctl(grade_device(), SYSPEC_IOC_RELEASE, (long)t->tid))
		fail(s, op->task);
}

bool point_of(const struct task *t, char name[POINT_NAME])
{
	struct syspec_query query = { .tid = t->tid };

	if (!t->armed || ioctl(grade_device(), SYSPEC_IOC_QUERY, &query))
		return false;
	memcpy(name, query.name, POINT_NAME);
	return name[0];
}

void point_let_go(const struct task *t)
{
	if (!t->armed)
		return;
	ioctl(grade_device(), SYSPEC_IOC_DISARM, (long)t->tid);
	ioctl(grade_device(), SYSPEC_IOC_RELEASE, (long)t->tid);
}
