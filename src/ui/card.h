/* SPDX-License-Identifier: GPL-3.0-or-later
 * card.h - cards and what stands in them: pictures on a quiet ground, tags, facts by icon,
 * dividers. */
#ifndef ANJU_UI_CARD_H
#define ANJU_UI_CARD_H

#include "ui/label.h"

/* A card that is pressed as a whole: ground, edge, node. The screen then draws into it; `value` is
 * what is read after the label. True when used. */
bool card(struct ui *ui, uint64_t id, struct rect r, const char *label, const char *value);
/* A card that only holds. `hue` other than HUE_PLAIN: on its tint. */
void panel(struct ui *ui, struct rect r, enum hue hue);

/* A picture (emoji) on a quiet rounded ground, square; `emoji` "" or unknown: the icon instead. */
void card_picture(struct ui *ui, struct rect r, const char *emoji, enum icon instead,
                  const char *words);

struct tag {
    const char *words;
    enum hue    hue; /* HUE_PLAIN: on the quiet ground */
};
int tag_height(struct ui *ui);
/* Tags in rows while there is room in r; what does not fit is left out. Returns the height used. */
int tags(struct ui *ui, struct rect r, const struct tag *tag, size_t count);
int tags_height(struct ui *ui, int width, const struct tag *tag, size_t count); /* of all of them */

/* One fact: icon, then words that may take several lines. Cut off the top of *r. */
void fact(struct ui *ui, struct rect *r, enum icon icon, enum hue hue, const char *words);
int  fact_height(struct ui *ui, int width, const char *words);
/* How wide its words are laid out, for a screen that spreads a long text over pages. */
int fact_words_width(const struct ui *ui, int width);
/* A thin line across, cut off the top of *r with `gap` above and below. */
void divider(struct ui *ui, struct rect *r, int gap);

/* In the middle of r: icon, title, what to do. For nothing found and for errors. */
void notice(struct ui *ui, struct rect r, enum icon icon, enum hue hue, const char *title,
            const char *words);

#endif
