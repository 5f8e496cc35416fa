/* SPDX-License-Identifier: GPL-3.0-or-later
 * arena.h - memory that is given back all at once: a frame, a request, an import. */
#ifndef ANJU_BASE_ARENA_H
#define ANJU_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena {
    struct arena_chunk *chunk;   /* newest first */
    size_t              used;    /* of the newest chunk */
    size_t              total;   /* bytes held in all chunks */
    size_t              limit;   /* most bytes it may hold; 0 = no limit but memory */
    struct arena_chunk *reserve; /* arena_reserve() */
    bool                low;     /* it is being used */
};

/* All zeros is an empty arena too: `struct arena a = {0};`. */
void arena_init(struct arena *arena, size_t limit);

/* Set `size` bytes aside. When the limit or memory is reached blocks come from there and `low` is
 * set: for work in steps that each take less than that, looked after once a step instead of at
 * each of a hundred small blocks. Asked again, the larger holds. False: there is not even that
 * much. */
bool arena_reserve(struct arena *arena, size_t size);

/* Give everything back, keeping the largest chunk for the next round; what was used is wiped,
 * since it may have been somebody's data. */
void arena_reset(struct arena *arena);
/* Give everything back and free it, wiped. */
void arena_deinit(struct arena *arena);

/* Zeroed, aligned for any type. NULL when the limit or memory is reached, with a limit or without:
 * callers check, always, but for small blocks under a reserve. A size that cannot be (overflow) is
 * NULL too. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size); /* overflow-checked */
/* Like realloc for an array that grows: returns a block of `size` holding the old bytes. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_NEW_ARRAY(arena, n, type) ((type *)arena_array((arena), (n), sizeof(type)))

#endif
