# SPDX-License-Identifier: MIT
# For `git bisect run`: builds the kernel of this commit and judges it. The words are for conform. 125: it cannot be tested.
make -s bzImage || exit 125
exec ../syspec conform "$@" --kernel arch/x86/boot/bzImage --bisect
