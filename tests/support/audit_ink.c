/* SPDX-License-Identifier: GPL-3.0-or-later
 * audit_ink.c - the rules over what was drawn: each line of glyphs where it is, in its colour, on
 * the ground that the pixels show. */
#include "support/audit.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    CONTRAST = 450, /* hundredths */
    CONTRAST_LARGE = 300,
    LARGE_UNITS = 60,
    LARGE_BOLD_UNITS = 46,
    SLACK = 2,      /* pixels that two boxes may share: letters do not fill theirs */
    SEEN_SHARE = 2, /* of 100 pixels of a box that must differ from its ground */
    SAME = 24,      /* colours nearer than this in each channel are one */
};

static const char *words_of(const struct seen *seen, const struct seen_line *line) {
    return line->words == SEEN_NO_WORDS ? (line->icon ? "(icon)" : "(drawn)")
                                        : seen->words[line->words].text;
}

static bool same(colour a, colour b) {
    for (int shift = 0; shift <= 16; shift += 8)
        if (abs((int)((a >> shift) & 255) - (int)((b >> shift) & 255)) > SAME)
            return false;
    return true;
}

static bool in_set(uint32_t c, const char *set) {
    char   bytes[5] = "";
    size_t length = text_encode(c, bytes);
    bytes[length] = '\0';
    return length > 0 && strstr(set, bytes) != NULL;
}

static void line_ends(const struct audit *audit, const struct seen_line *line, const char *words) {
    if (!line->starts_text && in_set(line->first, "，。、；：！？）》”"))
        audit_report(audit, AUDIT_LINE_START, words, line->rect, "U+%04X", line->first);
    if (!line->ends_text && in_set(line->last, "（《“"))
        audit_report(audit, AUDIT_LINE_END, words, line->rect, "U+%04X", line->last);
}

/* In a field the end of what is typed stays in sight, and its beginning goes. */
static bool in_field(const struct tree *tree, struct rect r) {
    const struct tree_node *node = tree_hit(tree, r.x + r.w / 2, r.y + r.h / 2, 0);
    return node != NULL && node->role == ROLE_FIELD;
}

/* A pixel of tolerance to each side, and of an em's tenth: what stands out there is no ink. */
static void line_clip(const struct audit *audit, const struct seen_line *line, const char *words) {
    if (in_field(audit->view->tree, rect_meet(line->rect, line->clip)))
        return;
    int         slack = line->px / 10 + 1;
    struct rect ink = rect_inset(line->rect, slack, slack), shown = rect_meet(ink, line->clip);
    if (!rect_equal(ink, shown))
        audit_report(audit, AUDIT_CLIPPED, words, line->rect, "may touch %d,%d %d×%d", line->clip.x,
                     line->clip.y, line->clip.w, line->clip.h);
}

/* The colour that most pixels have which are not the ink's own. */
static colour ground_of(const struct canvas *canvas, struct rect box, colour ink, int *ret_other) {
    enum { KINDS = 64 };
    struct {
        colour colour;
        int    count;
    } kinds[KINDS];
    int used = 0, best = 0;
    for (int y = box.y; y < rect_bottom(box); y++)
        for (int x = box.x; x < rect_right(box); x++) {
            colour c = canvas->pixels[(long)y * canvas->stride + x] | 0xFF000000u;
            int    k = 0;
            while (k < used && kinds[k].colour != c)
                k++;
            if (k == KINDS)
                continue;
            if (k == used) {
                kinds[used].colour = c;
                kinds[used++].count = 0;
            }
            kinds[k].count++;
        }
    for (int k = 1; k < used; k++)
        if (kinds[k].count > kinds[best].count && !same(kinds[k].colour, ink))
            best = k;
    if (same(kinds[best].colour, ink)) /* the first was the ink itself */
        for (int k = 0; k < used; k++)
            if (!same(kinds[k].colour, ink) &&
                (same(kinds[best].colour, ink) || kinds[k].count > kinds[best].count))
                best = k;
    *ret_other = box.w * box.h - kinds[best].count;
    return kinds[best].colour;
}

/* Words of a sleeping control may be pale: they are apart. */
static bool asleep(const struct tree *tree, struct rect rect) {
    const struct tree_node *node = tree_hit(tree, rect.x + rect.w / 2, rect.y + rect.h / 2, 0);
    return node != NULL && (node->state & TREE_DISABLED) != 0;
}

static void line_contrast(const struct audit *audit, const struct seen_line *line,
                          const char *words) {
    const struct audit_view *view = audit->view;
    struct rect              panel = { 0, 0, view->canvas->width, view->canvas->height };
    struct rect              box = rect_meet(rect_meet(line->rect, line->clip), panel);
    if (rect_empty(box) || asleep(view->tree, line->rect))
        return;
    int  other = 0, size = line->px, bold = theme_px(view->theme, LARGE_BOLD_UNITS);
    bool large =
        line->icon || size >= theme_px(view->theme, LARGE_UNITS) || (line->bold && size >= bold);
    int    least = large ? CONTRAST_LARGE : CONTRAST;
    colour ground = ground_of(view->canvas, box, line->colour, &other);
    int    contrast = colour_contrast(line->colour | 0xFF000000u, ground);
    if (contrast < least)
        audit_report(audit, AUDIT_CONTRAST, words, line->rect,
                     "#%06X on #%06X: %d.%02d:1, least %d.%d", line->colour & 0xFFFFFF,
                     ground & 0xFFFFFF, contrast / 100, contrast % 100, least / 100,
                     least % 100 / 10);
    if (other * 100 < box.w * box.h * SEEN_SHARE)
        audit_report(audit, AUDIT_HIDDEN, words, line->rect, "%d of %d pixels differ from #%06X",
                     other, box.w * box.h, ground & 0xFFFFFF);
}

static void two_lines(const struct audit *audit, const struct seen_line *a,
                      const struct seen_line *b) {
    if (a->icon || b->icon || (a->words == b->words && a->words != SEEN_NO_WORDS))
        return;
    struct rect meet = rect_meet(rect_meet(a->rect, a->clip), rect_meet(b->rect, b->clip));
    if (meet.w > SLACK && meet.h > SLACK)
        audit_report(audit, AUDIT_TEXT_OVERLAP, words_of(audit->view->seen, a), a->rect,
                     "and “%s” %d,%d %d×%d", words_of(audit->view->seen, b), b->rect.x, b->rect.y,
                     b->rect.w, b->rect.h);
}

void audit_drawn(const struct audit *audit) {
    const struct seen *seen = audit->view->seen;
    for (int i = 0; i < seen->line_count; i++) {
        const struct seen_line *line = &seen->lines[i];
        const char             *words = words_of(seen, line);
        line_ends(audit, line, words);
        line_clip(audit, line, words);
        line_contrast(audit, line, words);
        for (int k = 0; k < i; k++)
            two_lines(audit, line, &seen->lines[k]);
    }
}
