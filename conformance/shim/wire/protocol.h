/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The wire format; conformance/harness/protocol/wire.ts has the same numbers.
 *
 * A frame is a header and a payload. Integers in payloads are LEB128 ("varint"), signed ones
 * zigzag first. RUN holds sequences: { id, length, body }. RESULT holds records of the same shape,
 * each complete in itself. A body of a sequence is a count and operations; that of a record is
 * one settled entry for each operation, a zero byte, and a fault (zero: none).
 */
#ifndef SHIM_PROTOCOL_H
#define SHIM_PROTOCOL_H

#include <linux/types.h>

#define FRAME_MAGIC	0x53505953u	/* "SYPS" read as a little-endian word: bytes S Y P S */
/* Another one when bytes change their meaning; what is only new has a capability in HELLO. */
#define FRAME_VERSION	2

struct frame_header {
	__u32 magic;
	__u8 version;
	__u8 kind;
	__u16 flags;
	__u32 id;
	__u32 length;		/* of the payload */
};

/* From the host. */
#define FRAME_RUN	0x01
#define FRAME_BYE	0x02
/* From the shim. */
#define FRAME_HELLO	0x81
#define FRAME_RESULT	0x83
#define FRAME_REFUSED	0x84	/* the frame is no frame: the shim ends */

#define RESULT_LAST	0x1	/* flag of RESULT: the RUN of this id is finished */

#define MAX_RUN		(256 * 1024)	/* payload of RUN */
#define MAX_RESULT	(1024 * 1024)	/* one record's body */
#define MAX_TASKS	32
#define MAX_OPS		1024
#define MAX_ARGS	6
#define MAX_OPCODE	255
#define MAX_OUTS	32
#define MAX_SLOTS	64
#define MAX_NESTING	8
#define MAX_ROOT	255
#define POINT_NAME	32	/* a point's name with its NUL */
#define NONE		0xff	/* no parent, no slot, no task */

enum {
	OP_SPAWN, OP_CALL, OP_HANDLER, OP_KILL, OP_ARM, OP_DISARM, OP_RELEASE, OP_FREEZE, OP_THAW,
};

enum { ABI_64, ABI_INT80, ABI_X32, ABI_IO_URING };

/*
 * ABI_IO_URING: one request. Its number is an opcode, its arguments are the fields fd, addr, len,
 * off (which is addr2), rw_flags (which is open_flags, ...) and flags (IOSQE_*) of an SQE whose
 * other fields are zero; its value is the CQE's res. As the kernel wants it (6.12):
 *
 *	IORING_OP_NOP		nothing
 *	IORING_OP_OPENAT	dfd, path, mode, 0, flags
 *	IORING_OP_CLOSE		fd
 *	IORING_OP_CONNECT	fd, sockaddr, 0, its length
 *	IORING_OP_ACCEPT	fd, sockaddr, 0, address of its length, flags
 *
 * The task is blocked until the first completion: a handler that runs meanwhile does not end the
 * call. A request that the kernel cannot finish at once goes on in a kernel thread, which shares
 * the task's fds and folder and makes its process one of more than one thread, to the task's end.
 * No fd is used. A ring needs Linux 6.5.
 */

enum { ARG_NUMBER, ARG_DATA, ARG_OUT, ARG_INOUT, ARG_SLOT, ARG_PID };

#define SPAWN_UID	0x1
#define SPAWN_GID	0x2
#define SPAWN_ROOT	0x4

#define SETTLED		0x80	/* always set, so that a zero byte ends the list */
#define SETTLED_RETURNED	0x01
#define SETTLED_BLOCKED	0x02
#define SETTLED_DIED	0x04
#define SETTLED_SIGNALS	0x08
#define SETTLED_SPAWNED	0x10
#define SETTLED_PARKED	0x20

enum fault {
	FAULT_NONE,
	FAULT_MALFORMED,	/* the body does not parse */
	FAULT_UNKNOWN_TASK,
	FAULT_TASK_EXISTS,
	FAULT_BUSY,		/* the task's call has not returned */
	FAULT_DEAD,
	FAULT_CLONE,		/* clone failed */
	FAULT_SETUP,		/* chroot, setresgid or setresuid of a new task failed */
	FAULT_ARENA,		/* the task's arena, or its list of outputs, is full */
	FAULT_REFUSED,		/* flags or a call that would take the shim along */
	FAULT_UNKILLABLE,	/* a task did not die of SIGKILL */
	FAULT_WORKERS,		/* no worker is left: others are unkillable */
	FAULT_FOLDER,		/* the sequence's folder was not made or not removed */
	FAULT_UNSETTLED,	/* still running at the bound; of grade "observed" only */
	FAULT_RESULT,		/* the record is larger than MAX_RESULT */
	FAULT_RING,		/* no ring, or it did not take the request */
	FAULT_NO_POINTS,	/* the kernel has no points at all, */
	FAULT_NO_POINT,		/* or none of this name */
	FAULT_ARMED,		/* the task is armed for as many points as the kernel takes */
	FAULT_NOT_PARKED,
	FAULT_NO_FREEZER,	/* the kernel has none of cgroup v1, or it is not the shim's, */
	FAULT_FREEZER,		/* or it does not take the task */
};

#endif
