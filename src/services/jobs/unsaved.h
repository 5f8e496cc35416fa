/* SPDX-License-Identifier: GPL-3.0-or-later
 * unsaved.h - what a resident is told when something could not be saved: one sentence, with what to
 * do. Nothing that was typed is lost by it. */
#ifndef ANJU_JOBS_UNSAVED_H
#define ANJU_JOBS_UNSAVED_H

#include "base/err.h"
#include "ui/ui.h"

const char *unsaved_words(struct ui *ui, const struct err *err);

#endif
