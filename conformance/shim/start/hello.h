/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HELLO_H
#define SHIM_HELLO_H

#include "kernel/grade.h"
#include "wire/frame.h"

/* Says what this shim and its kernel can. @image: what a task executes to go on as a worker. */
bool hello_send(const struct channel *c, enum grade best, const char *image, bool serial);

#endif
