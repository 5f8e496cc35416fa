/* SPDX-License-Identifier: GPL-3.0-or-later
 * confine.c - limits that a process sets on itself. Resource limits bound what a bomb can use; the
 * system call filter takes away what a taken-over parser could do with the machine. The filter is a
 * list of refusals, so that a newer libc that uses a new harmless call still works. */
#include "sheet/confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
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

unsigned confine_cpu_seconds(size_t size) {
    return 1 + (unsigned)(size >> 19);
}

static void limit(__rlimit_resource_t resource, rlim_t most) {
    struct rlimit both = { .rlim_cur = most, .rlim_max = most };
    (void)setrlimit(resource, &both); /* lowering one's own limit cannot fail but for a lower one */
}

#if defined(FILTER_ARCH) && !defined(__SANITIZE_ADDRESS__)
#define REFUSE(call)                                                                               \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1),                                         \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

static void filter_calls(void) {
    static struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FILTER_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS), /* a call of another ABI */
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* x32 */
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        REFUSE(fork), REFUSE(vfork), REFUSE(unlink), REFUSE(rename), REFUSE(link),
        REFUSE(symlink), REFUSE(mkdir), REFUSE(rmdir), REFUSE(chmod), REFUSE(chown),
#endif
        REFUSE(socket), REFUSE(socketpair), REFUSE(connect), REFUSE(bind), REFUSE(sendto),
        REFUSE(sendmsg), REFUSE(execve), REFUSE(execveat), REFUSE(clone), REFUSE(clone3),
        REFUSE(kill), REFUSE(tkill), REFUSE(tgkill), REFUSE(pidfd_open), REFUSE(ptrace),
        REFUSE(process_vm_readv), REFUSE(process_vm_writev), REFUSE(unlinkat), REFUSE(renameat2),
        REFUSE(renameat), REFUSE(linkat), REFUSE(symlinkat), REFUSE(mkdirat), REFUSE(fchmod),
        REFUSE(fchmodat), REFUSE(fchown), REFUSE(fchownat), REFUSE(truncate), REFUSE(ftruncate),
        REFUSE(mount), REFUSE(umount2), REFUSE(unshare), REFUSE(setns), REFUSE(bpf),
        REFUSE(perf_event_open), REFUSE(keyctl), REFUSE(io_uring_setup), REFUSE(userfaultfd),
        REFUSE(memfd_create), REFUSE(ioctl),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = { .len = sizeof(program) / sizeof(program[0]), .filter = program };
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
    /* By hand, `anju cells FILE >rows.txt` may write that file. */
    if (fstat(STDOUT_FILENO, &out) == 0 && !S_ISREG(out.st_mode))
        limit(RLIMIT_FSIZE, 0);
#ifndef __SANITIZE_ADDRESS__
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_DATA, (rlim_t)CHILD_MEGABYTES << 20);
    limit(RLIMIT_AS, ((rlim_t)256 << 20) + file_size);
#endif
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    filter_calls();
}
