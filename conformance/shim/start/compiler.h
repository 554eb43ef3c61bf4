/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel's own headers would give. */
#ifndef SHIM_COMPILER_H
#define SHIM_COMPILER_H

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

#endif
