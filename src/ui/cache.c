/* SPDX-License-Identifier: GPL-3.0-or-later
 * cache.c - a hash table with chains, and one list in order of use through all of its entries. */
#include "ui/cache.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

struct cache_entry {
    struct cache_entry *chain;
    struct cache_entry *newer, *older;
    uint64_t            hash;
    size_t              key_size, size;
    _Alignas(max_align_t) unsigned char bytes[]; /* content, then key */
};

struct cache {
    struct cache_entry *bucket[BUCKETS];
    struct cache_entry *newest, *oldest;
    struct cache_counts counts;
};

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * 0x100000001b3ull;
    return hash;
}

struct cache *cache_new(size_t limit) {
    struct cache *cache = calloc(1, sizeof *cache);
    if (cache)
        cache->counts.limit = limit;
    return cache;
}

static void take_out(struct cache *cache, struct cache_entry *entry) {
    if (entry->newer)
        entry->newer->older = entry->older;
    else
        cache->newest = entry->older;
    if (entry->older)
        entry->older->newer = entry->newer;
    else
        cache->oldest = entry->newer;
}

static void put_first(struct cache *cache, struct cache_entry *entry) {
    entry->newer = NULL;
    entry->older = cache->newest;
    if (cache->newest)
        cache->newest->newer = entry;
    else
        cache->oldest = entry;
    cache->newest = entry;
}

static size_t weight(size_t key_size, size_t size) {
    return sizeof(struct cache_entry) + size + key_size;
}

static void give_up(struct cache *cache, struct cache_entry *entry) {
    struct cache_entry **at = &cache->bucket[entry->hash % BUCKETS];
    while (*at != entry)
        at = &(*at)->chain;
    *at = entry->chain;
    take_out(cache, entry);
    cache->counts.held--;
    cache->counts.bytes -= weight(entry->key_size, entry->size);
    explicit_bzero(entry, weight(entry->key_size, entry->size)); /* texts may be somebody's */
    free(entry);
}

void cache_drop_all(struct cache *cache) {
    while (cache->oldest)
        give_up(cache, cache->oldest);
}

void cache_free(struct cache *cache) {
    if (!cache)
        return;
    cache_drop_all(cache);
    free(cache);
}

void *cache_get(struct cache *cache, const void *key, size_t key_size) {
    uint64_t hash = hash_bytes(HASH_START, key, key_size);
    for (struct cache_entry *entry = cache->bucket[hash % BUCKETS]; entry; entry = entry->chain) {
        if (entry->hash != hash || entry->key_size != key_size ||
            memcmp(entry->bytes + entry->size, key, key_size) != 0)
            continue;
        if (cache->newest != entry) {
            take_out(cache, entry);
            put_first(cache, entry);
        }
        return entry->bytes;
    }
    return NULL;
}

void *cache_put(struct cache *cache, const void *key, size_t key_size, size_t size) {
    size_t heavy = weight(key_size, size);
    if (heavy < size)
        return NULL;
    while (cache->oldest && cache->counts.bytes + heavy > cache->counts.limit) {
        give_up(cache, cache->oldest);
        cache->counts.given_up++;
    }
    struct cache_entry *entry = calloc(1, heavy);
    if (!entry)
        return NULL;
    entry->hash = hash_bytes(HASH_START, key, key_size);
    entry->key_size = key_size;
    entry->size = size;
    memcpy(entry->bytes + size, key, key_size);
    entry->chain = cache->bucket[entry->hash % BUCKETS];
    cache->bucket[entry->hash % BUCKETS] = entry;
    put_first(cache, entry);
    cache->counts.held++;
    cache->counts.made++;
    cache->counts.bytes += heavy;
    return entry->bytes;
}

struct cache_counts cache_counts(const struct cache *cache) {
    return cache->counts;
}
