// SPDX-License-Identifier: GPL-2.0-only
#include <asm/unistd.h>
#include <linux/errno.h>

/* Whether the call ends with an error that may restart it. */
static bool is_restart(long ret)
{
	switch (ret) {
	case -ERESTARTSYS:
	case -ERESTARTNOINTR:
	case -ERESTARTNOHAND:
	case -ERESTART_RESTARTBLOCK:
		return true;
	}
	return false;
}
