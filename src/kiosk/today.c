/* SPDX-License-Identifier: GPL-3.0-or-later
 * today.c - names of months and weekdays, in the order of the visit's language. */
#include "kiosk/today.h"

static const char *month_words(const struct visit *visit, int month) {
    static const char *const months[] = { N_("1月"), N_("2月"),  N_("3月"),  N_("4月"),
                                          N_("5月"), N_("6月"),  N_("7月"),  N_("8月"),
                                          N_("9月"), N_("10月"), N_("11月"), N_("12月") };
    return ui_tr(visit->ui, months[month - 1]);
}

static const char *weekday_words(const struct visit *visit) {
    static const char *const weekdays[] = { N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"),
                                            N_("星期五"), N_("星期六"), N_("星期日") };
    return ui_tr(visit->ui, weekdays[day_weekday(visit->today) - 1]);
}

const char *today_words(struct visit *visit) {
    if (!visit->clock_set)
        return ui_tr(visit->ui, N_("这台机器的时间还没有对准"));
    struct date date = day_date(visit->today);
    return arena_printf(visit->arena, ui_tr(visit->ui, "%1$d年%2$s%3$d日 %4$s"), date.year,
                        month_words(visit, date.month), date.day, weekday_words(visit));
}

const char *today_clock_words(struct visit *visit) {
    if (!visit->clock_set)
        return ui_tr(visit->ui, N_("这台机器的时间还没有对准"));
    struct date date = day_date(visit->today);
    const char *month = month_words(visit, date.month);
    int         hour = 0, minute = 0;
    time_clock(visit->now, &hour, &minute);
    if (ui_theme(visit->ui)->large || ui_theme(visit->ui)->compact)
        return arena_printf(visit->arena, ui_tr(visit->ui, "%1$s%2$d日 %3$02d:%4$02d"), month,
                            date.day, hour, minute);
    return arena_printf(visit->arena, ui_tr(visit->ui, "%1$d年%2$s%3$d日 %4$s · %5$02d:%6$02d"),
                        date.year, month, date.day, weekday_words(visit), hour, minute);
}

const char *clock_words(struct visit *visit) {
    int hour = 0, minute = 0;
    if (!visit->clock_set)
        return "";
    time_clock(visit->now, &hour, &minute);
    return arena_printf(visit->arena, "%02d:%02d", hour, minute);
}
