/* SPDX-License-Identifier: GPL-3.0-or-later
 * ime_heap_test.c - what was composed by pinyin is in no page of this process once it is forgotten:
 * neither in our buffers nor in what libpinyin has given back. The words are kept here only coded,
 * so that the search finds no copy of its own. */
#include "support/check.h"
#include "ui/ime.h"

#include <stdlib.h>

enum { KEY = 0x2A };

/* 刘䶮喆 as it is chosen, and liuyanzhe as it is typed. */
static const unsigned char chosen[] = { 0xE5 ^ KEY, 0x88 ^ KEY, 0x98 ^ KEY, 0xE4 ^ KEY, 0xB6 ^ KEY,
                                        0xAE ^ KEY, 0xE5 ^ KEY, 0x96 ^ KEY, 0x86 ^ KEY };
static const unsigned char letters[] = { 'l' ^ KEY, 'i' ^ KEY, 'u' ^ KEY, 'y' ^ KEY, 'a' ^ KEY,
                                         'n' ^ KEY, 'z' ^ KEY, 'h' ^ KEY, 'e' ^ KEY };

/* How often the word stands in the pages that can be written, the stack apart. */
static int found(const unsigned char *coded, size_t length) {
    FILE         *maps = fopen("/proc/self/maps", "r");
    char          line[512];
    unsigned long start, end;
    char          mode[8];
    int           count = 0;
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %4s", &start, &end, mode) != 3 || mode[0] != 'r' ||
            mode[1] != 'w' || strstr(line, "[stack]"))
            continue;
        const unsigned char *at = (const unsigned char *)start, *last = (const unsigned char *)end;
        for (; at + length <= last; at++) {
            size_t i = 0;
            while (i < length && (at[i] ^ KEY) == coded[i])
                i++;
            count += i == length;
        }
    }
    (void)fclose(maps);
    return count;
}

static void type_all(struct ime *ime) {
    for (size_t i = 0; i < sizeof letters; i++)
        assert_true(ime_letter(ime, (char)(letters[i] ^ KEY)));
}

/* Character by character, each by its bytes. */
static const char *choose_all(struct ime *ime) {
    const char *text = NULL;
    for (size_t c = 0; c < sizeof chosen; c += 3)
        for (size_t i = 0; i < ime_count(ime); i++) {
            const char *word = ime_candidate(ime, i);
            bool        same = strlen(word) == 3;
            for (size_t b = 0; same && b < 3; b++)
                same = ((unsigned char)word[b] ^ KEY) == chosen[c + b];
            if (same) {
                ime_choose(ime, i, &text);
                break;
            }
        }
    return text;
}

/* AddressSanitizer keeps what is freed, to notice its use: there it is only typed and forgotten. */
#ifdef __SANITIZE_ADDRESS__
enum { KEEPS_FREED = true };
#else
enum { KEEPS_FREED = false };
#endif

static void what_was_composed_is_in_no_page(void **state) {
    (void)state;
    struct ime *ime = NULL;
    assert_true(ime_open(&ime, NULL, NULL));
    type_all(ime);
    assert_true(KEEPS_FREED || found(letters, sizeof letters) > 0); /* the search can find it */
    const char *text = choose_all(ime);
    assert_non_null(text);
    assert_true(KEEPS_FREED || found(chosen, sizeof chosen) > 0);
    type_all(ime); /* begun again, and left in the middle */
    ime_forget(ime);
    if (!KEEPS_FREED) {
        check_number(found(chosen, sizeof chosen), 0, "what was chosen");
        check_number(found(letters, sizeof letters), 0, "what was typed");
    }
    ime_close(ime);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_composed_is_in_no_page) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
