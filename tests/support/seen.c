/* SPDX-License-Identifier: GPL-3.0-or-later
 * seen.c - the wraps: note, then go on to the real one. */
#include "support/seen.h"

#include "ui/widget.h"

enum { ASCENT_SHARE = 82, DESCENT_SHARE = 12 }; /* of 100 of the em: where Han ink is */

static struct seen   seen;
static struct rect   clip;
static struct fonts *fonts;

/* The linker's names for the toolkit's own. */
void __real_ui_begin(struct ui *ui);
void __wrap_ui_begin(struct ui *ui);
void __real_widget_says(struct ui *ui, enum tree_role role, struct rect rect, const char *label,
                        unsigned state);
void __wrap_widget_says(struct ui *ui, enum tree_role role, struct rect rect, const char *label,
                        unsigned state);
void __real_widget_modal(struct ui *ui);
void __wrap_widget_modal(struct ui *ui);
const char *__real_tr(enum lang lang, const char *id);
const char *__wrap_tr(enum lang lang, const char *id);
struct rect __real_paint_clip(struct paint *paint, struct rect r);
struct rect __wrap_paint_clip(struct paint *paint, struct rect r);
void        __real_paint_fill(struct paint *paint, struct rect r, int radius, colour c);
void        __wrap_paint_fill(struct paint *paint, struct rect r, int radius, colour c);
void        __real_widget_cover(struct ui *ui, struct rect r);
void        __wrap_widget_cover(struct ui *ui, struct rect r);
void        __real_paint_run(struct paint *paint, enum face face, int px, int x, int baseline,
                             const struct placed *placed, size_t count, colour c);
void        __wrap_paint_run(struct paint *paint, enum face face, int px, int x, int baseline,
                             const struct placed *placed, size_t count, colour c);

const struct seen *seen_frame(void) {
    return &seen;
}

void seen_forget(void) {
    arena_deinit(&seen.arena);
    seen = (struct seen){ 0 };
}

static void forget_drawn(void) {
    seen.word_count = seen.line_count = 0;
}

void __wrap_ui_begin(struct ui *ui) {
    arena_reset(&seen.arena);
    forget_drawn();
    seen.tr_count = 0;
    __real_ui_begin(ui);
    fonts = ui_fonts(ui);
    clip = ui_panel(ui);
}

void __wrap_widget_says(struct ui *ui, enum tree_role role, struct rect rect, const char *label,
                        unsigned state) {
    if (label != NULL && *label != '\0' && role != ROLE_PICTURE &&
        seen.word_count < SEEN_WORDS_MOST)
        seen.words[seen.word_count++] =
            (struct seen_words){ arena_strdup(&seen.arena, label), state };
    __real_widget_says(ui, role, rect, label, state);
}

/* What lies below a dialog is dimmed: nobody is asked to read it. */
void __wrap_widget_modal(struct ui *ui) {
    forget_drawn();
    __real_widget_modal(ui);
}

const char *__wrap_tr(enum lang lang, const char *id) {
    const char *answer = __real_tr(lang, id);
    if (id != NULL && seen.tr_count < SEEN_TR_MOST) {
        seen.ids[seen.tr_count] = id;
        seen.langs[seen.tr_count] = lang;
        seen.said[seen.tr_count++] = answer;
    }
    return answer;
}

struct rect __wrap_paint_clip(struct paint *paint, struct rect r) {
    clip = r;
    return __real_paint_clip(paint, r);
}

/* A line that a toast covers in part cannot be read: it is no more there than one below it. */
void __wrap_widget_cover(struct ui *ui, struct rect r) {
    int kept = 0;
    for (int i = 0; i < seen.line_count; i++)
        if (rect_empty(rect_meet(r, seen.lines[i].rect)))
            seen.lines[kept++] = seen.lines[i];
    seen.line_count = kept;
    __real_widget_cover(ui, r);
}

/* What lies wholly behind a veil is not for reading, like the neighbours on the attract screen. */
void __wrap_paint_fill(struct paint *paint, struct rect r, int radius, colour c) {
    struct rect shown = rect_meet(r, clip);
    int         kept = 0;
    for (int i = 0; i < seen.line_count; i++) {
        struct rect line = rect_meet(seen.lines[i].rect, clip);
        if ((c >> 24) == 0xFF || !rect_equal(rect_meet(line, shown), line))
            seen.lines[kept++] = seen.lines[i];
    }
    seen.line_count = kept;
    __real_paint_fill(paint, r, radius, c);
}

static struct rect ink_of(enum face face, int px, int x, int baseline, const struct placed *first,
                          const struct placed *last) {
    int top = baseline - px * ASCENT_SHARE / 100, foot = baseline + px * DESCENT_SHARE / 100;
    int left = x + first->x / 64;
    int right = x + (last->x + fonts_advance(fonts, face, px, last->character)) / 64;
    return (struct rect){ left, top, right - left, foot - top };
}

/* Runs of one line follow each other when emoji or very long texts part them. */
static bool goes_on(const struct seen_line *line, int words, struct rect rect) {
    return line->words == words && words != SEEN_NO_WORDS && line->rect.y == rect.y &&
           line->rect.h == rect.h && rect.x >= line->rect.x;
}

void __wrap_paint_run(struct paint *paint, enum face face, int px, int x, int baseline,
                      const struct placed *placed, size_t count, colour c) {
    __real_paint_run(paint, face, px, x, baseline, placed, count, c);
    if (count == 0 || seen.line_count == SEEN_LINES_MOST)
        return;
    bool              icon = face == FACE_ICON || face == FACE_ICON_HEAVY;
    int               words = icon || seen.word_count == 0 ? SEEN_NO_WORDS : seen.word_count - 1;
    struct rect       rect = ink_of(face, px, x, baseline, &placed[0], &placed[count - 1]);
    struct seen_line *line = seen.line_count > 0 ? &seen.lines[seen.line_count - 1] : NULL;
    if (rect_empty(rect_meet(rect, clip)))
        return;
    if (line != NULL && goes_on(line, words, rect)) {
        line->rect = rect_join(line->rect, rect);
        line->last = placed[count - 1].character;
        return;
    }
    bool starts = line == NULL || line->words != words;
    if (!starts)
        line->ends_text = false;
    seen.lines[seen.line_count++] = (struct seen_line){
        .words = words,
        .icon = icon,
        .bold = face == FACE_BOLD || face == FACE_ICON_HEAVY,
        .px = px,
        .colour = c,
        .rect = rect,
        .clip = clip,
        .first = placed[0].character,
        .last = placed[count - 1].character,
        .starts_text = starts,
        .ends_text = true,
    };
}
