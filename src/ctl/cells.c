/* SPDX-License-Identifier: GPL-3.0-or-later
 * cells.c - `anju cells FILE`: reads one spreadsheet in a process that has given up everything
 * else. Imports start it with --wire and take the book from its standard output; a person sees the
 * rows as text, to find out what Anju sees in a file. */
#include "sheet/cells.h"
#include "sheet/confine.h"
#include "sheet/wire.h"

#include "base/file.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int ctl_cells(int argc, char **argv);

/* What a book may take of the child's memory; the rest is for the parsers. */
enum { BOOK_MEGABYTES = 44 };

struct request {
    const char *path;
    enum lang   lang;
    bool        wire;
};

static int usage(enum lang lang, FILE *out) {
    fputs(tr(lang, "用法：anju cells [--lang zh|en] 文件\n"
                   "把一个表格文件（CSV、XLSX、XLS）按 Anju 读到的样子打印出来：\n"
                   "每行是工作表里的行号和各个单元格，中间用制表符隔开。\n"
                   "  --lang zh|en  提示用的语言\n"
                   "  --wire        二进制输出，供导入程序使用\n"
                   "  --help        显示这段说明\n"),
          out);
    return out == stdout ? 0 : 2;
}

static bool parse(int argc, char **argv, struct request *request, bool *ret_help) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--wire") == 0)
            request->wire = true;
        else if (strcmp(argv[i], "--text") == 0)
            request->wire = false;
        else if (strcmp(argv[i], "--help") == 0)
            *ret_help = true;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc &&
                 lang_parse(argv[i + 1], &request->lang))
            i++;
        else if (argv[i][0] == '-' || request->path)
            return false;
        else
            request->path = argv[i];
    }
    return request->path || *ret_help;
}

/* A cell on one line: tabs, line breaks and control characters become spaces, so that no file can
 * steer a terminal. */
static void print_text(const char *text) {
    uint32_t c;
    for (size_t n; (n = text_decode(text, strlen(text), &c)) > 0; text += n) {
        if (c < ' ' || c == 0x7f || text_is_invisible(c))
            putchar(' ');
        else
            fwrite(text, 1, n, stdout);
    }
}

static void print_book(const struct book *book) {
    printf("# %s %s\n", book->format, book->encoding);
    for (size_t s = 0; s < book->count; s++) {
        const struct sheet *sheet = &book->sheets[s];
        printf("## ");
        print_text(sheet->name);
        printf("%s\n", sheet->hidden ? " (hidden)" : "");
        for (size_t r = 0; r < sheet->count; r++) {
            const struct sheet_row *row = &sheet->rows[r];
            printf("%d%s", row->number, row->hidden ? "h" : "");
            for (int c = 0; c < row->count; c++) {
                putchar('\t');
                print_text(row->cells[c].text);
            }
            putchar('\n');
        }
    }
}

static bool run(const struct request *request, struct arena *arena, struct err *err) {
    struct stat stat_of;
    struct book book;
    confine(stat(request->path, &stat_of) == 0 && stat_of.st_size > 0 ? (size_t)stat_of.st_size
                                                                      : 0);
    if (!book_read(request->path, arena, &book, err))
        return false;
    if (request->wire)
        return book_send(&book, STDOUT_FILENO, err);
    print_book(&book);
    return (fflush(stdout) == 0 && !ferror(stdout)) || err_set(err, "结果写不出去");
}

int ctl_cells(int argc, char **argv) {
    struct request request = { 0 };
    bool           help = false;
    bool           valid = parse(argc, argv, &request, &help);
    struct arena   arena;
    arena_init(&arena, (size_t)BOOK_MEGABYTES << 20);
    if (request.lang != LANG_ZH) {
        struct arena paths = { 0 };
        (void)tr_load(request.lang, share_path(&paths, "assets/i18n/en.mo")); /* else in Chinese */
        arena_deinit(&paths);
    }
    if (!valid || help)
        return usage(request.lang, valid ? stdout : stderr);
    struct err err = { .lang = request.lang };
    bool       ok = run(&request, &arena, &err);
    if (!ok && request.wire)
        (void)wire_send_error(&err, STDOUT_FILENO); /* nobody listens: then nobody needs it */
    else if (!ok)
        fprintf(stderr, "%s\n", err.text);
    arena_deinit(&arena);
    return ok || request.wire ? 0 : 1;
}
