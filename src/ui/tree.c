/* SPDX-License-Identifier: GPL-3.0-or-later
 * tree.c - the frame's nodes: gathered, put into reading order, asked. */
#include "ui/tree.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const tree_role_names[ROLE_COUNT] = {
    [ROLE_TEXT] = "text",     [ROLE_HEADING] = "heading", [ROLE_PICTURE] = "picture",
    [ROLE_STATUS] = "status", [ROLE_ROW] = "row",         [ROLE_BUTTON] = "button",
    [ROLE_TILE] = "tile",     [ROLE_CARD] = "card",       [ROLE_CHIP] = "chip",
    [ROLE_FIELD] = "field",   [ROLE_KEY] = "key",         [ROLE_SLIDER] = "slider",
    [ROLE_SWITCH] = "switch",
};

static const struct {
    unsigned    state;
    const char *name;
} state_names[] = {
    { TREE_DISABLED, "disabled" }, { TREE_SELECTED, "selected" }, { TREE_FOCUSED, "focused" },
    { TREE_PRESSED, "pressed" },   { TREE_CUT, "cut" },           { TREE_SPILLED, "spilled" },
};
enum { STATE_NAMES = sizeof state_names / sizeof state_names[0] };

void tree_clear(struct tree *tree) {
    arena_reset(&tree->arena);
    tree->nodes = NULL;
    tree->count = tree->room = 0;
}

void tree_deinit(struct tree *tree) {
    arena_deinit(&tree->arena);
    *tree = (struct tree){ 0 };
}

struct tree_node *tree_add(struct tree *tree, uint64_t id, enum tree_role role, enum region region,
                           const char *label, const char *value, struct rect rect, unsigned state) {
    if (tree->count == tree->room) {
        size_t room = tree->room ? tree->room * 2 : 64;
        tree->nodes = arena_grow(&tree->arena, tree->nodes, tree->room * sizeof *tree->nodes,
                                 room * sizeof *tree->nodes);
        tree->room = room;
    }
    struct tree_node *node = &tree->nodes[tree->count++];
    *node = (struct tree_node){ .id = id, .role = role, .region = region, .rect = rect };
    node->label = arena_strdup(&tree->arena, label ? label : "");
    node->value = arena_strdup(&tree->arena, value ? value : "");
    node->state = state;
    return node;
}

/* The largest of the four strips of `node` that `r` leaves free. */
static struct rect clear_of(struct rect node, struct rect r) {
    const struct rect strips[] = {
        { node.x, node.y, node.w, r.y - node.y },
        { node.x, rect_bottom(r), node.w, rect_bottom(node) - rect_bottom(r) },
        { node.x, node.y, r.x - node.x, node.h },
        { rect_right(r), node.y, rect_right(node) - rect_right(r), node.h },
    };
    struct rect best = { 0 };
    for (size_t i = 0; i < sizeof strips / sizeof strips[0]; i++)
        if (!rect_empty(strips[i]) && (long)strips[i].w * strips[i].h > (long)best.w * best.h)
            best = strips[i];
    return best;
}

void tree_cover(struct tree *tree, struct rect r, int least) {
    size_t kept = 0;
    for (size_t i = 0; i < tree->count; i++) {
        struct tree_node node = tree->nodes[i];
        bool             meets = !rect_empty(rect_meet(node.rect, r));
        if (meets && tree_role_acts(node.role))
            node.rect = clear_of(node.rect, r);
        if (!meets || (tree_role_acts(node.role) && node.rect.w >= least && node.rect.h >= least))
            tree->nodes[kept++] = node;
    }
    tree->count = kept;
}

void tree_finish(struct tree *tree) {
    struct tree_node *sorted = ARENA_NEW_ARRAY(&tree->arena, tree->count + 1, struct tree_node);
    size_t            count = 0;
    for (int region = 0; region < REGION_COUNT; region++)
        for (size_t i = 0; i < tree->count; i++)
            if (tree->nodes[i].region == (enum region)region)
                sorted[count++] = tree->nodes[i];
    tree->nodes = sorted;
    tree->room = tree->count;
}

static bool usable(const struct tree_node *node) {
    return tree_role_acts(node->role) && !(node->state & TREE_DISABLED);
}

/* Where Tab can stop: a control outside rows, a row that has any; `row`: a control within it. */
static bool stops(const struct tree *tree, const struct tree_node *node, uint64_t row) {
    if (row)
        return node->id == row || (node->row == row && usable(node));
    return node->role == ROLE_ROW ? tree_member(tree, node->id, true) != NULL
                                  : !node->row && usable(node);
}

const struct tree_node *tree_get(const struct tree *tree, uint64_t id) {
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].id == id)
            return &tree->nodes[i];
    return NULL;
}

const struct tree_node *tree_hit(const struct tree *tree, int x, int y, int slop) {
    const struct tree_node *near = NULL;
    long                    near_distance = (long)slop * slop + 1;
    for (size_t i = tree->count; i-- > 0;) {
        const struct tree_node *node = &tree->nodes[i];
        if (!tree_role_acts(node->role))
            continue;
        if (rect_holds(node->rect, x, y))
            return node; /* a sleeping one too: it covers what is below */
        long distance = rect_distance2(node->rect, x, y);
        if (usable(node) && distance < near_distance) {
            near = node;
            near_distance = distance;
        }
    }
    return near;
}

/* The node acts, or its middle lies in one that does. */
static bool leads_somewhere(const struct tree *tree, const struct tree_node *node) {
    if (tree_role_acts(node->role))
        return usable(node);
    const struct tree_node *hit =
        tree_hit(tree, node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2, 0);
    return hit && usable(hit);
}

const struct tree_node *tree_find(const struct tree *tree, const char *label) {
    for (int exact = 1; exact >= 0; exact--)
        for (int acts = 1; acts >= 0; acts--)
            for (size_t i = 0; i < tree->count; i++) {
                const struct tree_node *node = &tree->nodes[i];
                bool                    same = exact ? strcmp(node->label, label) == 0
                                                     : label[0] && strstr(node->label, label) != NULL;
                if (same && node->role != ROLE_ROW && tree_role_acts(node->role) == (acts == 1) &&
                    leads_somewhere(tree, node))
                    return node;
            }
    return NULL;
}

const struct tree_node *tree_reads(const struct tree *tree, const char *text) {
    for (size_t i = 0; i < tree->count; i++)
        if (strstr(tree->nodes[i].label, text) || strstr(tree->nodes[i].value, text))
            return &tree->nodes[i];
    return NULL;
}

const struct tree_node *tree_member(const struct tree *tree, uint64_t row, bool first) {
    const struct tree_node *found = NULL;
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].row == row && usable(&tree->nodes[i]) && !(first && found))
            found = &tree->nodes[i];
    return found;
}

const struct tree_node *tree_next(const struct tree *tree, uint64_t id, bool forward) {
    const struct tree_node *from = id ? tree_get(tree, id) : NULL;
    uint64_t                row = from ? from->row : 0;
    size_t                  count = tree->count, at = forward ? count - 1 : 0;
    if (from)
        at = (size_t)(from - tree->nodes);
    for (size_t step = 0; step < count; step++) {
        at = forward ? (at + 1) % count : (at + count - 1) % count;
        if (stops(tree, &tree->nodes[at], row))
            return &tree->nodes[at];
    }
    return NULL;
}

/* How far `to` lies from `from` in that direction, sideways counted double; LONG_MAX: not there. */
static long way(struct rect from, struct rect to, int dx, int dy) {
    long x = (to.x + to.w / 2) - (from.x + from.w / 2);
    long y = (to.y + to.h / 2) - (from.y + from.h / 2);
    long along = dx ? x * dx : y * dy, across = labs(dx ? y : x);
    bool beyond = dx > 0   ? to.x >= rect_right(from)
                  : dx < 0 ? rect_right(to) <= from.x
                  : dy > 0 ? to.y >= rect_bottom(from)
                           : rect_bottom(to) <= from.y;
    return beyond ? along + 2 * across : LONG_MAX;
}

const struct tree_node *tree_beside(const struct tree *tree, uint64_t id, int dx, int dy) {
    const struct tree_node *from = tree_get(tree, id), *best = NULL;
    long                    shortest = LONG_MAX;
    if (from && from->role == ROLE_ROW && dx)
        return tree_member(tree, id, dx > 0);
    for (size_t i = 0; from && i < tree->count; i++) {
        const struct tree_node *node = &tree->nodes[i];
        long                    length = way(from->rect, node->rect, dx, dy);
        if (usable(node) && length < shortest) {
            shortest = length;
            best = node;
        }
    }
    return best;
}

/* `text` as a JSON string with its quotes. */
static const char *json_string(struct arena *arena, const char *text) {
    char *quoted = arena_alloc(arena, strlen(text) * 6 + 3), *out = quoted;
    *out++ = '"';
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\') {
            *out++ = '\\';
            *out++ = *text;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += snprintf(out, 7, "\\u%04x", byte);
        } else {
            *out++ = *text;
        }
    }
    *out++ = '"';
    *out = '\0';
    return quoted;
}

/* The names of the set bits, each between `quote`s, with `between` between them. */
static const char *states(struct arena *arena, unsigned state, const char *quote,
                          const char *between) {
    const char *all = "";
    for (int i = 0; i < STATE_NAMES; i++)
        if (state & state_names[i].state)
            all = arena_printf(arena, "%s%s%s%s%s", all, *all ? between : "", quote,
                               state_names[i].name, quote);
    return all;
}

/* Pieces of text, joined once at the end. */
struct pieces {
    const char **at;
    size_t       count, bytes;
};

static void piece_add(struct pieces *pieces, const char *text) {
    pieces->at[pieces->count++] = text;
    pieces->bytes += strlen(text);
}

static char *pieces_join(const struct pieces *pieces, struct arena *arena) {
    char *all = arena_alloc(arena, pieces->bytes + 1), *out = all;
    for (size_t i = 0; i < pieces->count; i++)
        out = stpcpy(out, pieces->at[i]);
    return all;
}

char *tree_json(const struct tree *tree, struct arena *arena) {
    struct pieces pieces = { ARENA_NEW_ARRAY(arena, tree->count + 2, const char *), 0, 0 };
    piece_add(&pieces, "[\n");
    for (size_t i = 0; i < tree->count; i++) {
        const struct tree_node *node = &tree->nodes[i];
        struct rect             r = node->rect;
        piece_add(&pieces,
                  arena_printf(arena,
                               "{\"id\": \"%016llx\", \"role\": \"%s\", \"label\": %s, "
                               "\"value\": %s, \"rect\": [%d, %d, %d, %d], \"state\": [%s]}%s\n",
                               (unsigned long long)node->id, tree_role_names[node->role],
                               json_string(arena, node->label), json_string(arena, node->value),
                               r.x, r.y, r.w, r.h, states(arena, node->state, "\"", ", "),
                               i + 1 < tree->count ? "," : ""));
    }
    piece_add(&pieces, "]\n");
    return pieces_join(&pieces, arena);
}

char *tree_text(const struct tree *tree, struct arena *arena) {
    struct pieces pieces = { ARENA_NEW_ARRAY(arena, tree->count + 1, const char *), 0, 0 };
    for (size_t i = 0; i < tree->count; i++) {
        const struct tree_node *node = &tree->nodes[i];
        bool                    valued = node->value[0] != '\0';
        piece_add(&pieces,
                  arena_printf(arena, "%s 「%s」%s%s%s %d,%d %d×%d %s\n",
                               tree_role_names[node->role], node->label, valued ? " （" : "",
                               node->value, valued ? "）" : "", node->rect.x, node->rect.y,
                               node->rect.w, node->rect.h, states(arena, node->state, "", " ")));
    }
    return pieces_join(&pieces, arena);
}
