/* SPDX-License-Identifier: GPL-3.0-or-later
 * lines.c - a text is tidied once, then filled into lines cluster by cluster; only where a line is
 * full is ICU asked for the last place to break, and its answer held against our own rules. So a
 * text that fits, nearly every one, never opens ICU. */
#include "ui/lines.h"

#include "base/text.h"
#include "ui/balance.h"
#include "ui/cache.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { CACHE_BYTES = 1 << 20, LINES_MOST = 512, BALANCED_BYTES = 640 };

struct layout {
    struct fonts   *fonts;
    struct cache   *cache;
    UBreakIterator *breaker;                       /* opened when the first line is too long */
    UText          *text;                          /* what the breaker reads */
    char            tidy[LINES_TEXT_MOST * 3 + 1]; /* the text being laid out */
    size_t          tidy_length;
    bool            tidy_cut;
    bool            torn;
    bool            breaker_on; /* the breaker reads `tidy` */
    struct line     line[LINES_MOST];
};

/* What the cache holds: the lines, then the text they point into. */
struct laid_out {
    struct lines lines;
    struct line  line[];
};

struct layout *layout_new(struct fonts *fonts) {
    struct layout *layout = calloc(1, sizeof *layout);
    if (!layout)
        return NULL;
    layout->fonts = fonts;
    layout->cache = cache_new(CACHE_BYTES);
    if (!layout->cache) {
        free(layout);
        return NULL;
    }
    return layout;
}

void layout_free(struct layout *layout) {
    if (!layout)
        return;
    if (layout->breaker)
        ubrk_close(layout->breaker);
    if (layout->text)
        (void)utext_close(layout->text);
    cache_free(layout->cache);
    free(layout);
}

static bool one_of(uint32_t c, const char *set) {
    size_t   length = strlen(set), size;
    uint32_t in_set;
    for (; (size = text_decode(set, length, &in_set)) > 0; set += size, length -= size)
        if (c == in_set)
            return true;
    return false;
}

/* DESIGN.md; a break that ICU allows before or after one of these is passed over. */
static bool may_not_begin(uint32_t c) {
    return one_of(c, "，。、；：！？）》”’」』】〉…—·,.;:!?)]}%％‰℃°");
}
static bool may_not_end(uint32_t c) {
    return one_of(c, "（《“‘「『【〈([{￥¥$#/");
}

/* The character before *at, which becomes its beginning; 0: none. */
static uint32_t step_back(const char *text, size_t *at) {
    size_t   start = *at, end = *at;
    uint32_t c = 0;
    while (start > 0 && ((unsigned char)text[--start] & 0xC0) == 0x80)
        continue;
    *at = start;
    return start < end && text_decode(text + start, end - start, &c) ? c : 0;
}

static uint32_t character_before(const char *text, size_t at) {
    return step_back(text, &at);
}

static uint32_t character_at(const char *text, size_t at) {
    uint32_t c = 0;
    return text_decode(text + at, strnlen(text + at, 4), &c) ? c : 0;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool break_allowed(const char *text, size_t at) {
    uint32_t after = character_at(text, at);
    size_t   end = at;
    uint32_t before = character_before(text, end);
    while (before == ' ')
        before = character_before(text, --end);
    if (may_not_begin(after) || may_not_end(before))
        return false;
    /* “14 人” and “3000–4500” stay together. */
    if (end < at && is_digit(before) && text_is_han(after))
        return false;
    return !(before == 0x2013 && is_digit(after));
}

static bool breaker_ready(struct layout *layout) {
    UErrorCode status = U_ZERO_ERROR;
    if (layout->breaker_on)
        return true;
    if (!layout->breaker)
        layout->breaker = ubrk_open(UBRK_LINE, "zh_CN", NULL, 0, &status);
    if (U_FAILURE(status))
        return false;
    layout->text =
        utext_openUTF8(layout->text, layout->tidy, (int64_t)layout->tidy_length, &status);
    if (U_SUCCESS(status))
        ubrk_setUText(layout->breaker, layout->text, &status);
    layout->breaker_on = U_SUCCESS(status);
    return layout->breaker_on;
}

/* The last allowed break in (start, at]; 0: none. */
static size_t last_break(struct layout *layout, size_t start, size_t at) {
    if (!breaker_ready(layout))
        return 0;
    int32_t place = (int32_t)at;
    if (!ubrk_isBoundary(layout->breaker, place))
        place = ubrk_preceding(layout->breaker, (int32_t)at);
    while (place != UBRK_DONE && (size_t)place > start &&
           !break_allowed(layout->tidy, (size_t)place))
        place = ubrk_preceding(layout->breaker, place);
    return place != UBRK_DONE && (size_t)place > start ? (size_t)place : 0;
}

/* Valid UTF-8, "\n" alone for a line break (a space in a single line), spaces for tabs. */
static void tidy(struct layout *layout, const char *text, size_t length, bool one_line) {
    char *out = layout->tidy;
    layout->tidy_cut = length > LINES_TEXT_MOST;
    length = layout->tidy_cut ? LINES_TEXT_MOST : length;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c;
        size = text_decode(text + at, length - at, &c);
        if (!size) {
            if (layout->tidy_cut && length - at < 4)
                break; /* the limit went through a character */
            size = 1;
            c = 0xFFFD;
        }
        if (c == '\r')
            c = at + 1 < length && text[at + 1] == '\n' ? 0 : '\n';
        if (c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029)
            c = '\n';
        if (c == '\t' || (c == '\n' && one_line))
            c = ' ';
        if (c)
            out += text_encode(c, out);
    }
    *out = '\0';
    layout->tidy_length = (size_t)(out - layout->tidy);
    layout->breaker_on = false;
}

static size_t without_spaces(const char *text, size_t start, size_t end) {
    while (end > start && text[end - 1] == ' ')
        end--;
    return end;
}

/* A dot between two facts separates nothing at the end of a line: "早班 · 包吃" breaks into two. */
static size_t without_dot(const char *text, size_t start, size_t end) {
    static const char dot[] = " ·";
    size_t            size = sizeof(dot) - 1;
    return end - start > size && memcmp(text + end - size, dot, size) == 0
               ? without_spaces(text, start, end - size)
               : end;
}

/* How wide the bytes from `start` to `end` are, in 1/64 pixel; a mark before a mark counts half
 * there also when the second begins the next line: the half that is missing is empty. */
static int64_t width_of(struct layout *layout, enum face face, int px, size_t start, size_t end) {
    int64_t        width = 0;
    struct cluster next;
    for (; start < end; start += next.length) {
        next =
            fonts_next(layout->fonts, face, px, layout->tidy + start, layout->tidy_length - start);
        width += next.advance;
    }
    return width;
}

/* Where the line that starts at `start` ends at the latest: what follows is too wide, or a new
 * paragraph, or nothing. Spaces may hang over the edge. Always at least one cluster further. */
static size_t fill(struct layout *layout, enum face face, int px, size_t start, int64_t room) {
    const char    *text = layout->tidy;
    size_t         at = start, length = layout->tidy_length;
    int64_t        width = 0;
    struct cluster next;
    for (; at < length && text[at] != '\n'; at += next.length) {
        next = fonts_next(layout->fonts, face, px, text + at, length - at);
        width += next.advance;
        if (width > room && text[at] != ' ' && at > start && next.advance > 0)
            break;
    }
    return at;
}

/* The last line, shortened until the ellipsis fits. */
static struct line with_ellipsis(struct layout *layout, enum face face, int px, size_t start,
                                 int64_t room) {
    int64_t        dots = fonts_advance(layout->fonts, face, px, 0x2026), width = 0, kept = 0;
    const char    *text = layout->tidy;
    size_t         at = start, end = start, length = layout->tidy_length;
    struct cluster next;
    for (; at < length && text[at] != '\n'; at += next.length) {
        next = fonts_next(layout->fonts, face, px, text + at, length - at);
        width += next.advance;
        if (width + dots > room)
            break;
        if (!may_not_end(next.character) && !one_of(next.character, " ，。、；：,.;:")) {
            end = at + next.length;
            kept = width;
        }
    }
    return (struct line){ text + start, end - start, (int)((kept + dots + 63) / 64), true };
}

/* A word longer than the line: cut after the last cluster that fits, but not before a mark that may
 * not begin a line. */
static size_t cut_word(struct layout *layout, enum face face, size_t start, size_t full) {
    size_t         last = start;
    struct cluster next;
    if (!may_not_begin(character_at(layout->tidy, full)))
        return full;
    for (size_t at = start; at < full; at += next.length) {
        next = fonts_next(layout->fonts, face, 1, layout->tidy + at, full - at);
        last = at;
    }
    return last > start && !may_not_begin(character_at(layout->tidy, last)) ? last : full;
}

/* Fill layout->line; returns how many. */
static size_t break_lines(struct layout *layout, enum face face, int px, int width, size_t most,
                          bool *ret_cut) {
    const char *text = layout->tidy;
    size_t      length = layout->tidy_length, start = 0, count = 0;
    int64_t     room = (int64_t)width * 64;
    bool        finished = false;
    *ret_cut = layout->tidy_cut;
    layout->torn = false;
    while (!finished) {
        size_t end = fill(layout, face, px, start, room), next;
        if (end < length && text[end] != '\n' && count + 1 < most) {
            size_t place = last_break(layout, start, end);
            if (!place)
                layout->torn = true;
            end = place ? place : cut_word(layout, face, start, end);
        }
        for (next = end; next < length && text[next] == ' ';)
            next++;
        bool in_paragraph = next < length && text[next] != '\n';
        if (next < length && text[next] == '\n')
            next++;
        finished = next >= length;
        if (finished ? layout->tidy_cut : count + 1 == most) {
            layout->line[count++] = with_ellipsis(layout, face, px, start, room);
            *ret_cut = true;
            return count;
        }
        end = without_spaces(text, start, end);
        if (in_paragraph)
            end = without_dot(text, start, end);
        int64_t wide = width_of(layout, face, px, start, end);
        layout->line[count++] =
            (struct line){ text + start, end - start, (int)((wide + 63) / 64), false };
        start = next;
    }
    return count;
}

/* --- even lines --- */

/* What breaks there: the sense, a list, words, or a word of Han. */
static int stop_price(const char *text, size_t at) {
    size_t   end = at;
    uint32_t before = step_back(text, &end), after = character_at(text, at);
    bool     spaced = before == ' ';
    while (before == ' ')
        before = step_back(text, &end);
    if (one_of(before, "。；！？：，·") || one_of(after, "（《“"))
        return STOP_SENSE;
    if (one_of(before, "、）》”;:,.!?"))
        return STOP_PART;
    if (spaced && !(text_is_han(before) && is_digit(after)))
        return STOP_WORDS;
    if (spaced) /* set apart for the eye alone; a date stays whole */
        return one_of(before, "年月") ? STOP_UNIT : STOP_DIGITS;
    while ((before = step_back(text, &end)) == ' ') /* 小时 is one word behind its number */
        continue;
    return is_digit(before) ? STOP_UNIT : STOP_INSIDE;
}

/* Every place where the paragraph from `start` to `end` may break, `end` itself the last; 0: more
 * than are balanced. */
static size_t stops_of(struct layout *layout, enum face face, int px, size_t start, size_t end,
                       struct stop *ret_stops, size_t *ret_at) {
    int64_t        pen[BALANCED_BYTES + 1], width = 0;
    const char    *text = layout->tidy;
    size_t         count = 0;
    struct cluster next;
    if (end - start > BALANCED_BYTES || !breaker_ready(layout))
        return 0;
    for (size_t at = start; at < end; at += next.length) {
        pen[at - start] = width;
        if (at > start && ubrk_isBoundary(layout->breaker, (int32_t)at) &&
            break_allowed(text, at)) {
            size_t words = without_dot(text, start, without_spaces(text, start, at));
            if (count + 1 == BALANCE_STOPS_MOST)
                return 0;
            ret_at[count] = at;
            ret_stops[count++] = (struct stop){ pen[words - start], width, stop_price(text, at) };
        }
        next = fonts_next(layout->fonts, face, px, text + at, layout->tidy_length - at);
        width += next.advance;
    }
    ret_at[count] = end;
    ret_stops[count++] = (struct stop){ width, width, 0 };
    return count;
}

/* The lines of one paragraph, broken anew in as many. */
static void even_out(struct layout *layout, enum face face, int px, int64_t room, size_t first,
                     size_t count) {
    struct stop        stops[BALANCE_STOPS_MOST];
    size_t             at[BALANCE_STOPS_MOST], ends[BALANCE_LINES_MOST];
    const struct line *last = &layout->line[first + count - 1];
    const char        *text = layout->tidy;
    size_t             start = (size_t)(layout->line[first].text - text);
    size_t             end = (size_t)(last->text - text) + last->length;
    size_t             found =
        count > BALANCE_LINES_MOST ? 0 : stops_of(layout, face, px, start, end, stops, at);
    if (found == 0 || !balance(stops, found, room, (int)count, ends))
        return;
    int64_t began = 0;
    for (size_t i = 0; i < count; i++) {
        const struct stop *stop = &stops[ends[i]];
        size_t             stands = without_spaces(text, start, at[ends[i]]);
        stands = i + 1 < count ? without_dot(text, start, stands) : stands;
        layout->line[first + i] = (struct line){ text + start, stands - start,
                                                 (int)((stop->ends - began + 63) / 64), false };
        start = at[ends[i]];
        began = stop->begins;
    }
}

/* Paragraph by paragraph: those that take more than one line. */
static void even_out_all(struct layout *layout, enum face face, int px, int64_t room,
                         size_t count) {
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &layout->line[i];
        const char        *end = line->text + line->length;
        bool               ends = i + 1 == count;
        while (!ends && end < line[1].text)
            ends = *end++ == '\n';
        if (!ends)
            continue;
        if (i > first)
            even_out(layout, face, px, room, first, i + 1 - first);
        first = i + 1;
    }
}

/* Put what layout->line holds under the key, text and all. */
static struct laid_out *keep(struct layout *layout, const void *key, size_t key_size, size_t count,
                             bool cut) {
    size_t           lines_size = count * sizeof(struct line);
    struct laid_out *kept = cache_put(layout->cache, key, key_size,
                                      sizeof *kept + lines_size + layout->tidy_length + 1);
    if (!kept)
        return NULL;
    char *text = (char *)kept + sizeof *kept + lines_size;
    memcpy(text, layout->tidy, layout->tidy_length + 1);
    kept->lines =
        (struct lines){ .at = kept->line, .count = count, .cut = cut, .torn = layout->torn };
    for (size_t i = 0; i < count; i++) {
        kept->line[i] = layout->line[i];
        kept->line[i].text = text + (layout->line[i].text - layout->tidy);
        if (kept->line[i].width > kept->lines.width)
            kept->lines.width = kept->line[i].width;
    }
    return kept;
}

struct lines lines_of(struct layout *layout, enum face face, int px, const char *text, int width,
                      int most) {
    struct {
        int  face, px, width, most;
        char text[LINES_TEXT_MOST + 1];
    } key;
    size_t length = strnlen(text, LINES_TEXT_MOST + 1);
    key.face = (int)face;
    key.px = px;
    key.width = width;
    key.most = most;
    memcpy(key.text, text, length);
    size_t           key_size = offsetof(__typeof__(key), text) + length;
    struct laid_out *kept = cache_get(layout->cache, &key, key_size);
    if (!kept) {
        bool   cut;
        size_t limit = most > 0 && most < LINES_MOST ? (size_t)most : LINES_MOST;
        tidy(layout, text, length, most == 1);
        size_t count = break_lines(layout, face, px, width < 0 ? 0 : width, limit, &cut);
        if (!cut && !layout->torn)
            even_out_all(layout, face, px, (int64_t)width * 64, count);
        kept = keep(layout, &key, key_size, count, cut);
    }
    explicit_bzero(key.text, length); /* it may have been somebody's */
    return kept ? kept->lines : (struct lines){ .cut = true };
}

void layout_forget(struct layout *layout) {
    cache_drop_all(layout->cache);
    explicit_bzero(layout->tidy, sizeof layout->tidy);
}

int lines_width(struct layout *layout, enum face face, int px, const char *text) {
    return lines_of(layout, face, px, text, INT_MAX / 64, 1).width;
}

struct layout_counts layout_counts(const struct layout *layout) {
    struct cache_counts counts = cache_counts(layout->cache);
    return (struct layout_counts){ counts.held, counts.bytes, counts.made };
}
