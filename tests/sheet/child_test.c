/* SPDX-License-Identifier: GPL-3.0-or-later
 * child_test.c - the limited child: honest files come back through it, hostile ones cost little,
 * and a child that has gone wrong, in whatever way, is one plain sentence. */
#include "sheet/cells.h"
#include "sheet/confine.h"
#include "sheet/write.h"

#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"
#include "support/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

enum { DATA_ROWS = 20000, DATA_COLUMNS = 30 };

static bool read_path(struct arena *arena, const char *path, struct book *book, struct err *err) {
    *book = (struct book){ 0 };
    bool ok = book_read_child(path, arena, book, err);
    if (!ok)
        assert_null(book->sheets);
    return ok;
}

static void files_of_each_format_come_back_through_the_child(void **state) {
    struct temp  temp;
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book, here;
    size_t       length;
    char        *bytes =
        workbook_of(&arena, "<sheetData><row><c t=\"s\"><v>1</v></c></row></sheetData>", &length);
    (void)state;
    temp_make(&temp);
    const char *paths[] = { temp_file(&temp, "岗位 '$(x)\n.csv", "\xb8\xda\xce\xbb,b\n", 7),
                            temp_file(&temp, "-a.xlsx", bytes, length),
                            "tests/data/cells/sheet.xls" };
    for (size_t i = 0; i < ROWS(paths); i++) {
        if (!read_path(&arena, paths[i], &book, &err))
            fail_msg("%s: %s", paths[i], err.text);
        assert_true(book_read(paths[i], &arena, &here, &err));
        check_text(book_print(&arena, &book), book_print(&arena, &here), paths[i]);
        check_text(book.format, here.format, paths[i]);
        check_text(book.encoding, here.encoding, paths[i]);
    }
    temp_remove(&temp);
    arena_deinit(&arena);
}

static void a_refusal_comes_in_the_language_asked_for(void **state) {
    struct temp  temp;
    struct arena arena = { 0 };
    struct err   err = { .lang = LANG_ZH };
    struct book  book;
    (void)state;
    temp_make(&temp);
    const char *path = temp_file(&temp, "a.csv", "a,b\nc,\"d\n", 9);
    assert_false(read_path(&arena, path, &book, &err));
    assert_non_null(strstr(err.text, "第 2 行"));
    assert_int_equal(err.code, ERR_INVALID);
    err.lang = LANG_EN;
    assert_false(read_path(&arena, path, &book, &err));
    assert_non_null(strstr(err.text, "2")); /* English where the catalogue is built */
    assert_int_equal(err.lang, LANG_EN);
    assert_false(
        book_read_child(temp_path(&temp, "nothing"), &arena, &book, NULL)); /* err may be NULL */
    temp_remove(&temp);
    arena_deinit(&arena);
}

static size_t descriptors(void) {
    size_t count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void nothing_is_left_behind(void **state) {
    struct arena arena = { 0 };
    struct book  book;
    size_t       before = descriptors();
    (void)state;
    for (int i = 0; i < 5; i++) {
        (void)read_path(&arena, "tests/data/cells/sheet.xls", &book, NULL);
        (void)read_path(&arena, "tests/data/cells", &book, NULL);
        (void)read_path(&arena, "tests/data/cells/make_xls.pl", &book, NULL);
    }
    assert_int_equal(descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child, not even a dead one */
    assert_int_equal(errno, ECHILD);
    arena_deinit(&arena);
}

/* --- children that have gone wrong
 * ------------------------------------------------------------------ */

static void whatever_the_child_does_is_one_plain_sentence(void **state) {
    static const struct {
        const char *script, *words;
    } rows[] = {
        { "exit 0", "太大或者坏了" },
        { "exit 1", "太大或者坏了" },
        { "kill -SEGV $$", "太大或者坏了" },
        { "kill -KILL $$", "太大或者坏了" },
        { "echo nonsense", "太大或者坏了" },
        { "printf AJW1E", "太大或者坏了" },
        { "yes | head -c 1000000", "太大或者坏了" },
        { "cat /dev/zero", "太大或者坏了" },              /* until nobody listens */
        { "exec 1>&-; exec sleep 1000", "太大或者坏了" }, /* closed and going on: it is killed */
        { "printf 'AJW1E\\001\\001\\000x\\000AJW1'", "x" },
        { "printf 'AJW1E\\001\\001\\000x\\000AJW1x'", "太大或者坏了" },
        { "exec sleep 1000", "太大或者坏了" }, /* says nothing: killed when its time is over */
        { "printf 'AJW1B\\001\\000x\\000\\001\\000x\\000\\000\\000\\000\\000AJW1'; exit 1",
          "太大或者坏了" },
    };
    struct temp temp;
    const char *bin = getenv("ANJU_BIN");
    char       *kept = bin ? strdup(bin) : NULL;
    (void)state;
    temp_make(&temp);
    assert_int_equal(setenv("ANJU_BIN", temp.path, 1), 0);
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  book;
        if (strcmp(rows[i].script, "exec sleep 1000") == 0 && !support_count(0, 1))
            continue; /* takes four seconds */
        char *script = arena_printf(&arena, "#!/bin/sh\nPATH=/usr/bin:/bin\n%s\n", rows[i].script);
        const char *program = temp_file(&temp, "anju", script, strlen(script));
        assert_int_equal(chmod(program, 0700), 0);
        assert_false(read_path(&arena, "tests/data/cells/1904.xls", &book, &err));
        if (!strstr(err.text, rows[i].words))
            fail_msg("%s: \"%s\"", rows[i].script, err.text);
        arena_deinit(&arena);
    }
    assert_int_equal(unlink(temp_path(&temp, "anju")), 0);
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book;
    assert_false(read_path(&arena, "tests/data/cells/1904.xls", &book, &err));
    assert_non_null(strstr(err.text, "anju")); /* no such program */
    arena_deinit(&arena);
    if (kept)
        assert_int_equal(setenv("ANJU_BIN", kept, 1), 0);
    else
        assert_int_equal(unsetenv("ANJU_BIN"), 0);
    free(kept);
    temp_remove(&temp);
}

static void the_child_gets_three_descriptors_and_a_clean_environment(void **state) {
    static const char script[] =
        "#!/bin/sh\n/bin/ls /proc/self/fd | /usr/bin/tr '\\n' ' ' >\"$0.fds\"\n"
        "/usr/bin/env | /bin/grep -c SECRET >\"$0.env\"\n/bin/cat /proc/self/fd/3 >\"$0.file\"\n"
        "echo \"$@\" >\"$0.args\"\n";
    struct temp  temp;
    struct arena arena = { 0 };
    struct book  book;
    char         got[256];
    const char  *bin = getenv("ANJU_BIN");
    char        *kept = bin ? strdup(bin) : NULL;
    int          extra = open("/dev/null", O_RDONLY); /* not close-on-exec: must not get through */
    (void)state;
    temp_make(&temp);
    assert_int_equal(setenv("ANJU_BIN", temp.path, 1), 0);
    assert_int_equal(setenv("SECRET", "x", 1), 0);
    assert_int_equal(chmod(temp_file(&temp, "anju", script, strlen(script)), 0700), 0);
    const char *file = temp_file(&temp, "a.csv", "content", 7);
    assert_false(read_path(&arena, file, &book, NULL));
    static const char *const expected[][2] = {
        { "anju.fds", "0 1 2 3 4 " }, /* 4 is what ls itself reads */
        { "anju.env", "0\n" },
        { "anju.file", "content" },
        { "anju.args", "cells --wire --lang zh /proc/self/fd/3\n" },
    };
    for (size_t i = 0; i < ROWS(expected); i++) {
        FILE  *in = fopen(temp_path(&temp, expected[i][0]), "r");
        size_t n = in ? fread(got, 1, sizeof(got) - 1, in) : 0;
        got[n] = '\0';
        if (in)
            fclose(in);
        check_text(got, expected[i][1], expected[i][0]);
    }
    close(extra);
    (void)unsetenv("SECRET");
    if (kept)
        assert_int_equal(setenv("ANJU_BIN", kept, 1), 0);
    else
        assert_int_equal(unsetenv("ANJU_BIN"), 0);
    free(kept);
    temp_remove(&temp);
    arena_deinit(&arena);
}

/* --- what the child gives up
 * -------------------------------------------------------------------------- */

static bool denied(bool worked) {
    return !worked && errno == EPERM;
}

/* The number of the first power that is left after confine(), 0 for none; in a process of its own.
 */
static int powers(void) {
    pid_t child;
    confine(0);
    if (!denied(socket(AF_INET, SOCK_STREAM, 0) >= 0) ||
        !denied(socket(AF_UNIX, SOCK_STREAM, 0) >= 0))
        return 1;
    if (!denied((child = fork()) >= 0)) {
        if (child == 0)
            _exit(0);
        return 2;
    }
    if (!denied(execl("/bin/true", "true", NULL) == 0))
        return 3;
    if (!denied(kill(getppid(), 0) == 0))
        return 4;
    if (!denied(unlink("/nonexistent/x") == 0) || !denied(rename("/nonexistent/x", "/y") == 0))
        return 5;
    if (!denied(open("/nonexistent/x", O_WRONLY | O_CREAT, 0600) >= 0) ||
        !denied(open("/dev/null", O_RDWR) >= 0) || !denied(open("/dev/null", O_TRUNC) >= 0))
        return 6;
    return open("/proc/self/cmdline", O_RDONLY) >= 0 ? 0 : 7; /* reading must still work */
}

static int status_of(int (*body)(void)) {
    int   status;
    pid_t child = fork();
    if (child == 0)
        _exit(body());
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_confined_process_has_no_powers(void **state) {
    (void)state;
    if (SANITIZED)
        skip(); /* the filter is off there: confine.c says why */
    int status = status_of(powers);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int hog(void) {
    confine(0);
    for (size_t held = 0; held < (size_t)512 << 20; held += 1 << 20) {
        char *block = malloc(1 << 20);
        if (!block)
            return 7;
        memset(block, 1, 1 << 20);
    }
    return 0;
}

static int spin(void) {
    struct rlimit limit;
    confine(0);
    return getrlimit(RLIMIT_CPU, &limit) == 0 && limit.rlim_cur == 1 && limit.rlim_max == 1 ? 7 : 0;
}

static int write_a_file(void) {
    char name[] = "/tmp/anju-confined-XXXXXX";
    int  fd = mkstemp(name), ends[2];
    (void)unlink(name);
    if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0) /* as when imports start it */
        return 1;
    (void)signal(SIGXFSZ, SIG_IGN);
    confine(0);
    return write(fd, "x", 1) < 0 && errno == EFBIG && write(STDOUT_FILENO, "x", 1) == 1 ? 7 : 0;
}

static void a_confined_process_has_bounded_memory_time_and_no_files(void **state) {
    int (*const bodies[])(void) = { hog, spin, write_a_file };
    (void)state;
    for (size_t i = 0; i < ROWS(bodies); i++) {
        if (SANITIZED && bodies[i] == hog)
            continue; /* AddressSanitizer's own memory has no such limit */
        int status = status_of(bodies[i]);
        assert_true(WIFEXITED(status));
        check_number(WEXITSTATUS(status), 7, "limit");
    }
}

/* --- honest and hostile files by size
 * -------------------------------------------------------------------- */

/* The most that any child so far has held. */
static long child_megabytes(void) {
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
    return usage.ru_maxrss / 1024;
}

static void write_large(const char *path, enum sheet_format format) {
    struct sheet_writer *writer;
    char                 texts[DATA_COLUMNS][48];
    const char          *row[DATA_COLUMNS];
    bool                 number[DATA_COLUMNS];
    FILE                *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(sheet_writer_open(&writer, format, file, "S", NULL));
    for (int r = 0; r <= DATA_ROWS; r++) {
        for (int c = 0; c < DATA_COLUMNS; c++) {
            number[c] = r > 0 && c % 3 == 1;
            snprintf(texts[c], sizeof(texts[c]), number[c] ? "%d%02d" : "第%d行的内容%d", r, c);
            row[c] = texts[c];
        }
        assert_true(sheet_writer_row(writer, row, number, DATA_COLUMNS, r == 0, NULL));
    }
    assert_true(sheet_writer_close(writer, NULL));
    assert_int_equal(fclose(file), 0);
}

static void the_largest_honest_files_are_read_within_64_megabytes(void **state) {
    static const char *const names[] = { "a.csv", "a.xlsx" };
    struct temp              temp;
    (void)state;
    temp_make(&temp);
    for (enum sheet_format format = SHEET_CSV; format <= SHEET_XLSX; format++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  book;
        const char  *path = temp_path(&temp, names[format]);
        write_large(path, format);
        if (!read_path(&arena, path, &book, &err))
            fail_msg("%s: %s", path, err.text);
        assert_int_equal(book.sheets[0].count, DATA_ROWS + 1);
        const struct sheet_row *last = &book.sheets[0].rows[DATA_ROWS];
        assert_int_equal(last->count, DATA_COLUMNS);
        check_text(last->cells[2].text, "第20000行的内容2", path);
        check_text(last->cells[28].text, "2000028", path);
        if (!SANITIZED && child_megabytes() > 64)
            fail_msg("%s took %ld MB", path, child_megabytes());
        arena_deinit(&arena);
    }
    temp_remove(&temp);
}

/* Its text is given back before anything is read: a process counts what it held before exec. */
static void write_bomb(const char *path, const char *before, const char *piece, size_t count,
                       const char *after) {
    struct arena arena = { 0 };
    size_t       n = strlen(piece), head = strlen(before), length;
    char        *text = arena_alloc(&arena, head + n * count + strlen(after) + 1);
    memcpy(text, before, head);
    for (size_t i = 0; i < count; i++)
        memcpy(text + head + i * n, piece, n);
    memcpy(text + head + n * count, after, strlen(after) + 1);
    struct part_text part = { .name = WORKBOOK_SHEET, .text = text };
    char            *bytes = workbook_make(&arena, &part, 1, &length);
    FILE            *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    arena_deinit(&arena);
}

static void bombs_are_refused_within_64_megabytes(void **state) {
    static const struct {
        const char *before, *piece, *after;
        size_t      count;
    } rows[] = {
        /* 64 MB of one text */
        { "<w><sheetData><row><c t=\"str\"><v>", "aaaaaaaaaaaaaaaa",
          "</v></c></row></sheetData></w>", 4 << 20 },
        { "<w><sheetData>", "<row><c/></row>", "</sheetData></w>", 4 << 20 },
        /* a merged range over everything: 20,000 rows of 256 cells are too many to hold */
        { "<w><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells><sheetData><row><c "
          "r=\"IV1\">"
          "<v>1</v></c></row>",
          "<row><c><v>1</v></c></row>", "</sheetData></w>", 20000 },
        { "<w b=\"", "aaaaaaaaaaaaaaaa", "\"/>", 1 << 18 },
    };
    struct temp temp;
    (void)state;
    temp_make(&temp);
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  book;
        const char  *path = temp_path(&temp, "bomb.xlsx");
        write_bomb(path, rows[i].before, rows[i].piece, rows[i].count, rows[i].after);
        assert_false(read_path(&arena, path, &book, &err));
        assert_true(err.text[0]);
        if (!SANITIZED && child_megabytes() > 64)
            fail_msg("bomb %zu took %ld MB", i, child_megabytes());
        arena_deinit(&arena);
    }
    temp_remove(&temp);
}

static void damaged_files_never_end_the_parent(void **state) {
    struct temp  temp;
    struct arena arena = { 0 };
    FILE        *file = fopen("tests/data/cells/sheet.xls", "r");
    static char  bytes[1 << 16];
    size_t       length = fread(bytes, 1, sizeof(bytes), file);
    (void)state;
    fclose(file);
    temp_make(&temp);
    for (size_t cut = 512; cut < length; cut += support_count(4096, 512)) {
        struct err  err = { 0 };
        struct book book;
        if (!read_path(&arena, temp_file(&temp, "cut.xls", bytes, cut), &book, &err))
            assert_true(err.text[0]);
    }
    /* Excel 95 by freexl, old C: a record cut in the middle, and a length that lies. */
    static const char old[] = "\x09\x04\x06\0\0\0\x10\0\0\0\x04\x02\xff\xff\0\0\0\0\0\0\xff\xff";
    for (size_t cut = 8; cut < sizeof(old); cut++) {
        struct err  err = { 0 };
        struct book book;
        if (!read_path(&arena, temp_file(&temp, "old.xls", old, cut), &book, &err))
            assert_true(err.text[0]);
    }
    temp_remove(&temp);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_each_format_come_back_through_the_child),
        cmocka_unit_test(a_refusal_comes_in_the_language_asked_for),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(whatever_the_child_does_is_one_plain_sentence),
        cmocka_unit_test(the_child_gets_three_descriptors_and_a_clean_environment),
        cmocka_unit_test(a_confined_process_has_no_powers),
        cmocka_unit_test(a_confined_process_has_bounded_memory_time_and_no_files),
        cmocka_unit_test(the_largest_honest_files_are_read_within_64_megabytes),
        cmocka_unit_test(bombs_are_refused_within_64_megabytes),
        cmocka_unit_test(damaged_files_never_end_the_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
