/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_facts_screen.c - the facts of a posting and their pages. */
#include "services/jobs/job_facts.h"

#include "services/jobs/job_sums.h"
#include "ui/card.h"
#include "ui/widget.h"

#include <string.h>

enum {
    FACT_GAP = 16, /* units */
    ROOM = 16,     /* pieces, to begin with */
    KEPT = 4,      /* lines of a fact that stay together where a page can hold them */
};

struct facts_being_made {
    struct visit     *visit;
    int               width;
    struct job_piece *at;
    size_t            count, room;
};

static void add_piece(struct facts_being_made *made, struct job_piece piece) {
    if (made->count == made->room) {
        size_t size = sizeof(struct job_piece), room = made->room * 2 + ROOM;
        made->at = arena_grow(made->visit->arena, made->at, made->room * size, room * size);
        made->room = room;
    }
    made->at[made->count++] = piece;
}

/* A piece a line, so that a fact may go on on the next page after any of them. */
static void add_lines(struct facts_being_made *made, enum icon icon, const char *words, int width) {
    struct ui   *ui = made->visit->ui;
    int          em = ui_theme(ui)->em[EM_MAIN];
    struct lines lines = lines_of(ui_layout(ui), FACE_REGULAR, em, words, width, 0);
    if (lines.count == 0)
        return; /* only what shows nothing */
    const struct line *first = lines.at, *last = &lines.at[lines.count - 1];
    const char        *whole = arena_strndup(made->visit->arena, first->text,
                                             (size_t)(last->text - first->text) + last->length);
    for (size_t i = 0; i < lines.count; i++) {
        size_t from = (size_t)(lines.at[i].text - first->text);
        add_piece(made, (struct job_piece){ .icon = icon,
                                            .words = whole,
                                            .from = from,
                                            .to = from + lines.at[i].length,
                                            .goes_on = i > 0,
                                            .height = ui_theme(ui)->line[EM_MAIN] });
    }
}

static const char *piece_text(struct visit *visit, const struct job_piece *piece) {
    return arena_strndup(visit->arena, piece->words + piece->from, piece->to - piece->from);
}

static void add(struct facts_being_made *made, enum icon icon, const char *words) {
    struct ui *ui = made->visit->ui;
    int        em = ui_theme(ui)->em[EM_MAIN], width = fact_words_width(ui, made->width);
    size_t     before = made->count;
    bool       fit = true;
    if (*words == '\0')
        return;
    add_lines(made, icon, words, width);
    for (size_t i = before; i < made->count; i++)
        fit = fit && lines_width(ui_layout(ui), FACE_REGULAR, em,
                                 piece_text(made->visit, &made->at[i])) <= width;
    if (fit)
        return;
    /* Marks in a row are set closer; at the end of a line of its own the last one is not. */
    made->count = before;
    add_lines(made, icon, words, width - em);
}

/* Two facts on one line; where that is too long a line each, so that none is torn. */
static const char *join(const struct facts_being_made *made, const char *first,
                        const char *second) {
    struct ui *ui = made->visit->ui;
    if (*first == '\0' || *second == '\0')
        return *first == '\0' ? second : first;
    const char *both = arena_printf(made->visit->arena, "%s · %s", first, second);
    if (label_width(ui, STYLE(.em = EM_MAIN), both) <= fact_words_width(ui, made->width))
        return both;
    return arena_printf(made->visit->arena, "%s\n%s", first, second);
}

/* Who stands behind it: staff have checked the posting, staff have seen the licence. */
static void add_checked(struct facts_being_made *made, const struct job_row *row) {
    struct visit *visit = made->visit;
    add(made, ICON_VERIFIED, job_checked_text(&row->job, visit->today, visit->lang, visit->arena));
    if (!day_absent(row->employer.verified))
        add(made, ICON_BENEFITS,
            arena_printf(
                visit->arena, ui_tr(visit->ui, "%s看过营业执照"),
                job_day_text(row->employer.verified, visit->today, visit->lang, visit->arena)));
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

/* With the gap above it, unless it is the first of its page. */
static int taken(const struct job_facts *facts, size_t index, bool first) {
    const struct job_piece *piece = &facts->at[index];
    return piece->height + (first || piece->goes_on ? 0 : facts->gap);
}

/* What is reckoned, with how: the written half of it stands in the head. */
static void add_sums(struct facts_being_made *made, const struct job *job) {
    struct visit   *visit = made->visit;
    struct job_sums sums = job_sums(job, visit->lang, visit->arena);
    const char     *about = job->pay_per == PAY_PER_MONTH ? sums.day : sums.month;
    if (*about != '\0')
        add(made, ICON_RECKON,
            arena_printf(visit->arena, ui_tr(visit->ui, "%1$s，%2$s"), about, sums.reckoned));
    if (*sums.fare != '\0')
        add(made, ICON_FARE,
            arena_printf(visit->arena, ui_tr(visit->ui, "车费%1$s，%2$s"), sums.fare,
                         sums.fare_reckoned));
}

struct job_facts job_facts(struct visit *visit, const struct job_row *row, int width, bool sums) {
    const struct job       *job = &row->job;
    struct facts_being_made made = { .visit = visit, .width = width };
    enum lang               lang = visit->lang;
    add(&made, ICON_EMPLOYER, row->employer.name);
    add(&made, way_icon(job->travel), job_where_text(job, lang, visit->arena));
    if (sums)
        add_sums(&made, job);
    add(&made, ICON_CLOCK, job_hours_text(job, lang, visit->arena));
    add(&made, ICON_PAY, job->benefits);
    add(&made, ICON_TAUGHT, job->taught);
    add(&made, ICON_PERSON, job_wanted_text(job, lang, visit->arena));
    add(&made, ICON_CALENDAR,
        join(&made, job_deadline_text(job, visit->today, lang, visit->arena),
             job_posted_text(job, visit->today, lang, visit->arena)));
    add_checked(&made, row);
    add(&made, ICON_NOTES, job->notes != NULL ? job->notes : "");
    struct job_facts facts = { made.at, made.count, px(visit->ui, FACT_GAP), 0 };
    for (size_t i = 0; i < facts.count; i++)
        facts.height += taken(&facts, i, i == 0);
    return facts;
}

/* A page that would end in the middle of a short fact ends before it. */
static size_t kept_together(const struct job_facts *facts, size_t from, size_t end) {
    size_t first = end, last = end;
    while (first > from && facts->at[first].goes_on)
        first--;
    while (last + 1 < facts->count && facts->at[last + 1].goes_on)
        last++;
    return last - first < KEPT && first > from ? first : end;
}

/* Where the page after that beginning at `from` begins; at least one piece is on each. */
static size_t page_end(const struct job_facts *facts, size_t from, int height) {
    size_t at = from;
    for (int used = 0; at < facts->count; at++) {
        used += taken(facts, at, at == from);
        if (used > height && at > from)
            return kept_together(facts, from, at);
    }
    return at;
}

size_t job_facts_pages(const struct job_facts *facts, int height) {
    size_t pages = 0, at = 0;
    do {
        at = page_end(facts, at, height);
        pages++;
    } while (at < facts->count);
    return pages;
}

/* The words of the pieces from `first` to `last`. Where a text that begins in its middle would
 * break otherwise (a run of commas), each line is held to its place. */
static const char *pieces_words(struct visit *visit, const struct job_facts *facts, size_t first,
                                size_t last, int width) {
    const struct job_piece *at = facts->at;
    const char             *words =
        arena_strndup(visit->arena, at[first].words + at[first].from, at[last].to - at[first].from);
    int lines = (int)(last - first + 1);
    if (fact_height(visit->ui, width, words) <= lines * at[first].height)
        return words;
    words = "";
    for (size_t i = first; i <= last; i++)
        words = arena_printf(visit->arena, "%s%s%s", words, i > first ? "\n" : "",
                             piece_text(visit, &at[i]));
    return words;
}

void job_facts_draw(struct visit *visit, struct rect r, const struct job_facts *facts,
                    size_t page) {
    size_t from = 0;
    while (page-- > 0)
        from = page_end(facts, from, r.h);
    size_t end = page_end(facts, from, r.h);
    for (size_t i = from, last; i < end; i = last + 1) {
        const struct job_piece *piece = &facts->at[i];
        for (last = i; last + 1 < end && facts->at[last + 1].goes_on;)
            last++;
        if (i > from)
            cut_gap(&r, facts->gap);
        fact(visit->ui, &r, piece->goes_on ? ICON_NONE : piece->icon, HUE_JOBS,
             pieces_words(visit, facts, i, last, r.w));
    }
}
