/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls through io_uring, by a ring of one entry that is its task's own and has no fd.
 *
 * It lives as long as the task. Closing it earlier would disturb what comes after: the kernel takes
 * a ring apart later, in a kworker, and interrupts the task that made it to do so, so that a call
 * which is blocked by then begins again (io_ring_exit_work, 6.12).
 */
#ifndef SHIM_RING_H
#define SHIM_RING_H

#include <linux/types.h>

/* Of a task; all zero while it has none. */
struct ring {
	__u32 made;
	__u32 index;		/* among the task's registered rings */
	__u32 requests;		/* submitted */
	__u32 sq_tail;		/* offsets in the memory, from here on */
	__u32 cq_head;
	__u32 cq_tail;
	__u32 cqes;
};

/*
 * Submits one request and waits for its completion, whose result is in @result. @memory: RING_SIZE
 * bytes that are the task's. 0, or -errno when there is no ring, or it does not take the request.
 */
long ring_call(struct ring *ring, void *memory, __u8 opcode, const __u64 *args, __s64 *result);

#endif
