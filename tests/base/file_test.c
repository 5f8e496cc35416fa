/* SPDX-License-Identifier: GPL-3.0-or-later
 * file_test.c - whole files: limits in, and out so that every failing system call leaves the old
 * file, whole and alone. The calls are made to fail one after the other. */
/* link: -Wl,--wrap=write,--wrap=fsync,--wrap=rename,--wrap=close,--wrap=fchmod,--wrap=mkostemp */
#include "base/file.h"
#include "support/check.h"
#include "support/temp.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int   calls;         /* counted since the last arming */
static int   failing = -1;  /* the call that fails, -1 none */
static int   error = EIO;   /* how */
static int   short_writes;  /* write less than asked for, and be interrupted between */
static int   synced_folder; /* was the last fsync after the rename? */
static int   renamed;
static int   syncs;     /* since the last arming */
static ino_t synced[8]; /* what was synced, in that order */

/* Is this the call that shall fail? */
static bool fails(void) {
    if (calls++ != failing)
        return false;
    errno = error;
    return true;
}

ssize_t __real_write(int fd, const void *bytes, size_t length);
ssize_t __wrap_write(int fd, const void *bytes, size_t length);
int     __real_fsync(int fd);
int     __wrap_fsync(int fd);
int     __real_rename(const char *from, const char *to);
int     __wrap_rename(const char *from, const char *to);
int     __real_close(int fd);
int     __wrap_close(int fd);
int     __real_fchmod(int fd, mode_t mode);
int     __wrap_fchmod(int fd, mode_t mode);
int     __real_mkostemp(char *path, int flags);
int     __wrap_mkostemp(char *path, int flags);

ssize_t __wrap_write(int fd, const void *bytes, size_t length) {
    if (fails())
        return -1;
    if (short_writes && short_writes++ % 2) {
        errno = EINTR;
        return -1;
    }
    return __real_write(fd, bytes, short_writes && length > 3 ? 3 : length);
}
int __wrap_fsync(int fd) {
    struct stat status;
    synced_folder = renamed;
    if (syncs < (int)ROWS(synced))
        synced[syncs++] = fstat(fd, &status) == 0 ? status.st_ino : 0;
    return fails() ? -1 : __real_fsync(fd);
}
int __wrap_rename(const char *from, const char *to) {
    renamed = 1;
    return fails() ? -1 : __real_rename(from, to);
}
int __wrap_close(int fd) {
    return fails() ? (__real_close(fd), -1) : __real_close(fd);
}
int __wrap_fchmod(int fd, mode_t mode) {
    return fails() ? -1 : __real_fchmod(fd, mode);
}
int __wrap_mkostemp(char *path, int flags) {
    return fails() ? -1 : __real_mkostemp(path, flags);
}

static void arm(int k, int number) {
    calls = 0;
    failing = k;
    error = number;
    renamed = synced_folder = syncs = 0;
}

static int files_in(const char *folder) {
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    assert_int_equal(closedir(dir), 0);
    return count;
}

static struct temp  temp;
static struct arena arena;

static int make_folder(void **state) {
    (void)state;
    temp_make(&temp);
    return 0;
}
static int remove_folder(void **state) {
    (void)state;
    arm(-1, 0);
    temp_remove(&temp);
    arena_deinit(&arena);
    return 0;
}

static const char *content_of(const char *path) {
    char  *bytes;
    size_t length;
    return file_read(&arena, path, 1 << 20, &bytes, &length, NULL) ? bytes : NULL;
}

static void a_file_is_read_whole_with_an_end(void **state) {
    (void)state;
    static const size_t sizes[] = { 0, 1, 2, 4095, 4096, 4097, 100000 };
    for (size_t i = 0; i < ROWS(sizes); i++) {
        char *bytes = malloc(sizes[i] + 1), *back;
        assert_non_null(bytes);
        memset(bytes, 'x', sizes[i]);
        size_t      length;
        struct err  err = { 0 };
        const char *path = temp_file(&temp, "f", bytes, sizes[i]);
        assert_true(file_read(&arena, path, sizes[i], &back, &length, &err));
        assert_int_equal(length, sizes[i]);
        assert_memory_equal(back, bytes, sizes[i]);
        assert_int_equal(back[length], 0);
        free(bytes);
    }
}

static void more_than_the_limit_is_refused(void **state) {
    (void)state;
    char        *bytes = NULL;
    size_t       length = 7;
    struct err   err = { 0 };
    const char  *path = temp_file(&temp, "f", "12345", 5);
    struct arena full;
    assert_false(file_read(&arena, path, 4, &bytes, &length, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_non_null(strstr(err.text, path));
    assert_non_null(strstr(err.text, "4"));
    assert_false(file_read(&arena, path, 0, &bytes, &length, NULL));
    arena_init(&full, 1);
    assert_false(file_read(&full, path, 100, &bytes, &length, &err));
    assert_int_equal(err.code, ERR_MEMORY);
    arena_deinit(&full);
    assert_null(bytes);
    assert_int_equal(length, 7);
}

/* The kernel's files say that they are empty and are not. */
static void a_file_that_lies_about_its_size_is_read_to_its_end(void **state) {
    (void)state;
    char  *bytes;
    size_t length;
    assert_true(file_read(&arena, "/proc/self/maps", 1 << 20, &bytes, &length, NULL));
    assert_true(length > 1000 && strlen(bytes) == length);
    assert_false(file_read(&arena, "/proc/self/maps", 1000, &bytes, &length, NULL));
}

static void what_is_no_file_is_refused_in_plain_words(void **state) {
    (void)state;
    const char *pipe_path = temp_path(&temp, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    const struct {
        const char   *path;
        enum err_code code;
        const char   *said, *why;
    } rows[] = {
        { temp_path(&temp, "absent"), ERR_ABSENT, "没有这个文件", "absent" },
        { temp_path(&temp, "absent/x"), ERR_ABSENT, "没有这个文件", "no such folder" },
        { temp.path, ERR_OTHER, "这是一个文件夹", "a folder" },
        { pipe_path, ERR_INVALID, "不是普通文件", "a pipe that nobody writes to" },
        { "/dev/zero", ERR_INVALID, "不是普通文件", "a file without end" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err err = { 0 };
        char      *bytes = NULL;
        size_t     length;
        assert_false(file_read(&arena, rows[i].path, 100, &bytes, &length, &err));
        check_number(err.code, rows[i].code, rows[i].why);
        if (!strstr(err.text, rows[i].said) || !strstr(err.text, rows[i].path))
            fail_msg("%s: %s", rows[i].why, err.text);
        assert_null(bytes);
    }
}

static void a_file_is_written_whole_with_its_mode(void **state) {
    (void)state;
    const char *path = temp_path(&temp, "f");
    struct stat st;
    mode_t      mask = umask(077);
    arm(-1, 0);
    assert_true(file_write(path, "one", 3, 0640, NULL));
    (void)umask(mask);
    assert_string_equal(content_of(path), "one");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_true(file_write(path, "", 0, 0600, NULL));
    assert_string_equal(content_of(path), "");
    assert_int_equal(files_in(temp.path), 1);
    assert_true(synced_folder);
}

static void writes_in_small_pieces_are_put_together(void **state) {
    (void)state;
    arm(-1, 0);
    short_writes = 1;
    assert_true(file_write(temp_path(&temp, "f"), "保洁员在此", 15, 0600, NULL));
    short_writes = 0;
    assert_string_equal(content_of(temp_path(&temp, "f")), "保洁员在此");
}

/* The k-th call of the system fails: an error that says why, the old file whole or the new one, and
 * nothing beside it. */
static void whatever_fails_leaves_a_whole_file_and_no_other(void **state) {
    (void)state;
    static const int numbers[] = { EIO, ENOSPC, EDQUOT, EACCES };
    const char      *path = temp_path(&temp, "f");
    for (size_t n = 0; n < ROWS(numbers); n++) {
        int k = 0;
        for (;; k++) {
            arm(-1, 0);
            assert_true(file_write(path, "old", 3, 0600, NULL));
            arm(k, numbers[n]);
            struct err err = { 0 };
            bool       ok = file_write(path, "new one", 7, 0600, &err);
            bool       reached = calls > k;
            bool       whole = synced_folder; /* then only the folder's fsync or close has failed */
            arm(-1, 0);
            const char *content = content_of(path);
            assert_string_equal(content, ok || whole ? "new one" : "old");
            assert_int_equal(files_in(temp.path), 1);
            if (!ok) {
                assert_non_null(strstr(err.text, path));
                assert_int_equal(err.code, numbers[n] == EACCES ? ERR_OTHER
                                           : numbers[n] == EIO  ? ERR_DAMAGED
                                                                : ERR_FULL);
            }
            if (!reached)
                break;
            /* A close of the folder that fails after its fsync has lost nothing. */
            assert_true(!ok || k >= 6);
        }
        assert_int_equal(
            k, 8); /* open, write, mode, fsync, close, rename, fsync of the folder, close */
    }
}

static void a_folder_that_is_not_there_is_told(void **state) {
    (void)state;
    struct err err = { 0 };
    assert_false(file_write(temp_path(&temp, "no/f"), "x", 1, 0600, &err));
    assert_int_equal(err.code, ERR_ABSENT);
    assert_false(file_write("", "x", 1, 0600, &err));
}

static void a_path_without_a_folder_is_here(void **state) {
    (void)state;
    char here[4096];
    assert_non_null(getcwd(here, sizeof(here)));
    assert_int_equal(chdir(temp.path), 0);
    arm(-1, 0);
    assert_true(file_write("f", "x", 1, 0600, NULL));
    assert_int_equal(chdir(here), 0);
    assert_string_equal(content_of(temp_path(&temp, "f")), "x");
}

static void the_product_is_found_beside_the_binary_or_where_told(void **state) {
    (void)state;
    char *share = getenv("ANJU_SHARE") ? strdup(getenv("ANJU_SHARE")) : NULL;
    char *bin = getenv("ANJU_BIN") ? strdup(getenv("ANJU_BIN")) : NULL;
    assert_int_equal(setenv("ANJU_BIN", temp.path, 1), 0);
    assert_int_equal(setenv("ANJU_SHARE", "/s", 1), 0);
    assert_string_equal(binary_folder(&arena), temp.path);
    assert_string_equal(share_path(&arena, "a/b"), "/s/a/b");
    assert_int_equal(unsetenv("ANJU_SHARE"), 0);
    assert_string_equal(share_path(&arena, "a/b"), "/usr/share/anju/a/b");
    assert_int_equal(mkdir(temp_path(&temp, "share"), 0700), 0);
    assert_string_equal(share_path(&arena, "b"), temp_path(&temp, "share/b"));
    assert_int_equal(unsetenv("ANJU_BIN"), 0);
    char own[4096] = "";
    assert_true(readlink("/proc/self/exe", own, sizeof(own) - 1) > 0);
    *strrchr(own, '/') = '\0';
    assert_string_equal(binary_folder(&arena), own);
    if (share)
        assert_int_equal(setenv("ANJU_SHARE", share, 1), 0);
    if (bin)
        assert_int_equal(setenv("ANJU_BIN", bin, 1), 0);
    free(share);
    free(bin);
}

static void a_folder_is_made_with_its_parents(void **state) {
    (void)state;
    (void)temp_file(&temp, "file", "x", 1);
    static const struct {
        const char *path;
        bool        expected, made;
        const char *why;
    } rows[] = {
        { "one", true, true, "one" },
        { "one", true, false, "there already" },
        { "a/b//c/", true, true, "its parents too, whatever its slashes" },
        { "a/b/c", true, false, "it was that one" },
        { "file", false, false, "a file of that name" },
        { "file/in/it", false, false, "below a file" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err  err = { 0 };
        struct stat st;
        bool        made = false;
        const char *path = temp_path(&temp, rows[i].path);
        if (file_make_folder(path, 0700, &made, &err) != rows[i].expected || made != rows[i].made)
            fail_msg("%s: %s %s", rows[i].path, rows[i].why, err.text);
        if (rows[i].expected && (stat(path, &st) != 0 || (st.st_mode & 07777) != 0700))
            fail_msg("%s: %o", rows[i].path, st.st_mode);
        if (!rows[i].expected && !strstr(err.text, "不是文件夹"))
            fail_msg("%s: %s", rows[i].path, err.text);
    }
    struct stat st;
    assert_int_equal(stat(temp_path(&temp, "a/b"), &st), 0);
    assert_int_equal(st.st_mode & 0700, 0700);
    assert_true(file_make_folder("/", 0700, &(bool){ true }, NULL));
    assert_false(file_make_folder("", 0700, &(bool){ true }, NULL));
}

/* A folder has its name on the disk before anything is put into it. */
static void each_folder_that_is_made_is_synced_in_its_parent(void **state) {
    (void)state;
    static const char *const parents[] = { "", "a", "a/b" };
    struct err               err = { 0 };
    struct stat              st;
    bool                     made = false;
    arm(-1, 0);
    assert_true(file_make_folder(temp_path(&temp, "a/b/c"), 0700, &made, &err));
    assert_int_equal(syncs, ROWS(parents));
    for (size_t i = 0; i < ROWS(parents); i++) {
        assert_int_equal(stat(temp_path(&temp, parents[i]), &st), 0);
        if (synced[i] != st.st_ino)
            fail_msg("“%s” was not synced after what was made in it", parents[i]);
    }
    arm(0, EIO);
    assert_false(file_make_folder(temp_path(&temp, "d"), 0700, &made, &err));
    assert_non_null(strstr(err.text, "磁盘读写出错"));
    arm(-1, 0);
    assert_true(file_make_folder(temp_path(&temp, "a/b/c"), 0700, &made, &err));
    assert_int_equal(syncs, 0); /* there already */
}

static void closed_standard_streams_are_taken_but_not_written_to(void **state) {
    (void)state;
    int kept[3];
    for (int fd = 0; fd < 3; fd++)
        kept[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    (void)close(0), (void)close(2);
    file_hold_standard();
    int  next = open("/dev/null", O_RDONLY | O_CLOEXEC);
    bool refused = write(2, "x", 1) < 0 && errno == EBADF;
    bool open_still = fcntl(1, F_GETFD) >= 0;
    (void)close(next);
    for (int fd = 0; fd < 3; fd++) {
        (void)dup2(kept[fd], fd);
        (void)close(kept[fd]);
    }
    assert_true(next > 2);
    assert_true(refused);
    assert_true(open_still);
}

int main(void) {
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_file_is_read_whole_with_an_end),
        IN_A_FOLDER(more_than_the_limit_is_refused),
        IN_A_FOLDER(a_file_that_lies_about_its_size_is_read_to_its_end),
        IN_A_FOLDER(what_is_no_file_is_refused_in_plain_words),
        IN_A_FOLDER(a_file_is_written_whole_with_its_mode),
        IN_A_FOLDER(writes_in_small_pieces_are_put_together),
        IN_A_FOLDER(whatever_fails_leaves_a_whole_file_and_no_other),
        IN_A_FOLDER(a_folder_that_is_not_there_is_told),
        IN_A_FOLDER(a_path_without_a_folder_is_here),
        IN_A_FOLDER(a_folder_is_made_with_its_parents),
        IN_A_FOLDER(each_folder_that_is_made_is_synced_in_its_parent),
        cmocka_unit_test(closed_standard_streams_are_taken_but_not_written_to),
        IN_A_FOLDER(the_product_is_found_beside_the_binary_or_where_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
