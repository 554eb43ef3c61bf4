/* SPDX-License-Identifier: GPL-2.0-only */
/* Each sequence's own folder: made fresh, the shim's current one meanwhile, and removed. */
#ifndef SHIM_FOLDER_H
#define SHIM_FOLDER_H

/* @base: where the folders are made. Each returns 0 or -errno. */
int folder_init(const char *base);
int folder_enter(void);
int folder_leave(void);
/* Empties the current folder. */
int folder_empty(void);

#endif
