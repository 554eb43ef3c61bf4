// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include "worker/shared.h"
#include "workers.h"

static __u64 taken;

static_assert(MAX_WORKERS <= 64, "a bit for each worker");

int workers_take(void)
{
	int worker;

	if (!~taken)
		return -1;
	worker = __builtin_ctzll(~taken);
	taken |= 1ULL << worker;
	return worker;
}

void workers_give(__u32 worker)
{
	taken &= ~(1ULL << worker);
}
