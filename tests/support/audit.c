/* SPDX-License-Identifier: GPL-3.0-or-later
 * audit.c - the rules over the tree: what can be touched, read and reached. */
#include "support/audit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    TARGET_UNITS = 88,
    TARGET_PX = 48, /* of any target, also on a small panel */
    KEY_W_UNITS = 84,
    KEY_H_UNITS = 128,
    APART_UNITS = 16,
    KEYS_APART_UNITS = 8,
    ROUNDING = 1, /* pixels, of units into pixels and of cells into a width */
};

const char *const audit_rule_names[AUDIT_COUNT] = {
    [AUDIT_OUTSIDE] = "beyond the panel",
    [AUDIT_SPILLED] = "its text does not fit",
    [AUDIT_CUT] = "our words are cut",
    [AUDIT_CLIPPED] = "letters are clipped",
    [AUDIT_SMALL] = "too small to touch",
    [AUDIT_NEAR] = "too near to another target",
    [AUDIT_CROSSED] = "in the way of another",
    [AUDIT_TEXT_OVERLAP] = "across another text",
    [AUDIT_LINE_START] = "a line begins with closing punctuation",
    [AUDIT_LINE_END] = "a line ends with opening punctuation",
    [AUDIT_CONTRAST] = "too little contrast",
    [AUDIT_HIDDEN] = "nothing of it can be seen",
    [AUDIT_NAMELESS] = "without words",
    [AUDIT_TWICE] = "two controls with one id",
    [AUDIT_UNTRANSLATED] = "not in the language asked for",
    [AUDIT_UNREACHED] = "not reached by Tab",
};

void audit_report(const struct audit *audit, enum audit_rule rule, const char *words,
                  struct rect rect, const char *format, ...) {
    char    detail[300];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    const struct audit_fault fault = { rule, words, rect, detail };
    audit->tell(audit->context, &fault);
}

static void report_node(const struct audit *audit, enum audit_rule rule,
                        const struct tree_node *node, const char *detail) {
    audit_report(audit, rule, node->label, node->rect, "%s %s", tree_role_names[node->role],
                 detail);
}

static bool inside(struct rect inner, struct rect outer) {
    return rect_equal(rect_meet(inner, outer), inner);
}

static bool target(const struct tree_node *node) {
    return tree_role_acts(node->role) && (node->state & TREE_DISABLED) == 0;
}

static int px_of(const struct audit *audit, int units) {
    return theme_px(audit->view->theme, units);
}

static void node_alone(const struct audit *audit, const struct tree_node *node) {
    const struct theme *theme = audit->view->theme;
    if (!inside(node->rect, (struct rect){ 0, 0, theme->width, theme->height }))
        report_node(audit, AUDIT_OUTSIDE, node, "");
    if ((node->state & TREE_SPILLED) != 0)
        report_node(audit, AUDIT_SPILLED, node, "");
    if (node->label[strspn(node->label, " \t\n")] == '\0')
        report_node(audit, AUDIT_NAMELESS, node, "");
}

static void target_size(const struct audit *audit, const struct tree_node *node) {
    bool key = node->role == ROLE_KEY;
    int  least_w = px_of(audit, key ? KEY_W_UNITS : TARGET_UNITS);
    int  least_h = px_of(audit, key ? KEY_H_UNITS : TARGET_UNITS);
    char detail[80];
    least_w = !key && least_w < TARGET_PX ? TARGET_PX : least_w;
    least_h = least_h < TARGET_PX ? TARGET_PX : least_h;
    if (node->rect.w + ROUNDING >= least_w && node->rect.h + ROUNDING >= least_h)
        return;
    (void)snprintf(detail, sizeof detail, "%d×%d, least %d×%d", node->rect.w, node->rect.h, least_w,
                   least_h);
    report_node(audit, AUDIT_SMALL, node, detail);
}

static int gap_between(int a, int a_size, int b, int b_size) {
    int after = b - (a + a_size), before = a - (b + b_size);
    return after > before ? after : before;
}

/* A button within its field is meant; nothing else may share a place. */
static bool button_in_field(const struct tree_node *a, const struct tree_node *b) {
    return (a->role == ROLE_FIELD && inside(b->rect, a->rect)) ||
           (b->role == ROLE_FIELD && inside(a->rect, b->rect));
}

static void two_targets(const struct audit *audit, const struct tree_node *a,
                        const struct tree_node *b) {
    bool keys = a->role == ROLE_KEY && b->role == ROLE_KEY;
    int  least = px_of(audit, keys ? KEYS_APART_UNITS : APART_UNITS);
    int  x = gap_between(a->rect.x, a->rect.w, b->rect.x, b->rect.w);
    int  y = gap_between(a->rect.y, a->rect.h, b->rect.y, b->rect.h);
    int  apart = x > y ? x : y;
    char detail[300];
    if (a->id == b->id)
        report_node(audit, AUDIT_TWICE, a, b->label);
    if (button_in_field(a, b) || apart + ROUNDING >= least)
        return;
    (void)snprintf(detail, sizeof detail, "and “%s”: %d px apart, least %d", b->label, apart,
                   least);
    report_node(audit, apart < 0 ? AUDIT_CROSSED : AUDIT_NEAR, a, detail);
}

/* A text lies in a control or outside it, not across its edge. */
static void text_and_target(const struct audit *audit, const struct tree_node *text,
                            const struct tree_node *control) {
    if (text->role == ROLE_ROW || rect_empty(rect_meet(text->rect, control->rect)) ||
        inside(text->rect, control->rect) || inside(control->rect, text->rect))
        return;
    report_node(audit, AUDIT_CROSSED, text, control->label);
}

static void targets(const struct audit *audit) {
    const struct tree *tree = audit->view->tree;
    for (size_t i = 0; i < tree->count; i++) {
        const struct tree_node *node = &tree->nodes[i];
        node_alone(audit, node);
        if (target(node))
            target_size(audit, node);
        for (size_t k = 0; k < tree->count; k++) {
            const struct tree_node *other = &tree->nodes[k];
            if (k < i && target(node) && target(other))
                two_targets(audit, node, other);
            if (!tree_role_acts(node->role) && tree_role_acts(other->role))
                text_and_target(audit, node, other);
        }
    }
}

static void reached(const struct audit *audit) {
    const struct audit_view *view = audit->view;
    for (size_t i = 0; view->reached != NULL && i < view->tree->count; i++) {
        const struct tree_node *node = &view->tree->nodes[i];
        bool                    found = !target(node);
        for (size_t k = 0; k < view->reached_count && !found; k++)
            found = view->reached[k] == node->id;
        if (!found)
            report_node(audit, AUDIT_UNREACHED, node, "");
    }
}

void audit_frame(const struct audit_view *view, audit_tell *tell, void *context) {
    const struct audit audit = { view, tell, context };
    targets(&audit);
    reached(&audit);
    audit_drawn(&audit);
    audit_words(&audit);
}
