/* SPDX-License-Identifier: GPL-3.0-or-later
 * steps.h - how far a matter has come: a round mark a step, words under each, a line between. Done
 * steps are filled and ticked, the next is ringed, later ones are pale. */
#ifndef ANJU_UI_STEPS_H
#define ANJU_UI_STEPS_H

#include "ui/label.h"

struct stage {
    const char *words;
    enum icon   icon; /* of a step not yet done; ICON_NONE: its number */
};

/* `done` of `count` steps are over. Each is read with 已完成, 接下来 or 还没到. */
void steps(struct ui *ui, struct rect r, const struct stage *step, int count, int done,
           enum hue hue);
int  steps_height(struct ui *ui, int width, const struct stage *step, int count);

#endif
