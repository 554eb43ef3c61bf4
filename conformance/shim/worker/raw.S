/* SPDX-License-Identifier: GPL-2.0-only */
/* System calls by each entry, and the three things that C cannot say about stacks. */

	.text

	/* long raw_call_64(long nr, const __u64 *args) */
	.globl	raw_call_64
	.type	raw_call_64, @function
raw_call_64:
	mov	%rdi, %rax
	mov	%rsi, %r11
	mov	0(%r11), %rdi
	mov	8(%r11), %rsi
	mov	16(%r11), %rdx
	mov	24(%r11), %r10
	mov	32(%r11), %r8
	mov	40(%r11), %r9
	syscall
	ret
	.size	raw_call_64, . - raw_call_64

	/* long raw_call_int80(long nr, const __u64 *args) */
	.globl	raw_call_int80
	.type	raw_call_int80, @function
raw_call_int80:
	push	%rbx
	push	%rbp
	push	%r12
	mov	%edi, %eax
	mov	%rsi, %r12
	mov	0(%r12), %ebx
	mov	8(%r12), %ecx
	mov	16(%r12), %edx
	mov	24(%r12), %esi
	mov	32(%r12), %edi
	mov	40(%r12), %ebp
	int	$0x80
	cltq
	pop	%r12
	pop	%rbp
	pop	%rbx
	ret
	.size	raw_call_int80, . - raw_call_int80

	/* long raw_clone(unsigned long flags, void *stack, void (*fn)(void *), void *arg) */
	.globl	raw_clone
	.type	raw_clone, @function
raw_clone:
	and	$-16, %rsi
	mov	%rdx, -16(%rsi)
	mov	%rcx, -8(%rsi)
	sub	$16, %rsi
	xor	%edx, %edx
	xor	%r10d, %r10d
	xor	%r8d, %r8d
	mov	$56, %eax
	syscall
	test	%rax, %rax
	jz	1f
	ret
1:	xor	%ebp, %ebp
	pop	%rax
	pop	%rdi
	call	*%rax
	ud2
	.size	raw_clone, . - raw_clone

	/* void raw_switch_stack(void *stack, void (*fn)(void *), void *arg) */
	.globl	raw_switch_stack
	.type	raw_switch_stack, @function
raw_switch_stack:
	and	$-16, %rdi
	mov	%rdi, %rsp
	xor	%ebp, %ebp
	mov	%rdx, %rdi
	call	*%rsi
	ud2
	.size	raw_switch_stack, . - raw_switch_stack

	/* void raw_sigreturn(void) */
	.globl	raw_sigreturn
	.type	raw_sigreturn, @function
raw_sigreturn:
	mov	$15, %eax
	syscall
	.size	raw_sigreturn, . - raw_sigreturn

	.section .note.GNU-stack, "", @progbits
