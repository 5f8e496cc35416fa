/* SPDX-License-Identifier: GPL-3.0-or-later
 * stage.h - the whole kiosk in a test: memory for a panel, time that stands still, a folder of
 * data, journeys as text. Failures fail the test and print the screen as text. */
#ifndef ANJU_TESTS_SUPPORT_STAGE_H
#define ANJU_TESTS_SUPPORT_STAGE_H

#include "kiosk/kiosk.h"

#define STAGE_CLOCK "2026-11-24T09:41"

/* A form of the panel. */
struct stage_form {
    int       width, height;
    bool      large, contrast;
    enum lang lang;
};

/* From the smallest to the largest, lying and upright, plain and 大字, both languages;
 * ends with a width of 0. */
extern const struct stage_form stage_forms[];
const char *stage_form_text(const struct stage_form *form); /* "800x480 large en"; static */

/* `anju demo` (of $ANJU_BIN) into `folder`, at STAGE_CLOCK. */
void stage_demo(const char *folder);
void stage_open(struct kiosk *kiosk, const char *folder, const struct stage_form *form);
void stage_close(struct kiosk *kiosk);
/* Acts as in a journey's file, one a line. */
void stage_play(struct kiosk *kiosk, const char *acts);
/* The same, but false instead of a failure. */
bool stage_try(struct kiosk *kiosk, const char *acts);

#endif
