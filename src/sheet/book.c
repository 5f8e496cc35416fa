/* SPDX-License-Identifier: GPL-3.0-or-later
 * book.c - a file from outside becomes a book: by its bytes, not by its ending, since people rename
 * files and programs write web pages called .xls. What is no spreadsheet is named, with what to do.
 */
#include "sheet/book.h"

#include "sheet/build.h"
#include "sheet/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool cannot_open(struct err *err) {
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return err_code_set(err, ERR_ABSENT, "没有这个文件");
    case EACCES:
    case EPERM:
        return err_code_set(err, ERR_INVALID, "没有权限读这个文件");
    default:
        return err_system_set(err, errno, "打不开这个文件");
    }
}

static bool check_file(const struct stat *stat, struct err *err) {
    if (S_ISDIR(stat->st_mode))
        return err_code_set(err, ERR_INVALID, "这是一个文件夹，不是表格文件");
    if (!S_ISREG(stat->st_mode))
        return err_code_set(err, ERR_INVALID, "这不是普通文件，不能导入");
    if (stat->st_size == 0)
        return err_code_set(err, ERR_INVALID, "这个文件是空的");
    if (stat->st_size > (off_t)FILE_MEGABYTES_MOST << 20)
        return err_code_set(err, ERR_INVALID,
                            "这个文件有 %lld MB，最多 %d MB；请删掉图片和多余的行，"
                            "或者分成几个文件再导入",
                            (long long)(stat->st_size >> 20), FILE_MEGABYTES_MOST);
    return true;
}

int book_open(const char *path, size_t *ret_size, struct err *err) {
    struct stat stat;
    int         fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        cannot_open(err);
        return -1;
    }
    if (fstat(fd, &stat) != 0) {
        cannot_open(err);
    } else if (check_file(&stat, err)) {
        *ret_size = (size_t)stat.st_size;
        return fd;
    }
    (void)close(fd); /* nothing was written to it */
    return -1;
}

/* --- what it is ---------------------------------------------------------------------------------
 */

#define STARTS(bytes, kind_name)                                                                   \
    { (bytes), sizeof(bytes) - 1, (kind_name) }

static const struct {
    const char *bytes;
    size_t      length;
    const char *name; /* for people, N_() */
} foreign[] = {
    STARTS("%PDF", N_("PDF 文件")),
    STARTS("\x89PNG", N_("图片")),
    STARTS("\xff\xd8\xff", N_("图片")),
    STARTS("GIF8", N_("图片")),
    STARTS("BM", N_("图片")),
    STARTS("II*\0", N_("图片")),
    STARTS("MM\0*", N_("图片")),
    STARTS("RIFF", N_("图片或声音")),
    STARTS("{\\rtf", N_("Word 文档")),
    STARTS("Rar!", N_("压缩包")),
    STARTS("7z\xbc\xaf", N_("压缩包")),
    STARTS("\x1f\x8b", N_("压缩包")),
    STARTS("BZh", N_("压缩包")),
    STARTS("\xfd"
           "7zXZ",
           N_("压缩包")),
    STARTS("SQLite format 3", N_("数据库文件")),
    STARTS("\x7f"
           "ELF",
           N_("程序")),
    STARTS("MZ", N_("程序")),
};

bool book_refuse(const char *name, struct err *err) {
    return err_code_set(err, ERR_INVALID,
                        "这个文件是%s，不是能导入的表格；"
                        "请用 Excel 或 WPS 把表格另存为 .xlsx 再导入",
                        tr(err ? err->lang : LANG_ZH, name));
}

static enum file_kind refuse(const char *name, struct err *err) {
    (void)book_refuse(name, err);
    return FILE_REFUSED;
}

/* Two letters open many a text; a binary file has zero bytes near its beginning. */
static bool is_foreign(size_t i, const char *bytes, size_t length) {
    if (length < foreign[i].length || memcmp(bytes, foreign[i].bytes, foreign[i].length) != 0)
        return false;
    return foreign[i].length > 2 || (unsigned char)foreign[i].bytes[0] < ' ' ||
           memchr(bytes, '\0', length < 64 ? length : 64);
}

/* --- OLE2: .xls, and much else by Microsoft
 * ------------------------------------------------------- */

static uint16_t little16(const char *at) {
    return (uint16_t)((unsigned char)at[0] | (unsigned char)at[1] << 8);
}

/* Is `name` one of its streams? Directory entries are 128 bytes, name first in UTF-16, its length
 * with the end at 64; they stand at multiples of 128 in every sector size. */
static bool ole_has(const char *bytes, size_t length, const char *name) {
    size_t n = strlen(name);
    for (size_t at = 512; at + 128 <= length; at += 128) {
        size_t i = 0;
        if (little16(bytes + at + 64) != 2 * (n + 1))
            continue;
        while (i < n && little16(bytes + at + 2 * i) == (unsigned char)name[i])
            i++;
        if (i == n)
            return true;
    }
    return false;
}

static enum file_kind ole_kind(const char *bytes, size_t length, struct err *err) {
    if (ole_has(bytes, length, "EncryptedPackage") || ole_has(bytes, length, "EncryptionInfo")) {
        err_code_set(err, ERR_INVALID, "这个文件有密码，打不开；请去掉密码另存一份再导入");
        return FILE_REFUSED;
    }
    if (ole_has(bytes, length, "Workbook") || ole_has(bytes, length, "Book"))
        return FILE_XLS;
    if (ole_has(bytes, length, "WordDocument"))
        return refuse(N_("Word 文档"), err);
    if (ole_has(bytes, length, "PowerPoint Document"))
        return refuse(N_("幻灯片"), err);
    (void)build_damaged(err);
    return FILE_REFUSED;
}

/* --- markup: a web page or an XML table under a spreadsheet's ending
 * --------------------------------- */

/* The first letters of `bytes` as lower-case ASCII, whatever of the usual encodings they are in. */
static void opening(const char *bytes, size_t length, char *out, size_t size) {
    size_t used = 0;
    for (size_t i = 0; i < length && used + 1 < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == 0 || c > 0x7e || (used == 0 && c <= ' '))
            continue;
        out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    out[used] = '\0';
}

static enum file_kind text_kind(const char *bytes, size_t length, struct err *err) {
    char head[2048];
    opening(bytes, length, head, sizeof(head));
    if (strstr(head, "urn:schemas-microsoft-com:office:spreadsheet") && head[0] == '<' &&
        !strstr(head, "<html"))
        return refuse(N_("XML 表格"), err);
    if (strncmp(head, "mime-version:", 13) == 0 ||
        (head[0] == '<' && (strstr(head, "<html") || strstr(head, "<!doctype html") ||
                            strstr(head, "<table") || strstr(head, "<meta"))))
        return refuse(N_("网页"), err);
    if (strncmp(head, "<?xml", 5) == 0)
        return refuse(N_("XML 文件"), err);
    return FILE_TEXT;
}

enum file_kind book_kind(const char *bytes, size_t length, struct err *err) {
    static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if (length >= 4 && memcmp(bytes, "PK", 2) == 0 && bytes[2] >= 3 && bytes[2] <= 7 &&
        bytes[3] == bytes[2] + 1)
        return FILE_ZIP;
    if (length >= 8 && memcmp(bytes, ole, 8) == 0)
        return ole_kind(bytes, length, err);
    /* A bare BIFF stream of Excel 2 to 4 begins with its BOF record. */
    if (length >= 8 && bytes[0] == 9 && (bytes[1] & ~6) == 0 && bytes[2] > 0 && bytes[2] <= 16 &&
        bytes[3] == 0)
        return FILE_XLS;
    for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
        if (is_foreign(i, bytes, length))
            return refuse(foreign[i].name, err);
    return text_kind(bytes, length, err);
}

/* --- reading ------------------------------------------------------------------------------------
 */

static bool read_kind(const char *bytes, size_t length, int fd, struct arena *arena,
                      struct book *ret_book, struct err *err) {
    char path[32];
    switch (book_kind(bytes, length, err)) {
    case FILE_TEXT:
        return csv_read(bytes, length, arena, ret_book, err);
    case FILE_ZIP:
        return xlsx_read(bytes, length, arena, ret_book, err);
    case FILE_XLS: /* the file that was looked at, even if its name means another one by now */
        snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
        return xls_read(bytes, length, path, arena, ret_book, err);
    case FILE_REFUSED:
        break;
    }
    return false;
}

/* All sheets blank: a BOM, an empty workbook, only formats. */
static bool has_rows(const struct book *book, struct err *err) {
    for (size_t i = 0; i < book->count; i++)
        if (book->sheets[i].count > 0)
            return true;
    return err_code_set(err, ERR_INVALID, "这个文件是空的");
}

bool book_read(const char *path, struct arena *arena, struct book *ret_book, struct err *err) {
    size_t size;
    int    fd = book_open(path, &size, err);
    if (fd < 0)
        return false;
    struct book book;
    bool        ok = false;
    void       *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        cannot_open(err);
    } else {
        ok = read_kind(bytes, size, fd, arena, &book, err) && has_rows(&book, err);
        (void)munmap(bytes, size);
    }
    (void)close(fd);
    if (ok)
        *ret_book = book;
    return ok;
}
