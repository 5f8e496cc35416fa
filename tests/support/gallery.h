/* SPDX-License-Identifier: GPL-3.0-or-later
 * gallery.h - the toolkit's own screens for tests and for looking at: every widget, in pages that
 * resemble the product's. ANJU_GALLERY=FOLDER makes tests/ui/gallery_test write them as PNG at all
 * sizes. */
#ifndef ANJU_TESTS_SUPPORT_GALLERY_H
#define ANJU_TESTS_SUPPORT_GALLERY_H

#include "ui/card.h"
#include "ui/chart.h"
#include "ui/choice.h"
#include "ui/countdown.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/keys.h"
#include "ui/pages.h"
#include "ui/slider.h"
#include "ui/steps.h"
#include "ui/toast.h"
#include "ui/toggle.h"
#include "ui/visit.h"
#include "ui/widget.h"

#include <stdlib.h>

/* What a gallery screen says; the hostile test puts its strings here. */
struct gallery_words {
    const char *title, *second, *words, *name, *pay, *long_words, *emoji;
};
extern struct gallery_words gallery_words;

/* A panel in memory with a visit to a gallery screen. */
struct gallery {
    struct fonts *fonts;
    struct ui    *ui;
    struct canvas canvas;
    struct visit  visit;
};
/* `screen` of gallery_screens; fonts are borrowed. */
void gallery_open(struct gallery *gallery, struct fonts *fonts, const struct screen *screen,
                  int width, int height);
void gallery_close(struct gallery *gallery);
/* Events, and frames until they agree; returns how many rectangles were painted. */
size_t gallery_draw(struct gallery *gallery);
size_t gallery_event(struct gallery *gallery, struct ui_event event);
/* Down and up in the middle of what tree_find finds; fails the test when there is none. */
size_t gallery_tap(struct gallery *gallery, const char *label);

extern const struct screen gallery_home, gallery_list, gallery_detail, gallery_find, gallery_kinds;
/* gallery_parts.c: */
extern const struct screen gallery_figures, gallery_choice, gallery_several, gallery_form,
    gallery_name, gallery_digits, gallery_day, gallery_dialog, gallery_idle, gallery_toast;
extern const struct screen *const gallery_screens[]; /* ends with NULL */

/* The installed fonts ($ANJU_SHARE/fonts); fails the test when they cannot be opened. */
struct fonts *gallery_fonts(size_t cache_bytes);
/* For cmocka: them for all tests of a program. */
extern struct fonts *gallery_faces;
int                  gallery_faces_open(void **state);
int                  gallery_faces_close(void **state);

#endif
