/* SPDX-License-Identifier: GPL-3.0-or-later
 * memory.c - the allocators of the C library behind a count. */
#include "support/memory.h"

#include "base/err.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>

static struct {
    long short_at, asked;
    bool lasting, held, failed;
} memory;

void memory_short(long k, bool lasting) {
    memory.short_at = k;
    memory.lasting = lasting;
    memory.held = memory.failed = false;
    memory.asked = 0;
}

void memory_hold(bool held) {
    memory.held = held;
}

long memory_asked(void) {
    return memory.asked;
}

bool memory_failed(void) {
    return memory.failed;
}

static bool runs_out(void) {
    if (memory.held)
        return false;
    memory.asked++;
    bool out = memory.short_at > 0 &&
               (memory.lasting ? memory.asked >= memory.short_at : memory.asked == memory.short_at);
    memory.failed |= out;
    return out;
}

/* --- the C library's ----------------------------------------------------------------------- */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__real_strndup(const char *text, size_t length);
char *__wrap_strndup(const char *text, size_t length);

void *__wrap_malloc(size_t size) {
    return runs_out() ? NULL : __real_malloc(size);
}
void *__wrap_calloc(size_t count, size_t size) {
    return runs_out() ? NULL : __real_calloc(count, size);
}
void *__wrap_realloc(void *old, size_t size) {
    return runs_out() ? NULL : __real_realloc(old, size);
}
char *__wrap_strdup(const char *text) {
    return runs_out() ? NULL : __real_strdup(text);
}
char *__wrap_strndup(const char *text, size_t length) {
    return runs_out() ? NULL : __real_strndup(text, length);
}

/* --- the libraries' ------------------------------------------------------------------------ */

static sqlite3_mem_methods sqlite_real;

static void *sqlite_malloc(int size) {
    return runs_out() ? NULL : sqlite_real.xMalloc(size);
}
static void *sqlite_realloc(void *old, int size) {
    return runs_out() ? NULL : sqlite_real.xRealloc(old, size);
}

void memory_ask_in(void) {
    sqlite3_mem_methods wrapped;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_real) != SQLITE_OK)
        bug("SQLite does not tell its allocator");
    wrapped = sqlite_real;
    wrapped.xMalloc = sqlite_malloc;
    wrapped.xRealloc = sqlite_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped) != SQLITE_OK)
        bug("SQLite is at work already");
    json_set_alloc_funcs(__wrap_malloc, free);
}
