/* SPDX-License-Identifier: GPL-2.0-only */
/* The tasks that a settled entry is about, gathered before its first byte is written. */
#ifndef SHIM_NEWS_H
#define SHIM_NEWS_H

#include "sequence.h"

struct news {
	__u8 returned[MAX_TASKS];
	__u8 blocked[MAX_TASKS];
	__u8 died[MAX_TASKS];
	__u8 spawned[MAX_TASKS];
	__u8 parked[MAX_TASKS];
	char points[MAX_TASKS][POINT_NAME];	/* where those are */
	__u32 nreturned, nblocked, ndied, nspawned, nparked;
	__u32 nsignals;		/* pairs of task and signal */
};

/* Takes finished calls, new tids and deaths off @s. */
void news_gather(struct sequence *s, struct news *news);

#endif
