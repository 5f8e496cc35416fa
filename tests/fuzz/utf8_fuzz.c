/* SPDX-License-Identifier: GPL-3.0-or-later
 * utf8_fuzz.c - bytes of any file to text, and text through everything that tidies it: what comes
 * out is valid, tidied twice is tidied once, and a catalogue made of the same bytes answers or is
 * refused. */
#include "base/catalogue.h"
#include "base/err.h"
#include "base/text.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool ok, const char *what) {
    if (!ok)
        bug("%s", what);
}

static void tidy(struct arena *arena, const char *text) {
    for (int keep_lines = 0; keep_lines < 2; keep_lines++) {
        char *clean = text_clean(arena, text, keep_lines);
        char *again = clean ? text_clean(arena, clean, keep_lines) : NULL;
        check(again && strcmp(clean, again) == 0, "text_clean is not done in one go");
        check(text_valid(clean, strlen(clean)) && strlen(clean) <= strlen(text), "text_clean");
    }
    char *folded = text_fold(arena, text);
    char *again = folded ? text_fold(arena, folded) : NULL;
    check(again && strcmp(folded, again) == 0, "text_fold is not done in one go");
    check(text_valid(folded, strlen(folded)), "text_fold");
    char *narrowed = text_narrow(arena, text);
    check(narrowed && text_characters(narrowed) == text_characters(text), "text_narrow");
}

static void look_up(const char *bytes, size_t length) {
    struct catalogue catalogue;
    if (!catalogue_read(bytes, length, &catalogue))
        return;
    static const char *const ids[] = { "", "没有权限", "%s:%d: %s", "zzz" };
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        const char *text = catalogue_find(&catalogue, ids[i]);
        check(!text || text_valid(text, strlen(text)), "catalogue_find");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct arena arena = { 0 };
    size_t       text_length;
    const char  *encoding;
    char *text = text_from_bytes(&arena, (const char *)bytes, length, &text_length, &encoding);
    if (text) {
        check(strlen(text) == text_length && text_valid(text, text_length), "text_from_bytes");
        tidy(&arena, text);
    }
    look_up((const char *)bytes, length);
    arena_deinit(&arena);
    return 0;
}
