// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs where worker.c does: no libc here.
 *
 * Nothing is left of a ring when its task dies. It is no fd: the kernel holds it in the task, and
 * drops it, with what it still has to do, in do_exit() and in execve. Its two pages are of a
 * reserved place, so that they are no leak in memory that outlives the task; each ring begins with
 * fresh ones, because a dead task's ring may write to its own until a kworker has taken it apart.
 */
#include <asm/unistd.h>
#include <linux/errno.h>
#include <linux/io_uring.h>
#include <linux/mman.h>
#include <stdbool.h>
#include "raw.h"
#include "ring.h"
#include "shared.h"

/* Headers before 6.5. */
#ifndef IORING_SETUP_NO_MMAP
#define IORING_SETUP_NO_MMAP		(1U << 14)
#define IORING_SETUP_REGISTERED_FD_ONLY	(1U << 15)
#define user_addr			resv2
#endif

#define SQES_OFFSET	(RING_SIZE / 2)
#define CQ_MASK		1	/* the kernel makes two entries for one of the other queue */

static __u32 *word(void *memory, __u32 offset)
{
	return (__u32 *)((__u8 *)memory + offset);
}

static long make(struct ring *ring, void *memory)
{
	struct io_uring_params params = {
		.flags = IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY,
		.cq_off.user_addr = (__u64)memory,
		.sq_off.user_addr = (__u64)memory + SQES_OFFSET,
	};
	long ret = raw6(__NR_mmap, (long)memory, RING_SIZE, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	if (ret != (long)memory)
		return ret;
	ret = raw3(__NR_io_uring_setup, 1, (long)&params, 0);
	if (ret < 0)
		return ret;
	ring->index = ret;
	ring->requests = 0;
	ring->sq_tail = params.sq_off.tail;
	ring->cq_head = params.cq_off.head;
	ring->cq_tail = params.cq_off.tail;
	ring->cqes = params.cq_off.cqes;
	ring->made = 1;
	return 0;
}

static long enter(const struct ring *ring, unsigned int submit)
{
	return raw6(__NR_io_uring_enter, ring->index, submit, 1,
		    IORING_ENTER_GETEVENTS | IORING_ENTER_REGISTERED_RING, 0, 0);
}

static void fill(struct io_uring_sqe *sqe, __u8 opcode, const __u64 *args)
{
	/* The rest stays zero. */
	sqe->opcode = opcode;
	sqe->fd = args[0];
	sqe->addr = args[1];
	sqe->len = args[2];
	sqe->off = args[3];
	sqe->rw_flags = args[4];
	sqe->flags = args[5];
}

/* Takes completions until that of the last request: a request may have more than one. */
static bool take(const struct ring *ring, void *memory, __s64 *result)
{
	const struct io_uring_cqe *cqes = (void *)word(memory, ring->cqes);
	__u32 *head = word(memory, ring->cq_head);
	__u32 tail = __atomic_load_n(word(memory, ring->cq_tail), __ATOMIC_ACQUIRE);
	bool found = false;

	while (*head != tail && !found) {
		const struct io_uring_cqe *cqe = &cqes[*head & CQ_MASK];

		found = cqe->user_data == ring->requests;
		*result = cqe->res;
		__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	}
	return found;
}

long ring_call(struct ring *ring, void *memory, __u8 opcode, const __u64 *args, __s64 *result)
{
	struct io_uring_sqe *sqe = (void *)word(memory, SQES_OFFSET);
	long ret = ring->made ? 0 : make(ring, memory);

	if (ret)
		return ret;
	fill(sqe, opcode, args);
	sqe->user_data = ++ring->requests;
	__atomic_store_n(word(memory, ring->sq_tail), ring->requests, __ATOMIC_RELEASE);
	ret = enter(ring, 1);
	if (ret != 1)
		return ret < 0 ? ret : -EIO;
	while (!take(ring, memory, result)) {
		ret = enter(ring, 0);
		/* A handler that ran ends the wait, and not the request. */
		if (ret < 0 && ret != -EINTR)
			return ret;
	}
	return 0;
}
