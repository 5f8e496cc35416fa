/* SPDX-License-Identifier: GPL-3.0-or-later
 * fuzz_main.c - a fuzz target without libFuzzer: runs every file of the corpus folders given to it,
 * and some hundred changed copies of each from the printed seed. A crash says which one it was;
 * `make fuzz` hunts for more (tests/fuzz/hunt). */
#include "base/err.h"
#include "base/file.h"
#include "support/seed.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
/* Given by AddressSanitizer's library, when that is linked. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

enum { FILE_MOST = 16 << 20, GROWTH = 4096, BYTES_A_FILE = 64 << 20 };

static char running[512]; /* what a crash was in */

static void say_what_ran(void) {
    /* Nothing can be done about a failure to say it. */
    if (write(STDERR_FILENO, running, strlen(running)) < 0)
        _exit(1);
}

static void on_signal(int number) {
    say_what_ran();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* One change of the kinds that parsers trip over; `bytes` has room for GROWTH more. */
static size_t mutate(struct world *world, uint8_t *bytes, size_t length, size_t room) {
    static const uint8_t odd[] = { 0,   1,    9,    10,   13,   '"',  ',',  '\'', '<',
                                   '&', 0x7F, 0x80, 0xC2, 0xE4, 0xED, 0xF4, 0xFE, 0xFF };
    size_t               at = length ? support_below(world, (uint32_t)length) : 0;
    size_t               span = 1 + support_below(world, 16);
    if (span > length - at)
        span = length - at;
    switch (support_below(world, 7)) {
    case 0: /* a bit */
        if (length)
            bytes[at] ^= (uint8_t)(1u << support_below(world, 8));
        return length;
    case 1: /* an odd byte */
        if (length)
            bytes[at] = odd[support_below(world, sizeof(odd))];
        return length;
    case 2: /* the end */
        return at;
    case 3: /* some bytes gone */
        memmove(bytes + at, bytes + at + span, length - at - span);
        return length - span;
    case 4: /* some bytes twice */
        if (span > room - length)
            return length;
        memmove(bytes + at + span, bytes + at, length - at);
        return length + span;
    case 5: /* a byte more */
        if (length == room)
            return length;
        memmove(bytes + at + 1, bytes + at, length - at);
        bytes[at] = odd[support_below(world, sizeof(odd))];
        return length + 1;
    default: /* chance */
        world_random(world, bytes + at, span);
        return length;
    }
}

/* A block of exactly `length` bytes, so that reading past its end is caught. */
static void run_exactly(const uint8_t *bytes, size_t length) {
    uint8_t *exact = malloc(length ? length : 1);
    if (!exact)
        bug("no memory for %zu bytes", length);
    memcpy(exact, bytes, length);
    (void)LLVMFuzzerTestOneInput(exact, length); /* reserved by libFuzzer, always 0 */
    free(exact);
}

static void run_file(const char *path) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    char        *bytes;
    size_t       length;
    if (!file_read(&arena, path, FILE_MOST, &bytes, &length, &err))
        bug("%s", err.text);
    size_t   room = length + GROWTH;
    uint8_t *changed = arena_alloc(&arena, room);
    if (!changed)
        bug("no memory for %s", path);
    (void)snprintf(running, sizeof(running), "\nwhile running %s\n", path);
    run_exactly((const uint8_t *)bytes, length);
    struct world world;
    support_world(&world);
    size_t most = BYTES_A_FILE / (length + 1), count = support_count(200, 4000);
    for (size_t i = 0; i < count && i < most; i++) {
        (void)snprintf(running, sizeof(running), "\nwhile running %s, change %zu of seed %llu\n",
                       path, i, (unsigned long long)support_seed());
        memcpy(changed, bytes, length);
        size_t now = length;
        for (uint32_t changes = 1 + support_below(&world, 4); changes > 0; changes--)
            now = mutate(&world, changed, now, room);
        run_exactly(changed, now);
    }
    arena_deinit(&arena);
}

/* Files and folders of them; how many files. */
static int run_path(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0)
        bug("no such corpus: %s", path);
    if (!S_ISDIR(st.st_mode)) {
        run_file(path);
        return 1;
    }
    struct dirent **entries;
    int             count = scandir(path, &entries, NULL, alphasort), files = 0;
    for (int i = 0; i < count; i++) {
        char *inside;
        if (asprintf(&inside, "%s/%s", path, entries[i]->d_name) < 0)
            bug("no memory");
        if (entries[i]->d_name[0] != '.')
            files += run_path(inside);
        free(inside);
        free(entries[i]);
    }
    free(entries);
    return files;
}

int main(int argc, char **argv) {
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(say_what_ran);
    else
        for (size_t i = 0; i < 4; i++)
            (void)signal((const int[]){ SIGABRT, SIGSEGV, SIGBUS, SIGFPE }[i], on_signal);
    int files = 0;
    for (int i = 1; i < argc; i++)
        files += run_path(argv[i]);
    if (files == 0)
        die("usage: %s FILE|FOLDER…", argv[0]);
    return 0;
}
