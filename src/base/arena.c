/* SPDX-License-Identifier: GPL-3.0-or-later
 * arena.c - chunks that double, blocks handed out of the newest. Invariant: what lies behind `used`
 * in a chunk is zero, so a block needs no clearing. Under AddressSanitizer that part is poisoned
 * and blocks stand apart, so that running over a block's end is caught as with malloc. */
#include "base/arena.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(ARENA_POISONED)
#include <sanitizer/asan_interface.h>
#define POISON(at, size) ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
enum { GAP = 16 };
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
enum { GAP = 0 };
#endif

enum { ALIGNMENT = _Alignof(max_align_t), CHUNK_FIRST = 4096, CHUNK_MOST = 1 << 20 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t              size; /* of bytes[] */
    size_t              used; /* of bytes[], once it is no longer the newest */
    _Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, size_t limit) {
    *arena = (struct arena){ .limit = limit };
}

/* Bytes that a block of `size` takes; 0 when no block can be that large. */
static size_t block_size(size_t size) {
    if (size > PTRDIFF_MAX - GAP - ALIGNMENT)
        return 0;
    size_t whole = (size ? size : 1) + ALIGNMENT - 1;
    return whole - whole % ALIGNMENT + GAP;
}

static void chunk_wipe(struct arena_chunk *chunk) {
    UNPOISON(chunk->bytes, chunk->size);
    explicit_bzero(chunk->bytes, chunk->used);
}

static struct arena_chunk *chunk_new(size_t size) {
    struct arena_chunk *chunk = calloc(1, sizeof(*chunk) + size);
    if (!chunk)
        return NULL;
    chunk->size = size;
    POISON(chunk->bytes, chunk->size);
    return chunk;
}

static void chunk_link(struct arena *arena, struct arena_chunk *chunk) {
    chunk->older = arena->chunk;
    if (arena->chunk)
        arena->chunk->used = arena->used;
    arena->chunk = chunk;
    arena->used = 0;
    arena->total += sizeof(*chunk) + chunk->size;
}

static bool chunk_push(struct arena *arena, size_t need) {
    const size_t head = sizeof(struct arena_chunk);
    if (need > PTRDIFF_MAX - head || arena->total > PTRDIFF_MAX - head - need)
        return false;
    size_t want = arena->chunk ? arena->chunk->size * 2 : CHUNK_FIRST - head;
    if (want > CHUNK_MOST)
        want = CHUNK_MOST;
    if (want < need)
        want = need;
    if (arena->limit && arena->total + head + want > arena->limit)
        want = need; /* the last bytes before the limit can be had exactly */
    if (arena->limit && arena->total + head + want > arena->limit)
        return false;
    struct arena_chunk *chunk = chunk_new(want);
    if (!chunk)
        return false;
    chunk_link(arena, chunk);
    return true;
}

/* The reserve becomes the newest chunk; the limit has done its work. */
static bool chunk_spare(struct arena *arena, size_t need) {
    if (!arena->reserve || arena->reserve->size < need)
        return false;
    chunk_link(arena, arena->reserve);
    arena->reserve = NULL;
    return arena->low = true;
}

bool arena_reserve(struct arena *arena, size_t size) {
    if (arena->reserve && arena->reserve->size >= size)
        return true;
    struct arena_chunk *more = chunk_new(size);
    if (!more)
        return false;
    free(arena->reserve); /* nothing was ever in it */
    arena->reserve = more;
    return true;
}

void arena_reset(struct arena *arena) {
    arena->low = false;
    if (!arena->chunk)
        return;
    arena->chunk->used = arena->used;
    struct arena_chunk *kept = arena->chunk;
    for (struct arena_chunk *c = arena->chunk; c; c = c->older)
        if (c->size > kept->size)
            kept = c;
    for (struct arena_chunk *c = arena->chunk, *older; c; c = older) {
        older = c->older;
        chunk_wipe(c);
        if (c != kept)
            free(c);
    }
    kept->older = NULL;
    kept->used = 0;
    POISON(kept->bytes, kept->size);
    arena->chunk = kept;
    arena->used = 0;
    arena->total = sizeof(struct arena_chunk) + kept->size;
}

void arena_deinit(struct arena *arena) {
    arena_reset(arena);
    if (arena->chunk) {
        UNPOISON(arena->chunk->bytes, arena->chunk->size);
        free(arena->chunk);
    }
    free(arena->reserve); /* nothing was ever in it */
    arena_init(arena, arena->limit);
}

void *arena_alloc(struct arena *arena, size_t size) {
    size_t need = block_size(size);
    if (need == 0)
        return NULL;
    if ((!arena->chunk || need > arena->chunk->size - arena->used) && !chunk_push(arena, need) &&
        !chunk_spare(arena, need))
        return NULL;
    char *block = arena->chunk->bytes + arena->used;
    arena->used += need;
    UNPOISON(block, size ? size : 1);
    return block;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    size_t whole;
    if (__builtin_mul_overflow(count, size, &whole))
        return NULL;
    return arena_alloc(arena, whole);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size) {
    if (old && size <= old_size)
        return old;
    size_t before = block_size(old_size), need = block_size(size);
    if (need == 0)
        return NULL;
    /* The newest block grows where it stands while its chunk has room. */
    if (old && (char *)old == arena->chunk->bytes + arena->used - before &&
        need - before <= arena->chunk->size - arena->used) {
        arena->used += need - before;
        UNPOISON(old, size);
        return old;
    }
    void *block = arena_alloc(arena, size);
    if (block && old)
        memcpy(block, old, old_size);
    return block;
}

char *arena_strdup(struct arena *arena, const char *text) {
    return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t length) {
    length = strnlen(text, length);
    char *copy = arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int   length = vsnprintf(NULL, 0, format, again);
    char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
    va_end(again);
    if (text)
        (void)vsnprintf(text, (size_t)length + 1, format, args); /* just measured */
    return text;
}
