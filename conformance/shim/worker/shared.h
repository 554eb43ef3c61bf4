/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that the shim shares with its workers: commands, results and the arguments of calls. It is
 * a file's, mapped shared, so that it outlives fork, death and execve; its address is fixed, and
 * below 4 GB for the 32-bit entries. The stacks are private memory, at a fixed address too, so that
 * a worker finds itself by its stack pointer; and so is what the kernel writes of a ring, so that it
 * is another's after fork.
 */
#ifndef SHIM_SHARED_H
#define SHIM_SHARED_H

#include <stdalign.h>
#include "ring.h"
#include "wire/protocol.h"

#define SHARED_ADDRESS	0x60000000UL
#define STACKS_ADDRESS	0x70000000UL
#define STACK_SIZE	16384UL
#define RINGS_ADDRESS	(STACKS_ADDRESS + MAX_WORKERS * STACK_SIZE)
#define RING_SIZE	8192UL	/* a page for each queue */
#define ARENA_SIZE	(256 * 1024)
/* More than tasks, since an unkillable one keeps its own. */
#define MAX_WORKERS	64
#define MAX_SIGNAL	64

enum command { COMMAND_SETUP, COMMAND_CALL, COMMAND_SPAWN, COMMAND_HANDLER };

struct worker {
	alignas(64) __u32 issued;		/* futex: commands given */
	__u32 done;		/* commands finished */
	__u64 stamp;		/* of the last one finished, among all workers */
	__s64 value;		/* its result */

	__u32 command;
	__u32 abi;
	__s64 nr;
	__u64 args[MAX_ARGS];
	__u64 clone_flags;
	__u32 child;		/* worker that COMMAND_SPAWN starts */
	__u32 signal;
	__u32 restart;

	/* COMMAND_SETUP: the first of each worker. */
	__u32 setup;		/* SPAWN_* */
	__u32 clear_files;
	__u32 dies_with_shim;
	__u32 uid;
	__u32 gid;
	char root[MAX_ROOT + 1];

	struct ring ring;
	__s32 ring_errno;	/* why the last call through it was not made */

	__s32 tid;		/* as the worker sees it */
	__u32 delivered;	/* to handlers, in all */
	__u32 deliveries[MAX_SIGNAL + 1];	/* and by signal */
};

struct shared {
	__u64 clock;
	__u32 finished;		/* futex: commands, of all workers; it wraps */
	__u32 watched;		/* whether the shim waits for it */
	__u32 worker_of_task[MAX_TASKS];	/* for a task that comes back from execve */
	struct worker workers[MAX_WORKERS];

	/* By task, for the arguments of its calls. */
	alignas(4096) __u8 arenas[MAX_WORKERS][ARENA_SIZE];
};

#define SHARED		((struct shared *)SHARED_ADDRESS)

/* Where the file is, for a task that comes back from execve. */
extern char shared_path[64];

/* Makes the memory, as a file of @path, or nameless when it is NULL. 0 or -errno. */
int shared_create(const char *path);
/* Maps the memory that shared_create() of another process made. */
int shared_attach(const char *path);

static inline void *stack_of(__u32 index)
{
	return (void *)(STACKS_ADDRESS + (index + 1) * STACK_SIZE);
}

static inline void *ring_memory_of(__u32 index)
{
	return (void *)(RINGS_ADDRESS + index * RING_SIZE);
}

#endif
