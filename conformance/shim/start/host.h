/* SPDX-License-Identifier: GPL-2.0-only */
/* The shim on a host, over stdin and stdout. */
#ifndef SHIM_HOST_H
#define SHIM_HOST_H

/* The exit status. */
int host_main(void);

#endif
