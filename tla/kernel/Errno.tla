\* SPDX-License-Identifier: MIT
------------------------------- MODULE Errno -------------------------------
(* The error numbers that the specifications return, by name.  Success is   *)
(* the string "OK", so that a result is one value of one set.               *)

Errno == {"EPERM", "ENOENT", "EINTR", "EBADF", "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "ENOTDIR",
          "EINVAL", "ENAMETOOLONG", "ELOOP", "ENOTSOCK", "EPROTOTYPE", "EAFNOSUPPORT", "EISCONN",
          "ECONNREFUSED", "EOPNOTSUPP", "EPIPE", "ENXIO"}

Result == Errno \cup {"OK"}
=============================================================================
