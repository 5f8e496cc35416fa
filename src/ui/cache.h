/* SPDX-License-Identifier: GPL-3.0-or-later
 * cache.h - things that cost to make and are wanted again: rendered glyphs, laid-out texts. Bounded
 * in bytes; what was unused for longest goes first. */
#ifndef ANJU_UI_CACHE_H
#define ANJU_UI_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cache; /* opaque: buckets and the order of use */

/* `limit` in bytes of content; a single thing larger than it is still held, alone. */
struct cache *cache_new(size_t limit);
void          cache_free(struct cache *cache);

/* What was put under the key, or NULL; it becomes the most recently used. */
void *cache_get(struct cache *cache, const void *key, size_t key_size);
/* Zeroed room of `size` bytes for the key, which must not be there. NULL: no memory. What is there
 * longest unused is given up first: pointers got before are no longer valid. */
void *cache_put(struct cache *cache, const void *key, size_t key_size, size_t size);
void  cache_drop_all(struct cache *cache);

struct cache_counts {
    size_t held, bytes, limit;
    size_t made, given_up; /* since the start */
};
struct cache_counts cache_counts(const struct cache *cache);

/* FNV-1a, 64 bits, on from `hash`; start with HASH_START. */
#define HASH_START 0xcbf29ce484222325ull
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length);

#endif
