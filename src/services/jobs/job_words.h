/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_words.h - a posting in words for people, on the kiosk as on paper. Each function gives one
 * text, in `lang`, in `arena` or for good; "" when the posting does not say: what is unknown is
 * never shown as a no. */
#ifndef ANJU_JOBS_JOB_WORDS_H
#define ANJU_JOBS_JOB_WORDS_H

#include "services/jobs/job.h"

/* "3000–4500 元/月", "2400 元/月", "3000 元/月起", "最高 6000 元/月", "8 万元/年起",
 * "每件 1.2 元", "面议". */
const char *job_pay_text(const struct job *job, enum lang lang, struct arena *arena);

/* How to get there: "走路 5 分钟", "公交 20 分钟 · 2 元", "可在家做". */
const char *job_travel_text(const struct job *job, enum lang lang, struct arena *arena);
/* Where, and how to get there: "易扶新村 1 栋一楼 · 走路 2 分钟". */
const char *job_where_text(const struct job *job, enum lang lang, struct arena *arena);

/* When: "8:00–17:30，午休 1.5 小时 · 早班". */
const char *job_hours_text(const struct job *job, enum lang lang, struct arena *arena);

/* Until when: "11 月 30 日截止", "招满为止", "长期招"; a year that is not today's is written. */
const char *job_closing_text(const struct job *job, day today, enum lang lang, struct arena *arena);
/* "还招 14 人"; only the number wanted known: "招 14 人". */
const char *job_places_text(const struct job *job, enum lang lang, struct arena *arena);
/* The two together: "11 月 30 日截止，还招 14 人". */
const char *job_deadline_text(const struct job *job, day today, enum lang lang,
                              struct arena *arena);

/* "18–45 岁", "45 岁以下", "年龄不限". */
const char *job_age_text(const struct job *job, enum lang lang, struct arena *arena);
const char *job_sex_text(const struct job *job, enum lang lang);       /* "男女不限" */
const char *job_schooling_text(const struct job *job, enum lang lang); /* "初中及以上" */
/* Whom they want, in one line: "18–45 岁 · 男女不限 · 初中及以上". */
const char *job_wanted_text(const struct job *job, enum lang lang, struct arena *arena);

/* "今天发布", "11 月 20 日发布". */
const char *job_posted_text(const struct job *job, day today, enum lang lang, struct arena *arena);
/* "11 月 20 日由刘敏核对"; without the day "由刘敏核对". */
const char *job_checked_text(const struct job *job, day today, enum lang lang, struct arena *arena);

/* The marks of a card, the weightiest first: programme, what is taught, at home, schooling, places,
 * shift, then its own tags, none twice. How many are shown is the card's business. */
enum { JOB_MARKS_MOST = 16 };
struct job_mark {
    const char *text;
    bool        strong; /* stands out: the programme, else that it is taught */
};
size_t job_marks(const struct job *job, enum lang lang, struct arena *arena,
                 struct job_mark marks[JOB_MARKS_MOST]);

/* "11 月 30 日"; with the year when it is not that of `today`. */
const char *job_day_text(day d, day today, enum lang lang, struct arena *arena);

#endif
