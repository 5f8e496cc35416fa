/* SPDX-License-Identifier: GPL-3.0-or-later
 * audit_words.c - the rules about language. Who wrote a text decides: what a clerk or a resident
 * wrote is shown as it is and may be cut; our own words are translated and stand whole. */
#include "support/audit.h"

#include "base/text.h"

#include <string.h>

enum { RUN_MOST = 400, LATIN_LEAST = 3 };

/* The next run of Han, or of small Latin letters, in *text; false: no more. */
static bool next_run(const char **text, bool han, char run[RUN_MOST]) {
    size_t   length = 0, size;
    uint32_t c = 0;
    for (; (size = text_decode(*text, strlen(*text), &c)) > 0; *text += size) {
        bool fits = han ? text_is_han(c) : (c >= 'a' && c <= 'z');
        if (!fits && length > 0)
            break;
        if (fits && length + size < RUN_MOST) {
            memcpy(run + length, *text, size);
            length += size;
        }
    }
    run[length] = '\0';
    return length > 0;
}

static bool has_han(const char *text) {
    char run[RUN_MOST];
    return next_run(&text, true, run);
}

/* A translation, or in Chinese a Chinese text of ours, has it as a part. */
static bool said_by_us(const struct audit_view *view, const char *run) {
    for (int i = 0; i < view->seen->tr_count; i++) {
        bool ours = view->lang == LANG_ZH ? has_han(view->seen->ids[i])
                                          : strcmp(view->seen->ids[i], view->seen->said[i]) != 0;
        if (ours && strstr(view->seen->said[i], run) != NULL)
            return true;
    }
    return false;
}

static bool written_by_people(const struct audit_view *view, const char *run) {
    return strstr(view->data, run) != NULL;
}

/* What a resident types, and what the keys offer for it. */
static bool being_typed(const struct audit_view *view, const char *run) {
    for (size_t i = 0; i < view->tree->count; i++) {
        const struct tree_node *node = &view->tree->nodes[i];
        bool                    typed = node->role == ROLE_FIELD || node->role == ROLE_KEY;
        if (typed && (strstr(node->label, run) != NULL || strstr(node->value, run) != NULL))
            return true;
    }
    return false;
}

/* The name of the other language, on the button that changes to it. */
static bool other_language(const char *words) {
    return strcmp(words, "English") == 0 || strcmp(words, "中文") == 0;
}

static void language(const struct audit *audit, const char *words, struct rect rect) {
    const struct audit_view *view = audit->view;
    bool                     han = view->lang == LANG_EN;
    char                     run[RUN_MOST];
    const char              *rest = words;
    if (other_language(words))
        return;
    while (next_run(&rest, han, run))
        if ((han || strlen(run) >= LATIN_LEAST) && !written_by_people(view, run) &&
            !said_by_us(view, run) && !being_typed(view, run))
            audit_report(audit, AUDIT_UNTRANSLATED, words, rect, "“%s”", run);
}

/* What was asked of the catalogue and is not in it; what is written for the log is not asked. */
static void catalogue(const struct audit *audit) {
    const struct seen *seen = audit->view->seen;
    for (int i = 0; i < seen->tr_count; i++)
        if (seen->langs[i] == LANG_EN && strcmp(seen->ids[i], seen->said[i]) == 0 &&
            has_han(seen->ids[i]) && !other_language(seen->ids[i]))
            audit_report(audit, AUDIT_UNTRANSLATED, seen->ids[i], (struct rect){ 0 },
                         "not in the catalogue");
}

/* Each word of it that is Han, or any of its letters, somebody wrote. */
static bool holds_data(const struct audit_view *view, const char *words) {
    char        run[RUN_MOST];
    const char *rest = words;
    while (next_run(&rest, true, run))
        if (written_by_people(view, run))
            return true;
    return written_by_people(view, words);
}

void audit_words(const struct audit *audit) {
    const struct audit_view *view = audit->view;
    for (size_t i = 0; i < view->tree->count; i++) {
        language(audit, view->tree->nodes[i].label, view->tree->nodes[i].rect);
        language(audit, view->tree->nodes[i].value, view->tree->nodes[i].rect);
    }
    for (int i = 0; i < view->seen->word_count; i++) {
        const struct seen_words *words = &view->seen->words[i];
        language(audit, words->text, (struct rect){ 0 });
        if ((words->state & TREE_SPILLED) != 0)
            audit_report(audit, AUDIT_SPILLED, words->text, (struct rect){ 0 }, "drawn");
        if ((words->state & TREE_CUT) != 0 && !holds_data(view, words->text))
            audit_report(audit, AUDIT_CUT, words->text, (struct rect){ 0 }, "drawn");
    }
    catalogue(audit);
}
