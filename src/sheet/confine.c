/* SPDX-License-Identifier: GPL-3.0-or-later
 * confine.c - limits that a process sets on itself. Resource limits bound what a bomb can use; the
 * system call filter takes away what a taken-over parser could do with the machine. The filter is a
 * list of refusals, so that a newer libc that uses a new harmless call still works. */
#include "sheet/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define FILTER_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define FILTER_ARCH AUDIT_ARCH_AARCH64
#endif

enum { SECONDS_MOST = 8 };

unsigned confine_cpu_seconds(size_t size) {
    unsigned seconds = 1 + (unsigned)(size >> 19);
    return seconds < SECONDS_MOST ? seconds : SECONDS_MOST;
}

static void limit(__rlimit_resource_t resource, rlim_t most) {
    struct rlimit both = { .rlim_cur = most, .rlim_max = most };
    (void)setrlimit(resource, &both); /* lowering one's own limit cannot fail but for a lower one */
}

#if defined(FILTER_ARCH) && !defined(__SANITIZE_ADDRESS__)
/* What no reader of a spreadsheet needs. */
static const unsigned refused[] = {
#ifdef __x86_64__ /* calls that newer machines no longer have */
    SYS_fork,
    SYS_vfork,
    SYS_unlink,
    SYS_rename,
    SYS_link,
    SYS_symlink,
    SYS_mkdir,
    SYS_rmdir,
    SYS_chmod,
    SYS_chown,
    SYS_open, /* libc opens by openat() */
    SYS_creat,
    SYS_mknod,
    SYS_utime,
    SYS_utimes,
#endif
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_sendto,
    SYS_sendmsg,
    SYS_execve,
    SYS_execveat,
    SYS_clone,
    SYS_clone3,
    SYS_kill,
    SYS_tkill,
    SYS_tgkill,
    SYS_pidfd_open,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_unlinkat,
    SYS_renameat,
    SYS_process_vm_writev,
    SYS_renameat2,
    SYS_linkat,
    SYS_symlinkat,
    SYS_mkdirat,
    SYS_fchmod,
    SYS_fchmodat,
    SYS_fchown,
    SYS_fchownat,
    SYS_truncate,
    SYS_ftruncate,
    SYS_mount,
    SYS_umount2,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_keyctl,
    SYS_io_uring_setup,
    SYS_userfaultfd,
    SYS_memfd_create,
    SYS_ioctl,
    SYS_openat2,
    SYS_mknodat,
    SYS_utimensat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_fsetxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fremovexattr,
};

enum { REFUSED_COUNT = sizeof(refused) / sizeof(refused[0]), X32_CALLS = 0x40000000 };

static void filter_calls(void) {
    static const struct sock_filter head[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FILTER_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS), /* a call of another machine's kind */
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 4), /* only for reading */
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    enum { HEAD_COUNT = sizeof(head) / sizeof(head[0]) };
    struct sock_filter program[HEAD_COUNT + 2 * REFUSED_COUNT + 1], *at = program + HEAD_COUNT;
    memcpy(program, head, sizeof(head));
    for (size_t i = 0; i < REFUSED_COUNT; i++) {
        *at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i], 0, 1);
        *at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    }
    *at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = { .len = (unsigned short)(at - program), .filter = program };
    /* A kernel without seccomp refuses this: the resource limits then stand alone. */
    (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}
#else
/* AddressSanitizer maps terabytes and starts a tracer at exit; tests then run with limits alone. */
static void filter_calls(void) {}
#endif

void confine(size_t file_size) {
    struct stat out;
    unsigned    seconds = confine_cpu_seconds(file_size);
    limit(RLIMIT_CPU, seconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 16);
    /* By hand, `anju cells FILE >rows.txt` may write that file; an import reads from a pipe. */
    if (fstat(STDOUT_FILENO, &out) == 0 && (S_ISFIFO(out.st_mode) || S_ISSOCK(out.st_mode)))
        limit(RLIMIT_FSIZE, 0);
#ifndef __SANITIZE_ADDRESS__
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_DATA, (rlim_t)CHILD_MEGABYTES << 20);
    limit(RLIMIT_AS, ((rlim_t)256 << 20) + file_size);
#endif
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    filter_calls();
}
