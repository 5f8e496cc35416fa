/* SPDX-License-Identifier: GPL-3.0-or-later
 * glass.h - what a service is on the glass, beside its screens, in the kiosk alone: its tile on
 * home, what is new, and the screen behind them. list.h names the services; home draws each. */
#ifndef ANJU_SERVICES_GLASS_H
#define ANJU_SERVICES_GLASS_H

#include "base/err.h"
#include "ui/visit.h"

/* A service on home: icon, words, what is behind it, live count. All but `title` may be "". */
struct tile {
    enum icon   icon;
    enum hue    hue;
    const char *title;
    const char *words;       /* the second line */
    const char *words_large; /* shorter, for 大字 */
    const char *count;       /* "128 个" */
    const char *count_small; /* without its unit, for small panels */
};

/* Counts that say how it stands, for the attract screen: nothing of anybody. */
enum { BOARD_COUNTS = 3 };
struct board_count {
    const char *number, *words;
    enum hue    hue;
};
struct board {
    enum icon          icon;
    enum hue           hue;
    const char        *title;
    struct board_count counts[BOARD_COUNTS];
    const char        *says; /* one sentence below them */
};

struct service_glass {
    const char          *name;   /* for ids */
    const struct screen *screen; /* what the tile opens */
    /* The tile in the visit's language, with its live count; strings in visit->arena. */
    bool (*tile)(struct visit *visit, struct tile *ret_tile, struct err *err);
    /* Its cards on the attract screen: card `index` of those it has today, drawn into `area`, whose
     * white ground and edge are there already; nothing personal, nothing that acts; in a low area
     * in short. False: there is no such card. An empty area only asks whether there is. NULL: none.
     */
    bool (*attract)(struct visit *visit, size_t index, struct rect area);
    /* Its counts; false: there are none to show. NULL: it has none. */
    bool (*board)(struct visit *visit, struct board *ret_board);
    /* Opens what a receipt leads to (visit_push); false: the token or number is none of its. NULL:
     * it gives none. */
    bool (*receipt)(struct visit *visit, const char *token);
    /* What is new: a heading and as many cards as `area` holds, each one touch from its matter. */
    void (*news)(struct visit *visit, struct rect area);
};

/* In the middle of `area`: why nothing can be shown, as one sentence for residents chosen by the
 * code, and what to do. Staff find err->text in the log. */
void glass_trouble(struct ui *ui, struct rect area, const struct err *err);

#endif
