/* SPDX-License-Identifier: GPL-3.0-or-later
 * audit.h - one shown frame held against DESIGN.md: its tree, what was drawn, and its pixels. Plain
 * values in, faults out, so that each rule can be shown a frame that breaks it. */
#ifndef ANJU_TESTS_SUPPORT_AUDIT_H
#define ANJU_TESTS_SUPPORT_AUDIT_H

#include "support/seen.h"

enum audit_rule {
    AUDIT_OUTSIDE,      /* a node beyond the panel */
    AUDIT_SPILLED,      /* text that does not fit where it must */
    AUDIT_CUT,          /* our own words end in an ellipsis; only what people wrote may */
    AUDIT_CLIPPED,      /* letters beyond what they may touch */
    AUDIT_SMALL,        /* a target under 88 units, 48 px; a key under 84×128 units */
    AUDIT_NEAR,         /* two targets nearer than 16 units; two keys nearer than 8 */
    AUDIT_CROSSED,      /* two targets above each other; a text across a target's edge */
    AUDIT_TEXT_OVERLAP, /* two texts above each other */
    AUDIT_LINE_START,   /* a line that begins with ，。、；：！？）》” */
    AUDIT_LINE_END,     /* a line that ends with （《“ */
    AUDIT_CONTRAST,     /* under 4.5:1; 3:1 for large words and icons; sleeping controls apart */
    AUDIT_HIDDEN,       /* words of which no ink can be seen */
    AUDIT_NAMELESS,     /* a node without words */
    AUDIT_TWICE,        /* two controls with one id */
    AUDIT_UNTRANSLATED, /* Chinese in English, English in Chinese, that nobody wrote as data */
    AUDIT_UNREACHED,    /* a control that Tab does not come to */
    AUDIT_COUNT
};
extern const char *const audit_rule_names[AUDIT_COUNT];

struct audit_view {
    const struct tree   *tree;
    const struct seen   *seen;
    const struct canvas *canvas;
    const struct theme  *theme;
    enum lang            lang;
    const char          *data;    /* all that people wrote, for the rules about language */
    const uint64_t      *reached; /* ids that Tab came to; NULL: not asked */
    size_t               reached_count;
};

struct audit_fault {
    enum audit_rule rule;
    const char     *words; /* of the node or line; good until the callback returns */
    struct rect     rect;
    const char     *detail;
};
typedef void audit_tell(void *context, const struct audit_fault *fault);

void audit_frame(const struct audit_view *view, audit_tell *tell, void *context);

/* For audit.c and audit_ink.c. */
struct audit {
    const struct audit_view *view;
    audit_tell              *tell;
    void                    *context;
};
void audit_report(const struct audit *audit, enum audit_rule rule, const char *words,
                  struct rect rect, const char *format, ...) __attribute__((format(printf, 5, 6)));
void audit_drawn(const struct audit *audit); /* the rules about what was drawn */
void audit_words(const struct audit *audit); /* the rules about language */

#endif
