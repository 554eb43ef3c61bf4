// SPDX-License-Identifier: GPL-2.0-only
#include "sequence.h"

void sequence_fault(struct sequence *s, enum fault code, __u8 task, int error)
{
	if (s->fault)
		return;
	s->fault = code;
	s->fault_op = s->op;
	s->fault_task = task;
	s->fault_errno = error;
}
