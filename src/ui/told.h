/* SPDX-License-Identifier: GPL-3.0-or-later
 * told.h - what came of something that a resident did, kept in a screen's state and said once, in a
 * toast that goes by itself. Zeros: nothing is to be told. */
#ifndef ANJU_UI_TOLD_H
#define ANJU_UI_TOLD_H

#include "base/text.h"
#include "ui/visit.h"

enum { TOLD_MOST = 80 }; /* characters */

struct told {
    char    words[TEXT_SIZE(TOLD_MOST)];
    bool    failed;
    int64_t until_ms;
};

/* From now on; what was told before is not needed any more. `words` are translated; none that are
 * longer than TOLD_MOST. */
void told_say(struct visit *visit, struct told *told, const char *words, bool failed);
/* Last in the frame, at the bottom of `page`. */
void told_draw(struct visit *visit, uint64_t id, struct rect page, const struct told *told);

/* Is the paper that this screen began (*printing) still on its way? What came of it is said once,
 * `done` or what the printer says, and *printing is false again. */
bool told_printing(struct visit *visit, struct told *told, bool *printing, const char *done);

#endif
