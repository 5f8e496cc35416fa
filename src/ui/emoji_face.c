/* SPDX-License-Identifier: GPL-3.0-or-later
 * emoji_face.c - which bytes are one emoji (UTS #51), and its picture: HarfBuzz joins a sequence to
 * a glyph, FreeType unpacks the glyph's bitmap. */
#include "ui/emoji_face.h"

#include "base/text.h"
#include "ui/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <stdlib.h>
#include <unicode/uchar.h>

enum { PICTURE_MOST = 256 }; /* pixels of a side that we believe */

struct emoji_face {
    FT_Face      face;
    hb_font_t   *shaper;
    hb_buffer_t *buffer;
    uint32_t     pixels[PICTURE_MOST * PICTURE_MOST];
};

static bool is_skin(uint32_t c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
}
static bool is_flag_letter(uint32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}
static bool is_tag(uint32_t c) {
    return c >= 0xE0020 && c <= 0xE007F;
}

/* The character at `at`, 0 at the end. */
static uint32_t peek(const char *text, size_t length, size_t at, size_t *ret_size) {
    uint32_t c = 0;
    *ret_size = at < length ? text_decode(text + at, length - at, &c) : 0;
    return *ret_size ? c : 0;
}

/* One element: a base with what modifies it; 0 when there is none. */
static size_t element_length(const char *text, size_t length) {
    size_t   size, more;
    uint32_t base = peek(text, length, 0, &size);
    if (!size)
        return 0;
    size_t   at = size;
    uint32_t next = peek(text, length, at, &more);
    bool     drawn = u_hasBinaryProperty((UChar32)base, UCHAR_EMOJI_PRESENTATION);
    if (is_flag_letter(base))
        return is_flag_letter(next) ? at + more : 0;
    if (next == 0xFE0E) /* asked for as text */
        return 0;
    if (next == 0xFE0F && u_hasBinaryProperty((UChar32)base, UCHAR_EMOJI)) {
        drawn = true;
        at += more;
        next = peek(text, length, at, &more);
    }
    if (next == 0x20E3 && drawn) /* a key: digit, U+FE0F, U+20E3 */
        return at + more;
    if (!drawn || base < 0x80)
        return 0;
    if (is_skin(next)) {
        at += more;
        next = peek(text, length, at, &more);
    }
    while (is_tag(next)) {
        at += more;
        next = peek(text, length, at, &more);
    }
    return at;
}

size_t emoji_length(const char *text, size_t length) {
    /* Nearly every text is none: ASCII but before U+FE0F, and what is below U+2300 … U+3299. */
    if (length < 3 || ((unsigned char)text[0] < 0xE2 && (unsigned char)text[1] != 0xEF))
        return 0;
    size_t total = element_length(text, length), more;
    while (total && peek(text, length, total, &more) == 0x200D) {
        size_t part = element_length(text + total + more, length - total - more);
        if (!part) { /* ♂ ♀ ⚕ may stand bare behind a joiner */
            size_t   size;
            uint32_t c = peek(text, length, total + more, &size);
            if (size && u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI) && c >= 0x80)
                part = size;
        }
        if (!part)
            break;
        total += more + part;
    }
    return total;
}

struct emoji_face *emoji_face_open(void *freetype, const char *path) {
    struct emoji_face *face = calloc(1, sizeof *face);
    if (!face)
        return NULL;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob || FT_New_Face(freetype, path, 0, &face->face) != 0 ||
        face->face->num_fixed_sizes < 1 || FT_Select_Size(face->face, 0) != 0) {
        hb_blob_destroy(blob);
        emoji_face_free(face);
        return NULL;
    }
    hb_face_t *shapes = hb_face_create(blob, 0);
    face->shaper = hb_font_create(shapes);
    face->buffer = hb_buffer_create();
    hb_face_destroy(shapes);
    hb_blob_destroy(blob);
    return face;
}

void emoji_face_free(struct emoji_face *face) {
    if (!face)
        return;
    hb_buffer_destroy(face->buffer);
    hb_font_destroy(face->shaper);
    if (face->face)
        (void)FT_Done_Face(face->face); /* fails only for a face that is none */
    free(face);
}

/* The first glyph that the sequence becomes: the whole, when the font knows it joined. */
static uint32_t joined(struct emoji_face *face, const char *emoji, size_t length) {
    hb_buffer_clear_contents(face->buffer);
    hb_buffer_add_utf8(face->buffer, emoji, (int)length, 0, (int)length);
    hb_buffer_guess_segment_properties(face->buffer);
    hb_shape(face->shaper, face->buffer, NULL, 0);
    unsigned               count;
    const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(face->buffer, &count);
    return count ? glyphs[0].codepoint : 0;
}

bool emoji_face_picture(struct emoji_face *face, const char *emoji, size_t length,
                        const uint32_t **ret_pixels, int *ret_width, int *ret_height) {
    uint32_t glyph = joined(face, emoji, length);
    if (!glyph || FT_Load_Glyph(face->face, glyph, FT_LOAD_COLOR) != 0)
        return false;
    const FT_Bitmap *bitmap = &face->face->glyph->bitmap;
    if (bitmap->pixel_mode != FT_PIXEL_MODE_BGRA || bitmap->width < 1 || bitmap->rows < 1 ||
        bitmap->width > PICTURE_MOST || bitmap->rows > PICTURE_MOST)
        return false;
    for (unsigned y = 0; y < bitmap->rows; y++) {
        const uint8_t *row = bitmap->buffer + (ptrdiff_t)y * bitmap->pitch;
        for (unsigned x = 0; x < bitmap->width; x++)
            face->pixels[y * bitmap->width + x] = (uint32_t)row[4 * x + 3] << 24 |
                                                  (uint32_t)row[4 * x + 2] << 16 |
                                                  (uint32_t)row[4 * x + 1] << 8 | row[4 * x];
    }
    *ret_pixels = face->pixels;
    *ret_width = (int)bitmap->width;
    *ret_height = (int)bitmap->rows;
    return true;
}
