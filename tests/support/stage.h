/* SPDX-License-Identifier: GPL-3.0-or-later
 * stage.h - the whole kiosk in a test: memory for a panel, time that stands still, a folder of
 * data, journeys as text. Failures fail the test and print the screen as text. */
#ifndef ANJU_TESTS_SUPPORT_STAGE_H
#define ANJU_TESTS_SUPPORT_STAGE_H

#include "kiosk/kiosk.h"
#include "support/temp.h"

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
/* For cmocka: the same in a folder of the test's own, stage_data(), which goes again. */
int          stage_data_make(void **state);
int          stage_data_remove(void **state);
const char  *stage_data(void);
struct temp *stage_temp(void); /* in which that folder is "data" */
/* Another process on it, the desk: a store that writes, one at a time; close it with store_close().
 */
struct store *stage_desk(void);
void          stage_open(struct kiosk *kiosk, const char *folder, const struct stage_form *form);
void          stage_close(struct kiosk *kiosk);
/* Acts as in a journey's file, one a line. */
void stage_play(struct kiosk *kiosk, const char *acts);
/* The same; a failure is told as NAME:LINE. */
void stage_play_of(struct kiosk *kiosk, const char *name, const char *acts);
/* The same, but false instead of a failure. */
bool stage_try(struct kiosk *kiosk, const char *acts);

#endif
