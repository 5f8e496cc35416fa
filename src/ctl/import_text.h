/* SPDX-License-Identifier: GPL-3.0-or-later
 * import_text.h - a plan told to people: what was understood, what is wrong, what to do next. */
#ifndef ANJU_CTL_IMPORT_TEXT_H
#define ANJU_CTL_IMPORT_TEXT_H

#include "ctl/ctl.h"
#include "sheet/plan.h"

void import_tell_plan(struct ctl *ctl, const char *file, const struct plan *plan);
void import_tell_end(struct ctl *ctl, const struct plan *plan, bool dry_run, bool open);

#endif
