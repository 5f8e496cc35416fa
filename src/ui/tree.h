/* SPDX-License-Identifier: GPL-3.0-or-later
 * tree.h - the semantic tree: what a frame says, beside the picture that it makes. Every widget
 * enters a node; touch, focus, scripts, reading aloud and accessibility checks all read this one
 * list of the last complete frame, in reading order. */
#ifndef ANJU_UI_TREE_H
#define ANJU_UI_TREE_H

#include "base/arena.h"
#include "ui/cut.h"

#include <stdint.h>

enum tree_role {
    ROLE_TEXT,
    ROLE_HEADING,
    ROLE_PICTURE,
    ROLE_STATUS,
    ROLE_ROW, /* a row of keys, for keyboard and switch alone; these are not touched */
    ROLE_BUTTON,
    ROLE_TILE,
    ROLE_CARD,
    ROLE_CHIP,
    ROLE_FIELD,
    ROLE_KEY,
    ROLE_SLIDER,
    ROLE_SWITCH,
    ROLE_COUNT
};
extern const char *const tree_role_names[ROLE_COUNT];

enum tree_state {
    TREE_DISABLED = 1 << 0,
    TREE_SELECTED = 1 << 1,
    TREE_FOCUSED = 1 << 2,
    TREE_PRESSED = 1 << 3,
    TREE_CUT = 1 << 4,     /* its text did not fit and ends in an ellipsis where that is allowed */
    TREE_SPILLED = 1 << 5, /* its text did not fit where it must: a fault of the screen */
};

/* Parts of the screen, in the order in which they are read and focused. */
enum region { REGION_HEADER, REGION_BODY, REGION_KEYS, REGION_BAR, REGION_COUNT };

struct tree_node {
    uint64_t       id;
    enum tree_role role;
    enum region    region;
    uint64_t       row;           /* it stands in this ROLE_ROW; 0 none */
    const char    *label, *value; /* in the tree's arena; value may be "" */
    struct rect    rect;          /* pixels; what of it can be seen */
    unsigned       state;
};

struct tree {
    struct arena      arena;
    struct tree_node *nodes; /* after tree_finish: in reading order */
    size_t            count, room;
};

void              tree_clear(struct tree *tree);
void              tree_deinit(struct tree *tree);
struct tree_node *tree_add(struct tree *tree, uint64_t id, enum tree_role role, enum region region,
                           const char *label, const char *value, struct rect rect, unsigned state);
/* Something opaque stands on `r` from now on: what is only read and meets it goes; a control keeps
 * the largest part that is clear of it, and goes when that is under `least` wide or high. */
void tree_cover(struct tree *tree, struct rect r, int least);
void tree_finish(struct tree *tree); /* region by region, else in the order of adding */

static inline bool tree_role_acts(enum tree_role role) {
    return role >= ROLE_BUTTON;
}
const struct tree_node *tree_get(const struct tree *tree, uint64_t id);
/* The control at the point; else the nearest enabled one within `slop` pixels (people press
 * beside); the last added where several lie above each other. NULL: none. */
const struct tree_node *tree_hit(const struct tree *tree, int x, int y, int slop);
/* For `tap`: a label that equals `label`, else has it as a part; the first in reading order that
 * is enabled and acts, or lies inside one that does. NULL: none. */
const struct tree_node *tree_find(const struct tree *tree, const char *label);
/* For `expect`: the first whose label or value has `text` as a part. */
const struct tree_node *tree_reads(const struct tree *tree, const char *text);
/* The control before or after `id` that can take focus, round and round; `id` 0: first or last. A
 * row stands for all that is in it; within it, its members follow one another, and then the row. */
const struct tree_node *tree_next(const struct tree *tree, uint64_t id, bool forward);
/* The first or last of a row. */
const struct tree_node *tree_member(const struct tree *tree, uint64_t row, bool first);
/* The nearest one in that direction (±1, 0 or 0, ±1); NULL: none. From a row sideways: into it. */
const struct tree_node *tree_beside(const struct tree *tree, uint64_t id, int dx, int dy);
/* [{"id":"16 hex digits","role":"button","label":…,"value":…,"rect":[x,y,w,h],"state":[…]},…] */
char *tree_json(const struct tree *tree, struct arena *arena);
/* One readable line a node, for messages: button 「返回」 48,1786 312×116 focused */
char *tree_text(const struct tree *tree, struct arena *arena);

#endif
