/* SPDX-License-Identifier: GPL-2.0-only */
/* A sequence in flight: its tasks, its slots, and what is wrong with it. */
#ifndef SHIM_SEQUENCE_H
#define SHIM_SEQUENCE_H

#include <sys/types.h>
#include "wire/protocol.h"
#include "wire/reader.h"
#include "wire/writer.h"
#include "worker/shared.h"

struct output {
	const __u8 *at;
	__u32 size;
};

struct task {
	bool exists;
	bool dead;
	bool fresh;		/* its pid is not reported yet */
	bool outstanding;	/* a command was issued and is not known to be finished */
	bool foreign;		/* no child of the shim: wait4 does not tell of its death */
	bool armed;		/* it has been: it may be parked */
	bool grouped;		/* in a group of the freezer: it may be frozen */
	bool nested;		/* in a pid namespace of its own: its clones' pids are not ours */
	__u8 save;
	__u8 parent;		/* the task that is cloning it, until its tid is known */
	__u16 op;		/* index of the outstanding one */
	__u32 worker;
	__u32 arena_used;
	pid_t tid;		/* 0: not known yet */
	pid_t tgid;
	int status;		/* wait4's, when dead */
	int status_fd;		/* /proc/TID/status, in grade "observed" */
	__u32 outputs;
	struct output output[MAX_OUTS];
	__u32 seen_all;		/* deliveries reported, */
	__u32 seen[MAX_SIGNAL + 1];	/* and by signal */
};

struct sequence {
	struct task tasks[MAX_TASKS];
	__u32 ntasks;		/* tasks at and above are not there */
	__s64 slots[MAX_SLOTS];
	__u16 op;		/* index of the one at work */
	enum fault fault;	/* the first */
	__u16 fault_op;
	__u8 fault_task;
	int fault_errno;
};

/* Keeps the first fault. */
void sequence_fault(struct sequence *s, enum fault code, __u8 task, int error);
/* Runs a body, and writes the body of its record. */
void sequence_run(struct reader body, struct writer *out);

#endif
