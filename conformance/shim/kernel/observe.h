/* SPDX-License-Identifier: GPL-2.0-only */
/* Grade "observed": looking at /proc until it looks the same several times. No proof. */
#ifndef SHIM_OBSERVE_H
#define SHIM_OBSERVE_H

#include "sequence/sequence.h"

/* Once, before there are tasks. */
void observe_init(void);
void observe_adopt(struct task *t);
bool observe_settle(struct sequence *s);

#endif
