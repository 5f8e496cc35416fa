/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_words.c - a receipt by its state. */
#include "services/jobs/receipt_words.h"

#include "services/jobs/job_words.h"

const char *const receipt_stages[RECEIPT_STAGES] = { N_("报了名"), N_("接电话"), N_("见面谈"),
                                                     N_("去上班") };

const char *receipt_day(day d, day today, enum lang lang, struct arena *arena) {
    static const char *const weekdays[] = { N_("周一"), N_("周二"), N_("周三"), N_("周四"),
                                            N_("周五"), N_("周六"), N_("周日") };
    return day_absent(d)
               ? ""
               : arena_printf(arena, tr(lang, "%1$s（%2$s）"), job_day_text(d, today, lang, arena),
                              tr(lang, weekdays[day_weekday(d) - 1]));
}

static const char *clock_text(time_ms at, struct arena *arena) {
    int hour = 0, minute = 0;
    time_clock(at, &hour, &minute);
    return arena_printf(arena, "%d:%02d", hour, minute);
}

/* How far it has come: what is done of asked, called, met, at work. */
static int stages_done(enum application_state state) {
    static const int done[APPLICATION_STATE_COUNT] = {
        [APPLICATION_NEW] = 1,     [APPLICATION_CALLED] = 2,  [APPLICATION_INTRODUCED] = 2,
        [APPLICATION_MET] = 3,     [APPLICATION_HIRED] = 4,   [APPLICATION_SETTLED] = 4,
        [APPLICATION_LEFT] = -1,   [APPLICATION_FAILED] = -1, [APPLICATION_WITHDRAWN] = -1,
        [APPLICATION_LAPSED] = -1,
    };
    return done[state];
}

/* What comes next, or what to do now. */
static const char *next_text(const struct application_view *view, const char *by,
                             const struct receipt_from *from, enum lang lang, struct arena *arena) {
    switch (view->state) {
    case APPLICATION_NEW:
        if (view->call_broken && *from->phone == '\0')
            return tr(lang, "说好的电话还没打，对不起。请叫工作人员");
        if (view->call_broken)
            return arena_printf(arena, tr(lang, "说好的电话还没打，对不起。可以直接打 %s"),
                                from->phone);
        return *by ? arena_printf(arena, tr(lang, "最晚 %s给您打电话"), by) : "";
    case APPLICATION_CALLED:
        return tr(lang, "接下来把您介绍给用工单位");
    case APPLICATION_INTRODUCED:
        return tr(lang, "接下来单位约您见面");
    case APPLICATION_MET:
        return tr(lang, "接下来等单位的结果");
    case APPLICATION_HIRED:
    case APPLICATION_SETTLED:
        return tr(lang, "祝您工作顺利，有事随时来找我们");
    case APPLICATION_WITHDRAWN:
    case APPLICATION_LAPSED:
        return tr(lang, "您的名字和电话已经删掉了");
    default:
        return tr(lang, "别的岗位可以再报，工作人员也帮您找");
    }
}

static void line_add(struct receipt_words *words, const char *what, const char *fact,
                     const char *second, bool strong) {
    if (*fact)
        words->lines[words->count++] = (struct receipt_line){ what, fact, second, strong, false };
}

/* Only while a call is awaited: who, from where, until when, to which number. */
static void call_lines(const struct application_view *view, const struct receipt_from *from,
                       const char *by, struct receipt_words *words, enum lang lang,
                       struct arena *arena) {
    const char *hours = hours_words(calling_hours_applications, arena);
    const char *when = *by ? arena_printf(arena, tr(lang, "最晚 %s"), by) : "";
    line_add(words, tr(lang, "谁打电话"), from->caller,
             *from->phone ? arena_printf(arena, tr(lang, "来电显示 %s，不会要您交钱"), from->phone)
                          : tr(lang, "不会要您交钱"),
             false);
    words->lines[words->count - 1].needed = true; /* at least the posting has a line */
    line_add(words, tr(lang, "什么时候"), when,
             view->attempts > 0
                 ? arena_printf(arena, tr(lang, "打过 %1$d 次没人接，%2$s 之间还会再打"),
                                view->attempts, hours)
                 : arena_printf(arena, tr(lang, "%s 之间打，没接到会再打"), hours),
             true);
    if (view->phone_end[0] != '\0')
        line_add(words, tr(lang, "打到哪里"),
                 arena_printf(arena, tr(lang, "尾号 %s 的电话"), view->phone_end), "", false);
}

void receipt_words(const struct application_view *view, const struct receipt_from *from,
                   const char *pay, bool fresh, day today, enum lang lang, struct arena *arena,
                   struct receipt_words *ret_words) {
    struct receipt_words words = { .done = stages_done(view->state) };
    const char          *by = time_absent(view->call_due)
                                  ? ""
                                  : receipt_day(day_of_time(view->call_due), today, lang, arena);
    words.title =
        fresh ? tr(lang, "报上名了") : tr(lang, application_flow.states[view->state].words);
    words.second = next_text(view, by, from, lang, arena);
    words.over = view->result != RESULT_NONE;
    words.sad = view->state == APPLICATION_NEW && view->call_broken;
    line_add(&words, tr(lang, "岗位"), view->title,
             *pay && view->employer[0] ? arena_printf(arena, "%s · %s", view->employer, pay)
             : *pay                    ? pay
                                       : view->employer,
             false);
    if (view->state == APPLICATION_NEW)
        call_lines(view, from, by, &words, lang, arena);
    else
        line_add(&words,
                 tr(lang, view->state == APPLICATION_WITHDRAWN ? N_("哪天撤回") : N_("从哪天起")),
                 receipt_day(day_of_time(view->since), today, lang, arena), "", false);
    words.made = arena_printf(arena, tr(lang, "%1$s %2$s · 终端 %3$s"),
                              job_day_text(day_of_time(view->opened), DAY_ABSENT, lang, arena),
                              clock_text(view->opened, arena), from->terminal);
    words.made_day = job_day_text(day_of_time(view->opened), today, lang, arena);
    words.made_short =
        arena_printf(arena, "%s %s", words.made_day, clock_text(view->opened, arena));
    *ret_words = words;
}
