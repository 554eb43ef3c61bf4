/* SPDX-License-Identifier: GPL-2.0-only */
/* A worker is a task of the kernel under test: it makes the calls that it is told to make. */
#ifndef SHIM_WORKER_H
#define SHIM_WORKER_H

#include <linux/types.h>

/* Where a clone's child starts; @arg is its struct worker. Does not return. */
void worker_start(void *arg);
/* Goes on as the worker of @task after execve. Does not return. */
void worker_resume(__u32 task);

#endif
