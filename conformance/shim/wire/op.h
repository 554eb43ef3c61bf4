/* SPDX-License-Identifier: GPL-2.0-only */
/* One operation of a sequence, as the frame has it. */
#ifndef SHIM_OP_H
#define SHIM_OP_H

#include "protocol.h"
#include "reader.h"

struct op {
	__u8 kind;
	__u8 task;
	__u8 parent;
	__u8 mask;		/* SPAWN_* */
	__u8 abi;
	__u8 save;
	__u8 signal;
	__u8 restart;
	__u8 nargs;
	__s32 nr;
	__u32 nth;
	__u64 flags;
	__u32 uid;
	__u32 gid;
	char root[MAX_ROOT + 1];
	char point[POINT_NAME];
	struct reader args;	/* checked: args_build() cannot run out of bytes */
};

/* The next operation; r->bad when there is none that is well formed. */
void op_read(struct reader *r, struct op *op);

#endif
