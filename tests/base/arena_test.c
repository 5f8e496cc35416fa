/* SPDX-License-Identifier: GPL-3.0-or-later
 * arena_test.c - blocks, the limit, wiping, and memory that runs out. What is freed is looked at on
 * its way to free(). */
/* link: -Wl,--wrap=calloc,--wrap=free */
#include "base/arena.h"
#include "base/world.h"
#include "support/check.h"
#include "support/seed.h"

#include <malloc.h>
#include <stdlib.h>

static const char secret[] = "刘小明 13800000000";
static int        fail_after = -1; /* calls of calloc that still succeed; -1 = all */
static bool       watching;        /* look into what is freed? */
static size_t     freed_with_secret, freed;

void *__real_calloc(size_t count, size_t size);
void  __real_free(void *block);
void *__wrap_calloc(size_t count, size_t size);
void  __wrap_free(void *block);

void *__wrap_calloc(size_t count, size_t size) {
    if (fail_after == 0)
        return NULL;
    if (fail_after > 0)
        fail_after--;
    return __real_calloc(count, size);
}

void __wrap_free(void *block) {
    if (watching && block) {
        freed++;
        freed_with_secret +=
            memmem(block, malloc_usable_size(block), secret, sizeof(secret)) != NULL;
    }
    __real_free(block);
}

static void blocks_are_zero_aligned_and_apart(void **state) {
    (void)state;
    struct arena arena = { 0 };
    struct world world;
    support_world(&world);
    enum { COUNT = 400 };
    char  *blocks[COUNT];
    size_t sizes[COUNT];
    for (int round = 0; round < 3; round++) { /* also after a reset, in used memory */
        for (size_t i = 0; i < COUNT; i++) {
            sizes[i] = support_below(&world, i % 50 == 0 ? 20000 : 200);
            blocks[i] = arena_alloc(&arena, sizes[i]);
            assert_non_null(blocks[i]);
            assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
            for (size_t b = 0; b < sizes[i]; b++)
                assert_int_equal(blocks[i][b], 0);
            memset(blocks[i], (int)(i % 255) + 1, sizes[i]);
        }
        for (size_t i = 0; i < COUNT; i++)
            for (size_t b = 0; b < sizes[i]; b++)
                assert_int_equal((unsigned char)blocks[i][b], i % 255 + 1);
        arena_reset(&arena);
    }
    arena_deinit(&arena);
}

static void a_block_of_nothing_is_a_block(void **state) {
    (void)state;
    struct arena arena = { 0 };
    void        *one = arena_alloc(&arena, 0), *other = arena_alloc(&arena, 0);
    assert_non_null(one);
    assert_non_null(other);
    assert_ptr_not_equal(one, other);
    arena_deinit(&arena);
}

static void the_limit_holds_and_leaves_the_arena_usable(void **state) {
    (void)state;
    for (size_t limit = 64; limit < 40000; limit = limit * 3 / 2) {
        struct arena arena;
        arena_init(&arena, limit);
        size_t got = 0;
        for (size_t size = 4096; size > 0; size /= 2)
            while (arena_alloc(&arena, size))
                got += size;
        assert_true(arena.total <= limit && got <= limit);
        assert_null(arena_alloc(&arena, limit));
        arena_reset(&arena);
        if (got > 0)
            assert_non_null(arena_alloc(&arena, 1));
        arena_deinit(&arena);
        assert_int_equal(arena.limit, limit);
    }
}

static void a_reserve_is_used_when_nothing_else_is_left(void **state) {
    struct arena arena;
    (void)state;
    arena_init(&arena, 8192);
    assert_true(arena_reserve(&arena, 10000));
    assert_non_null(arena_alloc(&arena, 4000));
    assert_false(arena.low);
    char *block = arena_alloc(&arena, 9000); /* more than the limit leaves */
    assert_true(arena.low);
    for (int i = 0; i < 9000; i++)
        assert_int_equal(block[i], 0);
    assert_null(arena_alloc(&arena, 9000)); /* once */
    arena_reset(&arena);
    assert_false(arena.low);
    assert_true(arena_reserve(&arena, 100)); /* another one, never used */
    arena_deinit(&arena);
}

static void of_two_reserves_the_larger_holds(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena, 8192);
    assert_true(arena_reserve(&arena, 100));
    assert_true(arena_reserve(&arena, 20000));
    assert_true(arena_reserve(&arena, 100));
    assert_non_null(arena_alloc(&arena, 18000));
    assert_true(arena.low);
    arena_deinit(&arena);
}

/* Not only powers of two: what the limit leaves is given. */
static void the_last_bytes_before_the_limit_can_be_had(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena, 10000);
    size_t got = 0;
    while (arena_alloc(&arena, 100))
        got += 100;
    assert_true(got >= 7000); /* more but for the gaps under AddressSanitizer */
    arena_deinit(&arena);
}

static void impossible_sizes_are_refused(void **state) {
    (void)state;
    struct arena        arena = { 0 };
    static const size_t sizes[] = { SIZE_MAX,      SIZE_MAX - 1, SIZE_MAX - 15,
                                    SIZE_MAX - 64, PTRDIFF_MAX,  (size_t)PTRDIFF_MAX + 1 };
    for (size_t i = 0; i < ROWS(sizes); i++) {
        assert_null(arena_alloc(&arena, sizes[i]));
        void *block = arena_alloc(&arena, 8);
        assert_null(arena_grow(&arena, block, 8, sizes[i]));
    }
    assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(arena_array(&arena, 3, SIZE_MAX / 2));
    assert_non_null(arena_array(&arena, 0, SIZE_MAX));
    arena_deinit(&arena);
}

static void a_block_grows_and_keeps_its_bytes(void **state) {
    (void)state;
    struct arena arena = { 0 };
    for (int between = 0; between < 2; between++) { /* the newest block, and one that is not */
        size_t size = 1;
        char  *block = arena_grow(&arena, NULL, 0, size);
        assert_non_null(block);
        block[0] = 1;
        while (size < 100000) {
            if (between)
                assert_non_null(arena_alloc(&arena, 3));
            size_t more = size + size / 2 + 1;
            block = arena_grow(&arena, block, size, more);
            assert_non_null(block);
            for (size_t i = 0; i < more; i++)
                assert_int_equal((unsigned char)block[i], i < size ? i % 251 + 1 : 0);
            for (size_t i = size; i < more; i++)
                block[i] = (char)(i % 251 + 1);
            size = more;
        }
        assert_ptr_equal(arena_grow(&arena, block, size, size / 2), block);
    }
    arena_deinit(&arena);
}

static void the_newest_block_grows_where_it_stands(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char        *block = arena_alloc(&arena, 10);
    assert_ptr_equal(arena_grow(&arena, block, 10, 1000), block);
    char *next = arena_alloc(&arena, 10);
    assert_true(next >= block + 1000);
    assert_ptr_not_equal(arena_grow(&arena, block, 1000, 1001), block);
    arena_deinit(&arena);
}

static void texts_are_copied_and_printed(void **state) {
    (void)state;
    struct arena arena = { 0 };
    assert_string_equal(arena_strdup(&arena, "保洁"), "保洁");
    assert_string_equal(arena_strdup(&arena, ""), "");
    assert_string_equal(arena_strndup(&arena, "abc", 2), "ab");
    assert_string_equal(arena_strndup(&arena, "abc", 9), "abc");
    const char open[] = { 'a', 'b' }; /* no end: must not be read past */
    assert_string_equal(arena_strndup(&arena, open, 2), "ab");
    assert_string_equal(arena_printf(&arena, "%s %d", "x", 7), "x 7");
    char *wide = arena_printf(&arena, "%*d", 100000, 7);
    assert_int_equal(strlen(wide), 100000);
    arena_deinit(&arena);
}

static void what_was_used_is_wiped_before_it_goes(void **state) {
    (void)state;
    for (int reset = 0; reset < 2; reset++) {
        struct arena arena = { 0 };
        for (size_t i = 0; i < 5000; i++)
            assert_non_null(arena_strdup(&arena, secret));
        watching = true;
        freed = freed_with_secret = 0;
        if (reset)
            arena_reset(&arena);
        else
            arena_deinit(&arena);
        watching = false;
        assert_int_equal(freed_with_secret, 0);
        assert_true(freed > 1);
        char *kept = reset ? arena_alloc(&arena, 100000) : NULL;
        if (kept)
            assert_null(memmem(kept, 100000, secret, sizeof(secret)));
        arena_deinit(&arena);
    }
}

static void a_round_like_the_last_asks_for_no_memory(void **state) {
    (void)state;
    struct arena arena = { 0 };
    for (size_t i = 0; i < 1000; i++)
        assert_non_null(arena_alloc(&arena, 100));
    arena_reset(&arena);
    size_t held = arena.total;
    fail_after = 0;
    for (size_t i = 0; i < 500; i++)
        assert_non_null(arena_alloc(&arena, 100));
    fail_after = -1;
    assert_int_equal(arena.total, held);
    arena_deinit(&arena);
    assert_int_equal(arena.total, 0);
}

static void memory_that_runs_out_is_null_and_the_next_try_works(void **state) {
    (void)state;
    for (int k = 0; k < 12; k++) {
        struct arena arena = { 0 };
        fail_after = k;
        size_t got = 0;
        while (got < 3000 && arena_strdup(&arena, secret))
            got++;
        assert_true(k > 4 || got < 3000);
        assert_true(got == 3000 || !arena_printf(&arena, "%*d", 5000, 1));
        assert_true(got == 3000 || !arena_array(&arena, 100000, 8));
        fail_after = -1;
        assert_non_null(arena_strdup(&arena, secret));
        arena_deinit(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zero_aligned_and_apart),
        cmocka_unit_test(a_block_of_nothing_is_a_block),
        cmocka_unit_test(the_limit_holds_and_leaves_the_arena_usable),
        cmocka_unit_test(a_reserve_is_used_when_nothing_else_is_left),
        cmocka_unit_test(of_two_reserves_the_larger_holds),
        cmocka_unit_test(the_last_bytes_before_the_limit_can_be_had),
        cmocka_unit_test(impossible_sizes_are_refused),
        cmocka_unit_test(a_block_grows_and_keeps_its_bytes),
        cmocka_unit_test(the_newest_block_grows_where_it_stands),
        cmocka_unit_test(texts_are_copied_and_printed),
        cmocka_unit_test(what_was_used_is_wiped_before_it_goes),
        cmocka_unit_test(a_round_like_the_last_asks_for_no_memory),
        cmocka_unit_test(memory_that_runs_out_is_null_and_the_next_try_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
