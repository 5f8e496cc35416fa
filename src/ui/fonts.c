/* SPDX-License-Identifier: GPL-3.0-or-later
 * fonts.c - from a character to the face that has it, its exact advance and its rendered coverage.
 * Two steps, each remembered: character → face and glyph (a small table that overwrites itself),
 * and glyph at a size → bitmap (the bounded cache). */
#include "ui/fonts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "ui/cache.h"
#include "ui/emoji_face.h"
#include "ui/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_OUTLINE_H
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

static const char noto_folder[] = "/usr/share/fonts/opentype/noto";
static const char emoji_path[] = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";
static const char family[] = "Noto Sans CJK SC"; /* the other faces of the file have other shapes */

/* The files, and two answers that are none. */
enum slot {
    SLOT_REGULAR, /* the first four in the order of enum face */
    SLOT_BOLD,
    SLOT_ICON,
    SLOT_ICON_HEAVY, /* the same face, drawn bolder */
    SLOT_REGULAR_FULL,
    SLOT_BOLD_FULL,
    SLOT_COUNT,
    SLOT_NOTHING = SLOT_COUNT, /* is not drawn */
    SLOT_BOX,                  /* no face has it */
};

struct file {
    FT_Face face;
    int     px; /* the size it is set to */
    bool    tried;
};

/* Where a character was found. */
struct found {
    uint32_t character, glyph;
    uint32_t advance; /* in 1/65536 em */
    uint8_t  face, slot;
    bool     known;
};

enum { FOUND_COUNT = 4096, FRACTIONS = 4, PATH_MOST = PATH_MAX, HEAVIER = 30 };

struct fonts {
    FT_Library         freetype;
    struct file        file[SLOT_COUNT];
    struct emoji_face *emoji;
    bool               emoji_tried;
    char               noto[PATH_MOST], emoji_file[PATH_MOST];
    struct cache      *cache;
    struct found       found[FOUND_COUNT];
};

/* What the cache holds under a key. */
struct kept {
    int  width, height, left, top;
    bool absent; /* an emoji that the font doesn't have */
    _Alignas(uint32_t) uint8_t bytes[];
};
struct glyph_key {
    uint32_t glyph;
    uint16_t px;
    uint8_t  slot, fraction;
};
struct emoji_key {
    int  size;
    char emoji[76]; /* rest zeros */
};

static bool file_open(struct fonts *fonts, enum slot slot, const char *path) {
    return FT_New_Face(fonts->freetype, path, 0, &fonts->file[slot].face) == 0;
}

/* The face of a collection by its name. */
static bool file_open_family(struct fonts *fonts, enum slot slot, const char *path) {
    FT_Long count = 1;
    for (FT_Long index = 0; index < count; index++) {
        FT_Face face;
        if (FT_New_Face(fonts->freetype, path, index, &face) != 0)
            return false;
        count = face->num_faces;
        if (face->family_name && strcmp(face->family_name, family) == 0) {
            fonts->file[slot].face = face;
            return true;
        }
        (void)FT_Done_Face(face); /* fails only for a face that is none */
    }
    return false;
}

static bool path_join(char out[PATH_MOST], const char *folder, const char *name) {
    int length = snprintf(out, PATH_MOST, "%s/%s", folder, name);
    return length > 0 && length < PATH_MOST;
}

/* The system's whole face, for what the subset lacks; tried once. */
static FT_Face full_face(struct fonts *fonts, enum face face) {
    enum slot    slot = face == FACE_BOLD ? SLOT_BOLD_FULL : SLOT_REGULAR_FULL;
    struct file *file = &fonts->file[slot];
    char         path[PATH_MOST];
    if (!file->tried &&
        path_join(path, fonts->noto,
                  face == FACE_BOLD ? "NotoSansCJK-Bold.ttc" : "NotoSansCJK-Regular.ttc"))
        (void)file_open_family(fonts, slot, path); /* without it rare characters are boxes */
    file->tried = true;
    return file->face;
}

static bool text_face_open(struct fonts *fonts, enum face face, const char *folder,
                           struct err *err) {
    char path[PATH_MOST];
    if (path_join(path, folder, face == FACE_BOLD ? "bold.otf" : "regular.otf") &&
        file_open(fonts, (enum slot)face, path))
        return true;
    if (!full_face(fonts, face))
        return err_code_set(err, ERR_ABSENT,
                            "找不到中文字体（%s，%s），请安装软件包 fonts-noto-cjk", path,
                            fonts->noto);
    enum slot slot = face == FACE_BOLD ? SLOT_BOLD_FULL : SLOT_REGULAR_FULL;
    if (FT_Reference_Face(fonts->file[slot].face) != 0)
        return err_code_set(err, ERR_OTHER, "字体 %s 无法使用", fonts->noto);
    fonts->file[face].face = fonts->file[slot].face;
    return true;
}

static bool faces_open(struct fonts *fonts, const char *folder, struct err *err) {
    char path[PATH_MOST];
    if (!text_face_open(fonts, FACE_REGULAR, folder, err) ||
        !text_face_open(fonts, FACE_BOLD, folder, err))
        return false;
    if (!path_join(path, folder, "icons.ttf") || !file_open(fonts, SLOT_ICON, path))
        return err_code_set(err, ERR_ABSENT, "找不到图标字体 %s，请重新安装软件包 anju", path);
    if (FT_Reference_Face(fonts->file[SLOT_ICON].face) != 0)
        return err_code_set(err, ERR_OTHER, "字体 %s 无法使用", path);
    fonts->file[SLOT_ICON_HEAVY].face = fonts->file[SLOT_ICON].face;
    return true;
}

bool fonts_open(struct fonts **ret_fonts, const struct font_places *places, size_t cache_bytes,
                struct err *err) {
    struct font_places none = { 0 };
    struct arena       arena = { 0 };
    struct fonts      *fonts = calloc(1, sizeof *fonts);
    places = places ? places : &none;
    const char *folder = places->folder ? places->folder : share_path(&arena, "fonts");
    const char *noto = places->noto ? places->noto : noto_folder;
    const char *emoji = places->emoji ? places->emoji : emoji_path;
    bool        ok = fonts && (fonts->cache = cache_new(cache_bytes)) != NULL &&
              FT_Init_FreeType(&fonts->freetype) == 0;
    if (!ok)
        (void)err_code_set(err, ERR_MEMORY, "内存不够，无法打开字体");
    else if (!text_copy(fonts->noto, sizeof fonts->noto, noto) ||
             !text_copy(fonts->emoji_file, sizeof fonts->emoji_file, emoji))
        ok = err_code_set(err, ERR_INVALID, "字体的路径太长");
    else
        ok = faces_open(fonts, folder, err);
    arena_deinit(&arena);
    if (!ok) {
        fonts_free(fonts);
        return false;
    }
    *ret_fonts = fonts;
    return true;
}

void fonts_free(struct fonts *fonts) {
    if (!fonts)
        return;
    emoji_face_free(fonts->emoji);
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if (fonts->file[slot].face)
            (void)FT_Done_Face(fonts->file[slot].face);
    if (fonts->freetype)
        (void)FT_Done_FreeType(fonts->freetype);
    cache_free(fonts->cache);
    free(fonts);
}

static bool not_drawn(uint32_t c) {
    return c < 0x20 || c == 0x85 || c == 0x2028 || c == 0x2029 || text_is_invisible(c) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_mark(uint32_t c) {
    return (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK) != 0;
}

static void take(struct found *found, enum slot slot, FT_Face face, FT_UInt glyph) {
    FT_Fixed units = 0;
    if (FT_Get_Advance(face, glyph, FT_LOAD_NO_SCALE, &units) != 0 || units < 0)
        units = 0;
    found->slot = (uint8_t)slot;
    found->glyph = glyph;
    found->advance = (uint32_t)(((uint64_t)units << 16) / face->units_per_EM);
}

static void look_up(struct fonts *fonts, enum face face, uint32_t c, struct found *found) {
    *found = (struct found){ .character = c, .face = (uint8_t)face, .known = true };
    found->slot = SLOT_NOTHING;
    if (not_drawn(c))
        return;
    FT_Face first = fonts->file[face].face;
    FT_UInt glyph = FT_Get_Char_Index(first, c);
    if (glyph) {
        take(found, (enum slot)face, first, glyph);
        return;
    }
    if (text_is_space(c)) { /* of a width that the subset hasn't: like a plain one */
        found->advance = 65536 / 4;
        return;
    }
    FT_Face full = face >= FACE_ICON ? NULL : full_face(fonts, face);
    glyph = full ? FT_Get_Char_Index(full, c) : 0;
    if (glyph) {
        take(found, face == FACE_BOLD ? SLOT_BOLD_FULL : SLOT_REGULAR_FULL, full, glyph);
    } else if (!is_mark(c)) { /* a mark that no face has would only add boxes to its base */
        found->slot = SLOT_BOX;
        found->advance = 65536 * 7 / 10;
    }
}

static const struct found *find(struct fonts *fonts, enum face face, uint32_t c) {
    struct found *found = &fonts->found[(c * FACE_COUNT + face) % FOUND_COUNT];
    if (!found->known || found->character != c || found->face != face)
        look_up(fonts, face, c, found);
    return found;
}

static int px_allowed(int px) {
    return px < 1 ? 1 : px > FONT_PX_MOST ? FONT_PX_MOST : px;
}

int fonts_advance(struct fonts *fonts, enum face face, int px, uint32_t character) {
    uint64_t em = find(fonts, face, character)->advance;
    return (int)((em * (uint64_t)px_allowed(px) * 64 + 32768) >> 16);
}

/* Marks whose right half is empty, and those whose left half is. */
static bool leaves_right(uint32_t c) {
    return c == 0x2019 || c == 0x201D || c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A ||
           c == 0xFF1B || c == 0xFF09 || (c >= 0x3008 && c <= 0x3011 && c % 2 == 1);
}
static bool leaves_left(uint32_t c) {
    return c == 0x2018 || c == 0x201C || c == 0xFF08 || (c >= 0x3008 && c <= 0x3011 && c % 2 == 0);
}

struct cluster fonts_next(struct fonts *fonts, enum face face, int px, const char *text,
                          size_t length) {
    struct cluster next = { 0 };
    if (!length)
        return next;
    size_t emoji = emoji_length(text, length);
    next.length = text_decode(text, length, &next.character);
    if (!next.length) {
        next.length = 1;
        next.character = 0xFFFD;
    }
    if (emoji) {
        next.length = emoji;
        next.emoji = true;
        next.advance = px_allowed(px) * 64 * 5 / 4;
    } else {
        next.advance = fonts_advance(fonts, face, px, next.character);
        uint32_t after = 0;
        if (leaves_right(next.character) &&
            text_decode(text + next.length, length - next.length, &after) &&
            (leaves_left(after) || leaves_right(after)))
            next.advance /= 2;
    }
    return next;
}

int fonts_baseline(int px) {
    return (px_allowed(px) * 38 + 50) / 100; /* Han fill 88 % of the em above, 12 % below */
}

/* What no face has: the outline of a box as high as a capital. */
static struct kept *draw_box(struct fonts *fonts, const struct glyph_key *key) {
    int          px = key->px;
    int          width = px / 2 + 1, height = px * 3 / 4 + 1, line = px / 16 + 1;
    struct kept *kept =
        cache_put(fonts->cache, key, sizeof *key, sizeof *kept + (size_t)width * (size_t)height);
    if (!kept)
        return NULL;
    *kept = (struct kept){ width, height, px / 10, height, false };
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            if (x < line || y < line || x >= width - line || y >= height - line)
                kept->bytes[y * width + x] = 255;
    return kept;
}

static bool render(struct file *file, const struct glyph_key *key) {
    /* Icons keep their exact shape; letters are hinted, up and down only. */
    bool     icon = key->slot == SLOT_ICON || key->slot == SLOT_ICON_HEAVY;
    FT_Int32 how = icon ? FT_LOAD_NO_HINTING : FT_LOAD_TARGET_LIGHT;
    if (file->px != key->px) {
        if (FT_Set_Pixel_Sizes(file->face, 0, key->px) != 0)
            return false;
        file->px = key->px;
    }
    if (FT_Load_Glyph(file->face, key->glyph, how | FT_LOAD_NO_BITMAP) != 0 ||
        file->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return false;
    if (key->slot == SLOT_ICON_HEAVY) {
        FT_Pos more = key->px * 64 / HEAVIER;
        (void)FT_Outline_Embolden(&file->face->glyph->outline, more); /* else as it is */
        FT_Outline_Translate(&file->face->glyph->outline, -more / 2, -more / 2);
    }
    FT_Outline_Translate(&file->face->glyph->outline, key->fraction * 64 / FRACTIONS, 0);
    return FT_Render_Glyph(file->face->glyph, FT_RENDER_MODE_NORMAL) == 0;
}

static struct kept *draw_glyph(struct fonts *fonts, const struct glyph_key *key) {
    if (key->slot == SLOT_BOX)
        return draw_box(fonts, key);
    struct file    *file = &fonts->file[key->slot];
    bool            ok = render(file, key);
    FT_GlyphSlot    glyph = file->face->glyph;
    const FT_Bitmap none = { 0 }, *bitmap = ok ? &glyph->bitmap : &none;
    struct kept    *kept = cache_put(fonts->cache, key, sizeof *key,
                                     sizeof *kept + (size_t)bitmap->width * bitmap->rows);
    if (!kept || !ok)
        return kept;
    *kept = (struct kept){ (int)bitmap->width, (int)bitmap->rows, glyph->bitmap_left,
                           glyph->bitmap_top, false };
    for (unsigned y = 0; y < bitmap->rows; y++)
        memcpy(kept->bytes + (size_t)y * bitmap->width,
               bitmap->buffer + (ptrdiff_t)y * bitmap->pitch, bitmap->width);
    return kept;
}

bool fonts_glyph(struct fonts *fonts, enum face face, int px, uint32_t character, int fraction,
                 struct glyph *ret_glyph) {
    const struct found *found = find(fonts, face, character);
    if (found->slot == SLOT_NOTHING)
        return false;
    /* What is as wide as the em stands on whole pixels, letters on quarters of one. */
    bool             wide = found->advance >= 65536 || found->slot == SLOT_BOX;
    int              step = wide ? 64 : 64 / FRACTIONS;
    int              at = (fraction + step / 2) / step * step;
    struct glyph_key key = { found->glyph, (uint16_t)px_allowed(px), found->slot,
                             (uint8_t)(at % 64 / (64 / FRACTIONS)) };
    struct kept     *kept = cache_get(fonts->cache, &key, sizeof key);
    if (!kept)
        kept = draw_glyph(fonts, &key);
    if (!kept || !kept->width)
        return false;
    *ret_glyph =
        (struct glyph){ kept->width, kept->height, kept->left + at / 64, kept->top, kept->bytes };
    return true;
}

static struct emoji_face *emoji_face_of(struct fonts *fonts) {
    if (!fonts->emoji && !fonts->emoji_tried) {
        fonts->emoji = emoji_face_open(fonts->freetype, fonts->emoji_file);
        if (!fonts->emoji)
            warn("没有图画字体 %s，请安装软件包 fonts-noto-color-emoji", fonts->emoji_file);
    }
    fonts->emoji_tried = true;
    return fonts->emoji;
}

/* The picture fitted into size × size; `absent` when there is none. */
static struct kept *draw_emoji(struct fonts *fonts, const struct emoji_key *key, size_t length) {
    struct emoji_face *face = emoji_face_of(fonts);
    const uint32_t    *pixels = NULL;
    int                width = 1, height = 1, to_w = 0, to_h = 0;
    if (face && emoji_face_picture(face, key->emoji, length, &pixels, &width, &height)) {
        to_w = width >= height ? key->size : key->size * width / height;
        to_h = width >= height ? key->size * height / width : key->size;
    }
    size_t       count = (size_t)to_w * (size_t)to_h;
    struct kept *kept =
        cache_put(fonts->cache, key, sizeof *key, sizeof *kept + count * sizeof(uint32_t));
    if (!kept)
        return NULL;
    *kept = (struct kept){ .width = to_w, .height = to_h };
    kept->absent =
        !count || !raster_scale(pixels, width, height, (uint32_t *)(void *)kept->bytes, to_w, to_h);
    return kept;
}

bool fonts_emoji(struct fonts *fonts, const char *emoji, size_t length, int size,
                 struct emoji *ret_emoji) {
    struct emoji_key key = { .size = px_allowed(size) };
    if (!length || length > sizeof key.emoji)
        return false;
    memcpy(key.emoji, emoji, length);
    struct kept *kept = cache_get(fonts->cache, &key, sizeof key);
    if (!kept)
        kept = draw_emoji(fonts, &key, length);
    if (!kept || kept->absent)
        return false;
    *ret_emoji = (struct emoji){ kept->width, kept->height, (uint32_t *)(void *)kept->bytes };
    return true;
}

struct font_counts fonts_counts(const struct fonts *fonts) {
    struct cache_counts counts = cache_counts(fonts->cache);
    return (struct font_counts){
        .held = counts.held,
        .bytes = counts.bytes,
        .limit = counts.limit,
        .rendered = counts.made,
        .given_up = counts.given_up,
        .full_opened = fonts->file[SLOT_REGULAR_FULL].face || fonts->file[SLOT_BOLD_FULL].face,
    };
}
