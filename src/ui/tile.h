/* SPDX-License-Identifier: GPL-3.0-or-later
 * tile.h - a service on the home screen: icon, word, what is behind it, live count. */
#ifndef ANJU_UI_TILE_H
#define ANJU_UI_TILE_H

#include "ui/ui.h"

struct tile {
    enum icon   icon;
    enum hue    hue;
    const char *title;       /* translated */
    const char *words;       /* second line, translated; "" none */
    const char *words_large; /* shorter, for 大字; NULL: words */
    const char *count;       /* badge: "128 个"; "" none */
    const char *count_small; /* without unit, for small panels; NULL: count */
};

/* Its shape follows from the rect: upright; lying with a “>” at the end when much wider than high;
 * on a small panel icon and word only. True when used. */
bool tile(struct ui *ui, uint64_t id, struct rect r, const struct tile *tile);

#endif
