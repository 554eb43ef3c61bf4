/* SPDX-License-Identifier: GPL-2.0-only */
/* The shim as PID 1. */
#ifndef SHIM_GUEST_H
#define SHIM_GUEST_H

/* Serves the port, and powers off. */
void guest_main(void);

#endif
