/* SPDX-License-Identifier: GPL-2.0-only */
/* Which workers' memory is in use. */
#ifndef SHIM_WORKERS_H
#define SHIM_WORKERS_H

#include <linux/types.h>

/* A free worker's index, or -1. */
int workers_take(void);
void workers_give(__u32 worker);

#endif
