/* SPDX-License-Identifier: GPL-2.0-only */
/* Kernel threads above the workers: a wake-up that one of them owes comes before the shim looks. */
#ifndef SHIM_KTHREADS_H
#define SHIM_KTHREADS_H

#include <stdbool.h>

void kthreads_raise_all(void);
/* Those made since the last look; whether there were any. */
bool kthreads_raise_new(void);

#endif
