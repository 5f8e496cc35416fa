/* SPDX-License-Identifier: GPL-3.0-or-later
 * err.c - errors as sentences of whole characters without control characters: they go to terminals,
 * logs and screens, whatever they quote. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Drop the character that vsnprintf cut in two at the end of `text`. */
static void cut_whole(char *text) {
    size_t end = strlen(text);
    size_t lead = end;
    while (lead > 0 && end - lead < 4 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80)
        lead--;
    if (lead == 0)
        return;
    unsigned char first = (unsigned char)text[lead - 1];
    size_t        need = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (need > end - (lead - 1))
        text[lead - 1] = '\0';
}

/* What a hostile text could do to a terminal or a log: control characters become spaces. */
static void tame(char *text, bool one_line) {
    for (char *c = text; *c; c++)
        if (((unsigned char)*c < 0x20 && (*c != '\n' || one_line)) || *c == 0x7F)
            *c = ' ';
}

/* The arguments may point into err->text itself, so the new text is made beside it. */
static void err_fill(struct err *err, enum err_code code, const char *format, va_list args) {
    char text[sizeof(err->text)];
    int  length = vsnprintf(text, sizeof(text), tr(err->lang, format), args);
    if (length < 0)
        bug("a format that cannot be printed: %s", format);
    if ((size_t)length >= sizeof(text))
        cut_whole(text);
    tame(text, false);
    err->code = code;
    memcpy(err->text, text, sizeof(text));
}

bool err_set(struct err *err, const char *format, ...) {
    if (!err)
        return false;
    va_list args;
    va_start(args, format);
    err_fill(err, ERR_OTHER, format, args);
    va_end(args);
    return false;
}

bool err_code_set(struct err *err, enum err_code code, const char *format, ...) {
    if (!err)
        return false;
    va_list args;
    va_start(args, format);
    err_fill(err, code, format, args);
    va_end(args);
    return false;
}

/* `context`, then `reason`, cut at a whole character. Neither may point into err->text. */
static void err_join(struct err *err, const char *context, const char *reason) {
    const char *between = err->lang == LANG_ZH ? "：" : ": ";
    int         length = snprintf(err->text, sizeof(err->text), "%s%s%s", context, between, reason);
    if (length < 0 || (size_t)length >= sizeof(err->text))
        cut_whole(err->text);
}

bool err_within(struct err *err, const char *format, ...) {
    if (!err)
        return false;
    struct err context = *err;
    va_list    args;
    va_start(args, format);
    err_fill(&context, err->code, format, args);
    va_end(args);
    char reason[sizeof(err->text)];
    memcpy(reason, err->text, sizeof(reason));
    if (reason[0])
        err_join(err, context.text, reason);
    else
        *err = context;
    return false;
}

/* What the system's error numbers mean to somebody at a service centre. */
static const struct {
    int           number;
    enum err_code code;
    const char   *reason;
} system_errors[] = {
    { ENOENT, ERR_ABSENT, N_("没有这个文件或文件夹") },
    { ENOTDIR, ERR_ABSENT, N_("路径里有一段不是文件夹") },
    { EACCES, ERR_OTHER, N_("没有权限") },
    { EPERM, ERR_OTHER, N_("没有权限") },
    { EROFS, ERR_OTHER, N_("磁盘是只读的") },
    { ENOSPC, ERR_FULL, N_("磁盘空间不足") },
    { EDQUOT, ERR_FULL, N_("磁盘空间不足") },
    { EFBIG, ERR_FULL, N_("文件太大") },
    { EIO, ERR_DAMAGED, N_("磁盘读写出错") },
    { ENOMEM, ERR_MEMORY, N_("内存不足") },
    { EEXIST, ERR_OTHER, N_("已经有同名的文件或文件夹") },
    { EISDIR, ERR_OTHER, N_("这是一个文件夹") },
    { ENAMETOOLONG, ERR_OTHER, N_("文件名太长") },
    { EMFILE, ERR_BUSY, N_("打开的文件太多") },
    { ENFILE, ERR_BUSY, N_("打开的文件太多") },
    { EBUSY, ERR_BUSY, N_("正被占用") },
    { EAGAIN, ERR_BUSY, N_("正被占用") },
    { EPIPE, ERR_OTHER, N_("接收的一方已经关了") },
    { EBADF, ERR_OTHER, N_("接收的一方已经关了") }, /* a standard stream that was closed */
    { ELOOP, ERR_OTHER, N_("链接绕成了圈") },
};

bool err_system_set(struct err *err, int number, const char *format, ...) {
    if (!err)
        return false;
    enum err_code code = ERR_OTHER;
    const char   *reason = strerror(number);
    for (size_t i = 0; i < sizeof(system_errors) / sizeof(system_errors[0]); i++)
        if (system_errors[i].number == number) {
            code = system_errors[i].code;
            reason = tr(err->lang, system_errors[i].reason);
        }
    struct err context = { .lang = err->lang };
    va_list    args;
    va_start(args, format);
    err_fill(&context, code, format, args);
    va_end(args);
    err->code = code;
    err_join(err, context.text, reason);
    return false;
}

static void print(bool one_line, const char *format, va_list args) {
    char text[2048];
    int  length = vsnprintf(text, sizeof(text), format, args);
    if (length >= (int)sizeof(text))
        cut_whole(text);
    if (length >= 0)
        tame(text, one_line);
    (void)fprintf(stderr, "%s: %s\n", program_invocation_short_name, length < 0 ? format : text);
}

_Noreturn void bug_at(const char *file, int line, const char *format, ...) {
    (void)fprintf(stderr, "%s:%d: ", file, line);
    va_list args;
    va_start(args, format);
    print(false, format, args);
    va_end(args);
    abort();
}

_Noreturn void die(const char *format, ...) {
    va_list args;
    va_start(args, format);
    print(false, format, args);
    va_end(args);
    exit(1);
}

void warn(const char *format, ...) {
    va_list args;
    va_start(args, format);
    print(true, format, args);
    va_end(args);
}
