// SPDX-License-Identifier: GPL-2.0-only
#include <asm/syscall.h>
#include <asm/unistd.h>
#include <linux/compat.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/socket.h>

/* Whether the call that is entered is one on a pipe that asks not to sleep. */
static bool asks_not_to_sleep(struct pt_regs *regs, long id)
{
	unsigned long args[6];
	bool is_asked, is_pipe;
	struct file *file;

	/* Those of the 32-bit ABIs have the numbers of other calls. */
	if (in_compat_syscall())
		return false;

	syscall_get_arguments(current, regs, args);
	switch (id) {
	case __NR_sendto:
	case __NR_recvfrom:
		is_asked = args[3] & MSG_DONTWAIT;
		break;
	case __NR_sendmsg:
	case __NR_recvmsg:
		is_asked = args[2] & MSG_DONTWAIT;
		break;
	case __NR_preadv2:
	case __NR_pwritev2:
		is_asked = args[5] & RWF_NOWAIT;
		break;
	default:
		return false;
	}
	if (!is_asked)
		return false;

	file = fget(args[0]);
	if (!file)
		return false;
	is_pipe = S_ISFIFO(file_inode(file)->i_mode);
	fput(file);
	return is_pipe;
}
