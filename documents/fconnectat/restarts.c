// SPDX-License-Identifier: GPL-2.0-only
#include <asm/unistd.h>
#include <linux/errno.h>

/* Whether a call is left to be made again, perhaps: if there is no handler. */
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
