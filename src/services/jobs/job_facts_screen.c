/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_facts_screen.c - the facts of a posting and their pages. */
#include "services/jobs/job_facts.h"

#include "ui/card.h"
#include "ui/widget.h"

#include <string.h>

enum {
    FACT_GAP      = 22, /* units */
    ROOM          = 16, /* facts; the pieces of long ones come on top */
    LINES_A_PIECE = 2,  /* of a long text: then it can go on on the next page */
};

struct facts_being_made {
    struct visit    *visit;
    int              width;
    struct job_fact *at;
    size_t           count, room;
};

static void add_piece(struct facts_being_made *made, enum icon icon, const char *words) {
    if (made->count == made->room) {
        size_t size = sizeof(struct job_fact), room = made->room * 2 + ROOM;
        made->at = arena_grow(made->visit->arena, made->at, made->room * size, room * size);
        made->room = room;
    }
    int height = fact_height(made->visit->ui, made->width, words);
    made->at[made->count++] = (struct job_fact){ icon, words, height };
}

/* Long words go in pieces that end where their lines end. */
static void add(struct facts_being_made *made, enum icon icon, const char *words) {
    struct ui *ui = made->visit->ui;
    if (*words == '\0')
        return;
    struct lines lines = lines_of(ui_layout(ui), FACE_REGULAR, ui_theme(ui)->em[EM_MAIN], words,
                                  fact_words_width(ui, made->width), 0);
    if (lines.count <= 2 * LINES_A_PIECE) {
        add_piece(made, icon, words);
        return;
    }
    size_t count = (lines.count + LINES_A_PIECE - 1) / LINES_A_PIECE;
    char **pieces = ARENA_NEW_ARRAY(made->visit->arena, count, char *);
    for (size_t i = 0; i < count; i++) { /* before the next layout overwrites the lines */
        size_t last = (i + 1) * LINES_A_PIECE;
        last = (last < lines.count ? last : lines.count) - 1;
        const char *from = lines.at[i * LINES_A_PIECE].text;
        const char *to = lines.at[last].text + lines.at[last].length;
        pieces[i] = arena_strndup(made->visit->arena, from, (size_t)(to - from));
    }
    for (size_t i = 0; i < count; i++)
        add_piece(made, i == 0 ? icon : ICON_NONE, pieces[i]);
}

static const char *join(struct visit *visit, const char *first, const char *second) {
    if (*first == '\0' || *second == '\0')
        return *first == '\0' ? second : first;
    return arena_printf(visit->arena, "%s · %s", first, second);
}

/* Who stands behind it: staff have checked the posting, staff have seen the licence. */
static void add_checked(struct facts_being_made *made, const struct job_row *row) {
    struct visit *visit = made->visit;
    add(made, ICON_VERIFIED,
        job_checked_text(&row->job, visit->today, visit->lang, visit->arena));
    if (!day_absent(row->employer.verified))
        add(made, ICON_BENEFITS,
            arena_printf(visit->arena, ui_tr(visit->ui, "%s看过营业执照"),
                         job_day_text(row->employer.verified, visit->today, visit->lang,
                                      visit->arena)));
}

static enum icon way_icon(enum travel travel) {
    switch (travel) {
    case TRAVEL_BUS:
    case TRAVEL_SHUTTLE:
        return ICON_BUS;
    case TRAVEL_AT_HOME:
        return ICON_HOME;
    default:
        return ICON_PLACE;
    }
}

struct job_facts job_facts(struct visit *visit, const struct job_row *row, int width) {
    const struct job       *job = &row->job;
    struct facts_being_made made = { .visit = visit, .width = width };
    enum lang               lang = visit->lang;
    add(&made, ICON_EMPLOYER, row->employer.name);
    add(&made, way_icon(job->travel), job_where_text(job, lang, visit->arena));
    add(&made, ICON_CLOCK, job_hours_text(job, lang, visit->arena));
    add(&made, ICON_PAY, job->benefits);
    add(&made, ICON_TAUGHT, job->taught);
    add(&made, ICON_PERSON, job_wanted_text(job, lang, visit->arena));
    add(&made, ICON_CALENDAR,
        join(visit, job_deadline_text(job, visit->today, lang, visit->arena),
             job_posted_text(job, visit->today, lang, visit->arena)));
    add_checked(&made, row);
    add(&made, ICON_NOTES, job->notes != NULL ? job->notes : "");
    return (struct job_facts){ made.at, made.count, px(visit->ui, FACT_GAP) };
}

/* With the gap above it, unless it is the first of its page. */
static int taken(const struct job_facts *facts, size_t index, bool first) {
    const struct job_fact *fact = &facts->at[index];
    return fact->height + (first || fact->icon == ICON_NONE ? 0 : facts->gap);
}

/* Where the page after that beginning at `from` begins; at least one fact is on each. */
static size_t page_end(const struct job_facts *facts, size_t from, int height) {
    size_t at = from;
    for (int used = 0; at < facts->count; at++) {
        used += taken(facts, at, at == from);
        if (used > height && at > from)
            break;
    }
    return at;
}

int job_facts_height(struct visit *visit, const struct job_row *row, int width) {
    struct job_facts facts = job_facts(visit, row, width);
    int              height = 0;
    for (size_t i = 0; i < facts.count; i++)
        height += taken(&facts, i, i == 0);
    return height;
}

size_t job_facts_pages(const struct job_facts *facts, int height) {
    size_t pages = 0, at = 0;
    do {
        at = page_end(facts, at, height);
        pages++;
    } while (at < facts->count);
    return pages;
}

void job_facts_draw(struct visit *visit, struct rect r, const struct job_facts *facts,
                    size_t page) {
    size_t from = 0;
    while (page-- > 0)
        from = page_end(facts, from, r.h);
    size_t end = page_end(facts, from, r.h);
    for (size_t i = from; i < end; i++) {
        if (i > from && facts->at[i].icon != ICON_NONE)
            cut_gap(&r, facts->gap);
        fact(visit->ui, &r, facts->at[i].icon, HUE_JOBS, facts->at[i].words);
    }
}
