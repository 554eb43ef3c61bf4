// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include "grade.h"
#include "kthreads.h"
#include "observe.h"
#include "syspec_test.h"

#define SHIM_PRIORITY	40
#define WORKER_PRIORITY	50

static enum grade chosen = GRADE_OBSERVED;
static bool is_guest;
static int device = -1;

static int set_fifo(pid_t tid, int priority)
{
	struct sched_param param = { .sched_priority = priority };

	return sched_setscheduler(tid, SCHED_FIFO, &param);
}

/* The kernel refuses to promise anything with a second CPU online. */
static bool can_quiesce(void)
{
	device = open("/dev/syspec", O_RDWR | O_CLOEXEC);
	if (device < 0)
		return false;
	if (!ioctl(device, SYSPEC_IOC_ATTACH) && !ioctl(device, SYSPEC_IOC_QUIESCE))
		return true;
	close(device);
	device = -1;
	return false;
}

enum grade grade_init(bool guest)
{
	is_guest = guest;
	if (!guest)
		observe_init();
	/* Only a guest's scheduler is the shim's to arrange. */
	if (!guest || get_nprocs() != 1 || set_fifo(0, SHIM_PRIORITY))
		return chosen;
	kthreads_raise_all();
	chosen = can_quiesce() ? GRADE_PROVED : GRADE_SCHEDULED;
	return chosen;
}

int grade_device(void)
{
	return device;
}

bool grade_is_guest(void)
{
	return is_guest;
}

void grade_adopt(struct task *t)
{
	if (chosen == GRADE_OBSERVED)
		observe_adopt(t);
	else if (!t->foreign)
		/* A task's child has its priority already. This runs the new one at once. */
		set_fifo(t->tid, WORKER_PRIORITY);
}

bool task_is_busy(const struct task *t)
{
	const struct worker *w = &SHARED->workers[t->worker];

	return t->exists && !t->dead && t->outstanding &&
	       __atomic_load_n(&w->done, __ATOMIC_ACQUIRE) != w->issued;
}

static bool any_busy(const struct sequence *s)
{
	__u32 i;

	for (i = 0; i < s->ntasks; i++) {
		if (task_is_busy(&s->tasks[i]))
			return true;
	}
	return false;
}

bool grade_settle(struct sequence *s)
{
	if (chosen == GRADE_OBSERVED)
		return observe_settle(s);
	if (chosen == GRADE_SCHEDULED) {
		/* One made meanwhile is not above the workers yet, and may owe a wake-up. */
		while (any_busy(s) && kthreads_raise_new())
			;
		return true;
	}
	if (any_busy(s)) {
		while (ioctl(device, SYSPEC_IOC_QUIESCE) && errno == EINTR)
			;
	}
	return true;
}

void grade_refresh(void)
{
	if (chosen == GRADE_SCHEDULED)
		kthreads_raise_new();
}
