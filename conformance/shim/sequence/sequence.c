// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include "folder.h"
#include "kernel/freezer.h"
#include "kernel/grade.h"
#include "kernel/point.h"
#include "result.h"
#include "sequence.h"
#include "tasks/task.h"
#include "wire/op.h"

#define END_SIZE	16	/* what result_end() writes at most */

static struct sequence sequence;

static void run_op(struct sequence *s, const struct op *op)
{
	switch (op->kind) {
	case OP_SPAWN:
		task_spawn(s, op);
		break;
	case OP_CALL:
		task_call(s, op);
		break;
	case OP_HANDLER:
		task_handler(s, op);
		break;
	case OP_KILL:
		task_kill(s, op);
		break;
	case OP_ARM:
		point_arm(s, op);
		break;
	case OP_DISARM:
		point_disarm(s, op);
		break;
	case OP_RELEASE:
		point_release(s, op);
		break;
	case OP_FREEZE:
		freezer_freeze(s, op);
		break;
	case OP_THAW:
		freezer_thaw(s, op);
		break;
	}
}

/* Nothing of a sequence runs that is not well formed to its end. */
static bool well_formed(struct sequence *s, struct reader body, __u32 ops)
{
	struct op op;

	for (s->op = 0; s->op < ops; s->op++) {
		op_read(&body, &op);
		if (body.bad)
			break;
	}
	if (!body.bad && body.at == body.end)
		return true;
	sequence_fault(s, FAULT_MALFORMED, NONE, 0);
	return false;
}

static void run_ops(struct sequence *s, struct reader body, __u32 ops, struct writer *out)
{
	struct op op;

	for (s->op = 0; s->op < ops && !s->fault; s->op++) {
		struct writer before = *out;

		op_read(&body, &op);
		run_op(s, &op);
		if (s->fault)
			break;
		if (!grade_settle(s))
			sequence_fault(s, FAULT_UNSETTLED, op.task, 0);
		else
			result_settled(s, out);
		if (out->full)
			sequence_fault(s, FAULT_RESULT, op.task, 0);
		if (s->fault) {
			*out = before;
			break;
		}
	}
}

void sequence_run(struct reader body, struct writer *out)
{
	struct sequence *s = &sequence;
	__u32 ops = read_bounded(&body, MAX_OPS);
	int error;

	memset(s, 0, sizeof(*s));
	memset(s->slots, 0xff, sizeof(s->slots));
	out->end -= END_SIZE;
	if (well_formed(s, body, ops)) {
		error = folder_enter();
		if (error)
			sequence_fault(s, FAULT_FOLDER, NONE, -error);
		else
			run_ops(s, body, ops, out);
		tasks_end(s);
		error = folder_leave();
		if (error)
			sequence_fault(s, FAULT_FOLDER, NONE, -error);
	}
	out->end += END_SIZE;
	result_end(s, out);
}
