// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include "args.h"
#include "op.h"
#include "worker/shared.h"

static void read_spawn(struct reader *r, struct op *op)
{
	const __u8 *root;
	__u32 size;

	op->parent = read_byte(r);
	if (op->parent != NONE && op->parent >= MAX_TASKS)
		r->bad = true;
	op->flags = read_varint(r);
	op->mask = read_byte(r);
	if (op->mask & ~(SPAWN_UID | SPAWN_GID | SPAWN_ROOT))
		r->bad = true;
	if (op->mask & SPAWN_UID)
		op->uid = read_bounded(r, ~0U);
	if (op->mask & SPAWN_GID)
		op->gid = read_bounded(r, ~0U);
	if (op->mask & SPAWN_ROOT) {
		size = read_bounded(r, MAX_ROOT);
		root = read_bytes(r, size);
		if (root)
			memcpy(op->root, root, size);
	}
}

static void read_call(struct reader *r, struct op *op)
{
	__s64 nr;

	op->abi = read_byte(r);
	op->save = read_byte(r);
	nr = read_zigzag(r);
	op->nr = (__s32)nr;
	op->nargs = read_byte(r);
	if (op->abi > ABI_IO_URING || op->nr != nr || op->nargs > MAX_ARGS ||
	    (op->abi == ABI_IO_URING && (nr < 0 || nr > MAX_OPCODE)) ||
	    (op->save != NONE && op->save >= MAX_SLOTS))
		r->bad = true;
	op->args = *r;
	args_skip(r, op->nargs);
	op->args.end = r->at;
}

static void read_signal(struct reader *r, struct op *op)
{
	op->signal = read_byte(r);
	if (op->signal < 1 || op->signal > MAX_SIGNAL)
		r->bad = true;
}

static void read_arm(struct reader *r, struct op *op)
{
	const __u8 *name;
	__u32 size;

	op->nth = read_bounded(r, ~0U);
	size = read_bounded(r, POINT_NAME - 1);
	name = read_bytes(r, size);
	if (!name)
		return;
	memcpy(op->point, name, size);
	/* Not another name than what was sent. */
	if (strlen(op->point) != size)
		r->bad = true;
}

void op_read(struct reader *r, struct op *op)
{
	memset(op, 0, sizeof(*op));
	op->kind = read_byte(r);
	op->task = read_byte(r);
	if (op->task >= MAX_TASKS)
		r->bad = true;
	if (r->bad)
		return;
	switch (op->kind) {
	case OP_SPAWN:
		read_spawn(r, op);
		break;
	case OP_CALL:
		read_call(r, op);
		break;
	case OP_HANDLER:
		read_signal(r, op);
		op->restart = read_byte(r);
		break;
	case OP_KILL:
		read_signal(r, op);
		break;
	case OP_ARM:
		read_arm(r, op);
		break;
	case OP_DISARM:
	case OP_RELEASE:
	case OP_FREEZE:
	case OP_THAW:
		break;
	default:
		r->bad = true;
	}
}
