// SPDX-License-Identifier: GPL-2.0-only
/* The 32-bit entry. It takes an argument in the frame pointer, which C does not give away. */

long enter_int80(long nr, const unsigned long *args);

asm(".text\n"
    ".type	enter_int80, @function\n"
    "enter_int80:\n"
    "	push	%rbx\n"
    "	push	%rbp\n"
    "	push	%r12\n"
    "	mov	%edi, %eax\n"
    "	mov	%rsi, %r12\n"
    "	mov	0(%r12), %ebx\n"
    "	mov	8(%r12), %ecx\n"
    "	mov	16(%r12), %edx\n"
    "	mov	24(%r12), %esi\n"
    "	mov	32(%r12), %edi\n"
    "	mov	40(%r12), %ebp\n"
    "	int	$0x80\n"
    "	cltq\n"
    "	pop	%r12\n"
    "	pop	%rbp\n"
    "	pop	%rbx\n"
    "	ret\n"
    ".size	enter_int80, . - enter_int80\n");
